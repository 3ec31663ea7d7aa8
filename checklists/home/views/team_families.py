"""All families of a manager's teams, also those with nothing open, and what nobody has signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import CaseQuerySet, Why
from checklists.guidance.in_force import GuidanceInForce, guidance_in_force
from checklists.home.family_list import families_page, family_rows
from checklists.home.overdue_contacts import overdue_rows, with_overdue_contact
from checklists.home.team_parts import team_segments, teams_managed_by
from checklists.home.unsigned import unsigned_over_a_day, unsigned_rows
from checklists.home.words import met_words, seen_line
from checklists.people.models.teams import TEAM_MANAGERS, Team
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.reading.clock import london_today

MOST = 100  # of visits not signed and of contacts overdue; the page stays short


@for_role(*TEAM_MANAGERS)
@require_GET
def team_families(request: AuthenticatedRequest) -> HttpResponse:
    """Youngest first. Only the first page says what is overdue or not signed."""
    user, today, begun_here = request.user, london_today(), "after" not in request.GET
    teams = teams_managed_by(user)
    hers = families_of(user, teams)
    page, following = families_page(hers, request.GET.get("after", ""))
    drafts = list(unsigned_over_a_day(hers, timezone.now())[:MOST]) if begun_here else []
    overdue = list(with_overdue_contact(hers, today)[:MOST]) if begun_here else []
    waiting = [*(one.case_id for one in overdue), *(one.case_id for one in drafts)]
    shown = [*waiting, *(case.pk for case in page)]
    record_list(request, "team.families_read", shown)
    guidance = guidance_in_force()
    rows = team_family_rows(page, teams, today, guidance)
    return render(
        request,
        "home/team_families.html",
        {
            "parts": team_segments("team_families"),
            "name": " and ".join(str(team) for team in teams.values()),
            "begun_here": begun_here,
            "overdue": overdue_rows(overdue, today, guidance.names),
            "unsigned": unsigned_rows(drafts, user, today),
            "not_known": not_known_rows(rows),
            "families": rows,
            "next_url": f"{reverse('team_families')}?after={following}" if following else "",
        },
    )


def families_of(user: User, teams: Mapping[int, Team]) -> CaseQuerySet:
    """The open families of her teams; one that she must not know of is not among them."""
    return Case.objects.reached_by(user, (Why.MANAGER,)).open().filter(team__in=teams)


def team_family_rows(
    page: list[Case],
    teams: Mapping[int, Team],
    today: date,
    guidance: GuidanceInForce,
) -> list[dict[str, Any]]:
    """Rows of the caseload with who holds each family, and when it was last met."""
    return [
        {
            **row,
            "holder": holder_words(case, teams),
            "met": met_words(case.facts, today),
            "baby": seen_line(case, today),
        }
        for case, row in zip(page, family_rows(page, today, guidance), strict=True)
    ]


def not_known_rows(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Those of the families on this page with open questions that are not known, by task."""
    return [
        {
            "title": row["name"],
            "text": ". ".join(
                filter(None, [row["not_known"].number, row["not_known"].tasks, row["holder"]])
            ),
            "url": f"{row['url']}#not-known",
            "action": "Open",
        }
        for row in rows
        if row["not_known"]
    ]


def holder_words(case: Case, teams: Mapping[int, Team]) -> str:
    """Who holds the family, with the team where she manages several."""
    several = len(teams) > 1
    return f"{case.owner}, {teams[case.team_id]}" if several else str(case.owner)
