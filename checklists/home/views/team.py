"""The manager's page: what waits for her, and what is outstanding over her teams."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import CaseQuerySet, Why
from checklists.guidance.in_force import GuidanceInForce, guidance_in_force
from checklists.handover.team_people import TeamPerson, people_of_teams
from checklists.home.agreements import agreement_rows, agreements_for
from checklists.home.overdue_contacts import with_overdue_contact
from checklists.home.team_parts import team_segments, teams_managed_by
from checklists.home.unsigned import unsigned_over_a_day
from checklists.home.views.team_families import families_of
from checklists.nhsuk.wording import day_month, weekday_in_words
from checklists.outstanding import full_titles
from checklists.outstanding.forms import OwnedFilterForm
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.needs_you import cases_named, decision_rows, unread_decisions
from checklists.outstanding.querysets import (
    MOST_COUNTED,
    Counted,
    ItemQuerySet,
    count_lists,
    families_page,
)
from checklists.outstanding.rows import family_groups, item_row
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
    guidance = guidance_in_force()
    teams = teams_managed_by(request.user)
    staff = people_of_teams(request.user, teams, london_today())
    forms = [
        OwnedFilterForm(request.GET, **choices)
        for choices in choices_of_filters(guidance, teams, staff.people)
    ]
    items = OutstandingItem.objects.open()
    hers = items.filter(team__in=teams).visible_to(request.user)
    waiting = items_to_agree(hers, request.user)
    agreements = agreements_for(request.user, records_of(request.user, teams))
    asked, after = forms[0].narrowed(items), request.GET.get("after", "")
    found, following = families_page(asked, request.user, "team", teams, after)
    full, decided = full_titles.use_full_titles(request), unread_decisions(request.user)
    listed: list[Any] = [*waiting, *found, *agreements[:SHOWN_TO_DECIDE]]
    shown = [*cases_named(decided), *(one.case_id for one in listed)]
    record_list(request, "team.read", shown, full=full)
    return render(
        request,
        "home/team.html",
        {
            "parts": team_segments("team"),
            "name": " and ".join(str(team) for team in teams.values()),
            "today": weekday_in_words(london_today()),
            "counts": count_sentences(hers, request.user, teams, len(agreements)),
            "needs": decision_rows(decided, london_today()),
            "warnings": staff.warnings,
            "leavers": [one for one in staff.people if one.leaves],
            "people": [one.row for one in staff.people],
            "waiting": [waiting_row(item, full=full) for item in waiting],
            "agreements": agreement_rows(agreements[:SHOWN_TO_DECIDE]),
            "filter_form": forms[0],
            "filter_form_on_phone": forms[1],
            "filtered": any(forms[0].cleaned_data.values()),
            "groups": family_groups(found, guidance.names, full=full, show_owner=True),
            **switch_and_next(request, following, full=full),
        },
        status=200 if forms[0].is_valid() else 400,
    )


def choices_of_filters(
    guidance: GuidanceInForce, teams: Mapping[int, Team], people: list[TeamPerson]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the filter offers, for the desktop and once more for the phone with ids of its own."""
    offered = {
        "points": guidance.wording.points,
        "owners": people,
        "everyone": "Everyone in " + " and ".join(str(team) for team in teams.values()),
    }
    return offered, {**offered, "auto_id": "phone_%s"}


def records_of(user: User, teams: Mapping[int, Team]) -> CaseQuerySet:
    """The records of her teams, also of families whose care has ended."""
    return Case.objects.reached_by(user, (Why.MANAGER,)).filter(team__in=teams)


def items_to_agree(items: ItemQuerySet, user: User) -> list[OutstandingItem]:
    """Items whose closing this manager may agree to, most urgent first."""
    rows = items.waiting().exclude(closing_asked_by=user).by_urgency()
    return list(rows.with_what_rows_say().select_related("closing_asked_by")[:SHOWN_TO_DECIDE])


def waiting_row(item: OutstandingItem, *, full: bool) -> dict[str, Any]:
    row = item_row(item, full=full, today=london_today())
    title = row["title"] if full else row["title"][:1].lower() + row["title"][1:]
    assert item.closing_asked_at  # noqa: S101  the queryset gives items whose closing was asked
    asked = f"{item.closing_asked_by} asks to close it. Asked on {day_month(item.closing_asked_at)}"
    return {**row, "title": f"{item.case.name}: {title}", "line": asked}


def count_sentences(
    items: ItemQuerySet, user: User, teams: Mapping[int, Team], agreements: int
) -> list[dict[str, str]]:
    """Sentences that link: [{"number", "words", "url"}]. None is a score of anybody.

    `agreements` is how much waits for her beside the closing of items.
    """
    all_families = reverse("team_families")
    hers = families_of(user, teams)
    counts = count_lists(
        {
            "unseen": items.filter(priority=Priority.IMMEDIATE, acknowledged_at=None),
            "overdue": items.overdue(london_today()),
            "waiting": items.waiting().exclude(closing_asked_by=user),
            "contacts": with_overdue_contact(hers, london_today()),
            "unsigned": unsigned_over_a_day(hers, timezone.now()),
        }
    )
    unseen, overdue = counts["unseen"], counts["overdue"]
    contacts, unsigned = counts["contacts"], counts["unsigned"]
    return [
        count_sentence(unseen, "immediate, not seen by a manager yet", "?urgency=immediate"),
        count_sentence(overdue, overdue_words(overdue), "?overdue=on"),
        waiting_sentence(counts["waiting"].items + agreements),
        count_sentence(contacts, contacts_words(contacts), f"{all_families}#overdue"),
        count_sentence(unsigned, unsigned_words(unsigned), f"{all_families}#not-signed"),
    ]


def count_sentence(count: Counted, words: str, url: str) -> dict[str, str]:
    return {"number": number_words(count.items), "words": words, "url": url}


def waiting_sentence(number: int) -> dict[str, str]:
    words = "waiting for your agreement"
    return {"number": number_words(number), "words": words, "url": "#agreement"}


def overdue_words(count: Counted) -> str:
    """'overdue items, 5 families'"""
    items = "overdue item" if count.items == 1 else "overdue items"
    families = "family" if count.families == 1 else "families"
    return f"{items}, {number_words(count.families)} {families}" if count.items else items


def contacts_words(count: Counted) -> str:
    families = "family" if count.items == 1 else "families"
    return f"{families} with a contact overdue"


def unsigned_words(count: Counted) -> str:
    visits = "visit" if count.items == 1 else "visits"
    return f"{visits} not signed for over a day"


def number_words(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"over {MOST_COUNTED}"
