"""The case page and its tabs: what matters before the door, what is open, what was recorded."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from checklists.answers.not_known import open_lines, private_lines
from checklists.cases.access import OpenedCase
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case
from checklists.cases.siblings import (
    birth_to_record,
    siblings_beside,
    siblings_context,
)
from checklists.cases.views.page import frame_context
from checklists.facts.storing import read_facts
from checklists.guidance.in_force import GuidanceInForce, guidance_in_force
from checklists.handover.querysets import open_offer_of, with_open_offer
from checklists.handover.rows import to_words, waited_words
from checklists.home.advice_given import advice_rows
from checklists.home.before_you_knock import before_you_knock, contact_notes_context
from checklists.home.over_time import enquiry_groups
from checklists.home.visit_lists import READ_FOR_LATEST, latest_contacts, visits_of
from checklists.home.words import is_own_draft, visit_row
from checklists.household.around import around_the_baby
from checklists.outstanding.full_titles import OPEN_TITLES
from checklists.outstanding.models import OutstandingItem, State
from checklists.outstanding.rows import item_counts, item_rows
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import roles_of, signed_in, works_with_families
from checklists.reading.clock import london_today
from checklists.visits.finding_her_alone import finding_her_alone
from checklists.visits.models import Visit
from checklists.withdrawal.drafts import drafts_to_answer, waiting_rows

MOST_LISTED = 200  # more contacts or closed items than any baby has
NOTES = "notes"
FAMILY = "family"
WELLBEING = "wellbeing"
PRIVATE_PARTS = frozenset({NOTES, FAMILY, WELLBEING})


@signed_in
@require_http_methods(["GET", "POST"])
def case(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The overview. A post opens one closed part: a private one, or the full titles of items."""
    opened = request.POST.get("open", "")
    opens = opened if opened in {OPEN_TITLES, *PRIVATE_PARTS} else ""
    siblings, cases = siblings_beside(request), with_open_offer(Case.objects.all())
    right = open_case(request, pk, opens=opens, beside=siblings, cases=cases)
    case = right.case
    # Without the right to it the page comes with the part closed, and says nothing of a refusal.
    part = opened if right.private and opened in PRIVATE_PARTS else ""
    guidance = guidance_in_force()
    names = guidance.names
    visits = list(visits_of(case)[:READ_FOR_LATEST])
    own = [visit for visit in visits if is_own_draft(visit, request.user)]
    first = latest_contacts(visits)
    return render(
        request,
        "home/case.html",
        {
            **frame_context(right, "case"),
            "may_decide": right.oversees,
            **before_visit_context(case, visits, guidance, opened=part),
            **items_context(case, request.user, names, full=opened == OPEN_TITLES),
            "visits": [visit_row(visit, names, request.user) for visit in first],
            "more_visits": len(visits) > len(first),
            "draft": visit_row(own[0], names, request.user) if own else None,
            "emergency": not right.private and works_with_families(request.user),
            "may_block": Role.SAFEGUARDING_LEAD in roles_of(request.user),
            **siblings_context(siblings.cases),
            "birth": birth_to_record(right, siblings.found),
            **handover_context(right),
        },
    )


def handover_context(right: OpenedCase) -> dict[str, Any]:
    """Whether this person may offer the family, and the offer that waits for an answer."""
    if not right.may_offer:
        return {"may_offer": False, "offer": None}
    waiting = open_offer_of(right.case)
    offer = (
        {
            "url": reverse("transfer", args=[waiting.pk]),
            "words": f"to {to_words(waiting)}. {waited_words(waiting, london_today())}.",
        }
        if waiting
        else None
    )
    return {"may_offer": True, "offer": offer}


def before_visit_context(
    case: Case, visits: list[Visit], guidance: GuidanceInForce, *, opened: str
) -> dict[str, Any]:
    """The card to read before the door, and of what is private only the part asked for."""
    facts = read_facts(case, with_private=bool(opened))
    wording, names, today = guidance.wording, guidance.names, london_today()
    # Only the part asked for is read, so each is a function.
    private: dict[str, Callable[[], dict[str, Any]]] = {
        NOTES: lambda: {
            "notes_open": True,
            **contact_notes_context(case, facts),
            "not_known_private": private_lines(case, facts, wording, today),
        },
        FAMILY: lambda: around_the_baby(case, wording),
        WELLBEING: lambda: {
            "groups": enquiry_groups(case, facts, wording, names, today),
            **finding_her_alone(case, facts, wording),
        },
    }
    return {
        "knock": before_you_knock(case, facts, visits, names, wording, today),
        "not_known": open_lines(case, facts, wording, today),
        "heard": advice_rows(facts, wording),
        "open_part": opened,
        **(private[opened]() if opened else {}),
    }


def items_context(
    case: Case, user: User, names: Mapping[str, str], *, full: bool
) -> dict[str, Any]:
    """The open items as rows and as counts; full titles for all of them or for none."""
    items = open_items(case, user)
    return {
        "rows": item_rows(items, names, full=full),
        "counts": item_counts(Counter(item.priority for item in items)),
        "titles_open": full,
    }


def open_items(case: Case, user: User) -> list[OutstandingItem]:
    return list(
        OutstandingItem.objects.visible_to(user)
        .open()
        .filter(case=case)
        .by_urgency()
        .saying_where_opened()
    )


@signed_in
@require_GET
def case_visits(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """All visits of the case, in front of them the drafts that this person may agree to discard."""
    right = open_case(request, pk)
    case = right.case
    names = guidance_in_force().names
    asked = drafts_to_answer(right)
    visits = visits_of(case).exclude(pk__in=[one.visit_id for one in asked])[:MOST_LISTED]
    listed = [visit_row(visit, names, request.user) for visit in visits]
    rows = [*waiting_rows(asked), *listed]
    return render(
        request, "home/case_visits.html", {**frame_context(right, "case_visits"), "visits": rows}
    )


@signed_in
@require_http_methods(["GET", "POST"])
def case_outstanding(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Open and closed items. A post shows the full title of every one of them."""
    full = request.POST.get("open") == OPEN_TITLES
    right = open_case(request, pk, opens=OPEN_TITLES if full else "")
    case, names = right.case, guidance_in_force().names
    closed = (
        OutstandingItem.objects.visible_to(request.user)
        .filter(case=case, state=State.CLOSED)
        .saying_where_opened()
        .order_by("-closed_at")[:MOST_LISTED]
    )
    return render(
        request,
        "home/case_outstanding.html",
        {
            **frame_context(right, "case_outstanding"),
            **items_context(case, request.user, names, full=full),
            "closed": item_rows(closed, names, full=full),
        },
    )
