"""The manager's page: what waits for her, and what is outstanding over her teams."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases.opening import record_list
from checklists.guidance.in_force import GuidanceInForce, guidance_in_force
from checklists.handover.team_people import TeamPerson, people_of_teams
from checklists.home.agreements import (
    agreement_rows,
    closing_rows,
    closings_among,
    list_of_closings,
    lists_of_requests,
    requests_among,
)
from checklists.home.short_lists import Listed, read_lists
from checklists.home.team_counts import count_sentences, lists_to_count
from checklists.home.team_parts import team_segments, teams_managed_by
from checklists.home.views.team_families import families_of
from checklists.nhsuk.wording import weekday_in_words
from checklists.outstanding import full_titles
from checklists.outstanding.forms import OwnedFilterForm
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.needs_you import cases_named, decision_rows, unread_decisions
from checklists.outstanding.querysets import ItemQuerySet, page_of_families
from checklists.outstanding.rows import family_groups
from checklists.outstanding.views.items import switch_and_next
from checklists.outstanding.views.titles import switch_titles
from checklists.people.models.teams import TEAM_MANAGERS, Team
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.reading.clock import london_today

SHOWN_TO_DECIDE = 20


@for_role(*TEAM_MANAGERS)
@require_http_methods(["GET", "POST"])
def team(request: AuthenticatedRequest) -> HttpResponse:
    """What is outstanding in her teams, most urgent family first. A post switches the titles."""
    if request.method == "POST":
        return switch_titles(request)
    user = request.user
    teams, guidance = teams_managed_by(user), guidance_in_force()
    staff = people_of_teams(user, teams, london_today())
    form = filter_form(request, teams, staff.people, guidance)
    lists = read_short_lists(user, teams)
    closings, requests = closings_among(lists), requests_among(lists)
    asked, after = form.narrowed(open_items(user)), request.GET.get("after", "")
    found, following = page_of_families(asked, "team", teams, after)
    full, decided = full_titles.use_full_titles(request), unread_decisions(user)
    listed: list[Any] = [*closings[:SHOWN_TO_DECIDE], *found, *requests[:SHOWN_TO_DECIDE]]
    shown = [*cases_named(decided), *(one.case_id for one in listed)]
    record_list(request, "team.read", shown, full=full)
    return render(
        request,
        "home/team.html",
        {
            "parts": team_segments("team"),
            "name": " and ".join(str(team) for team in teams.values()),
            "today": weekday_in_words(london_today()),
            "counts": count_sentences(lists, len(closings) + len(requests)),
            "needs": decision_rows(decided, london_today()),
            "warnings": staff.warnings,
            "leavers": [one for one in staff.people if one.leaves],
            "people": [one.row for one in staff.people],
            "waiting": closing_rows(closings[:SHOWN_TO_DECIDE], full=full),
            "agreements": agreement_rows(requests[:SHOWN_TO_DECIDE]),
            "filter_form": form,
            "filtered": any(form.cleaned_data.values()),
            "groups": family_groups(found, guidance.names, full=full, show_owner=True),
            **switch_and_next(request, following, full=full),
        },
        status=200 if form.is_valid() else 400,
    )


def filter_form(
    request: AuthenticatedRequest,
    teams: Mapping[int, Team],
    people: list[TeamPerson],
    guidance: GuidanceInForce,
) -> OwnedFilterForm:
    everyone = "Everyone in " + " and ".join(str(team) for team in teams.values())
    points = guidance.wording.points
    return OwnedFilterForm(request.GET, points=points, owners=people, everyone=everyone)


def read_short_lists(user: User, teams: Mapping[int, Team]) -> Mapping[str, list[Listed]]:
    """What waits for her, and what the page counts. One statement."""
    items = open_items(user).filter(team__in=teams)
    return read_lists(
        [
            list_of_closings(items, user),
            *lists_of_requests(user),
            *lists_to_count(items, families_of(user, teams), timezone.now()),
        ]
    )


def open_items(user: User) -> ItemQuerySet:
    return OutstandingItem.objects.open().managed_by(user)
