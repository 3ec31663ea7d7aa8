"""How long records are kept: the list of ended cases, and the page of one record."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import OVERSEES
from checklists.nhsuk.wording import in_words
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.reading.clock import london_today
from checklists.reading.cursors import Cursor
from checklists.records import disposing, holding
from checklists.records.deciding import PREPARER_ROLES, RELEASER_ROLES, is_lead, may_release
from checklists.records.models import Disposal, LegalHold
from checklists.records.timing import DISPOSED_AT_AGE, first_disposal_day, years_after
from checklists.records.views.frame import frame, open_to_decide
from checklists.records.words import (
    asked_words,
    ended_words,
    hold_words,
    request_row,
    retention_words,
)

A_PAGE = 50
MOST_DISPOSALS = 20
OLDEST_FIRST = Cursor(("from_day", "pk"), (date.fromisoformat, UUID))


@for_role(*RELEASER_ROLES)
@require_GET
def retention(request: AuthenticatedRequest) -> HttpResponse:
    """Ended cases, oldest first: those whose time has passed, or all of them with ?show=all."""
    show_all, today = request.GET.get("show") == "all", london_today()
    cases, after = page_of_ended(request.user, request.GET.get("after", ""), show_all, today)
    record_list(request, "retention.read", [case.pk for case in cases])
    query = request.GET.copy()
    query["after"] = after
    context = {
        "rows": [retention_row(case, today) for case in cases],
        "next_url": f"?{query.urlencode()}" if after else "",
        "segments": [
            {"title": "Time has passed", "url": "?", "current": not show_all},
            {"title": "All ended", "url": "?show=all", "current": show_all},
        ],
        "gone": disposal_rows() if is_lead(request.user) else [],
    }
    return render(request, "records/retention.html", context)


def page_of_ended(user: User, after: str, show_all: bool, today: date) -> tuple[list[Case], str]:
    """A page and the place behind it, '' at the end.

    No record goes before 25 years have passed, so the database leaves out what is younger; the
    day itself is worked out for each case.
    """
    cases = ended_cases(user)
    if not show_all:
        cases = cases.filter(from_day__lte=years_after(today, -DISPOSED_AT_AGE))
    page, following = OLDEST_FIRST.page(cases, after, A_PAGE)
    return [case for case in page if show_all or has_time_passed(case, today)], following


def ended_cases(user: User) -> QuerySet[Any]:
    """Those the user decides over, with whether each is held or waits for an answer."""
    of_case = {"case": OuterRef("pk")}
    return (
        Case.objects.reached_by(user, OVERSEES)
        .filter(ended_on__isnull=False)
        .annotate(
            from_day=Coalesce("born_on", "due_on"),
            is_held=Exists(LegalHold.objects.filter(**of_case, lifted_at=None)),
            waits=Exists(Disposal.objects.filter(**of_case, ended_at=None)),
        )
    )


def has_time_passed(case: Case, today: date) -> bool:
    day = first_disposal_day(case)
    return day is not None and day <= today


def retention_row(case: Any, today: date) -> dict[str, str]:
    """A row for a case of `ended_cases`."""
    states = (("Legal hold", case.is_held), ("Waiting for a second person", case.waits))
    return {
        "title": case.name,
        "url": reverse("case_records", args=[case.pk]),
        "line": f"{ended_words(case)}. {retention_words(case, today)}",
        "over": ". ".join(words for words, holds in states if holds),
    }


def disposal_rows() -> list[dict[str, str]]:
    """The latest disposals, which name no family: {"title", "line"} each."""
    agreed = Disposal.objects.filter(outcome=Disposal.Outcome.AGREED)
    return [
        {"title": f"Record {str(row.case_id)[:8]}", "line": disposal_words(row)}
        for row in agreed.select_related("asked_by", "ended_by").order_by("-ended_at")[
            :MOST_DISPOSALS
        ]
    ]


def disposal_words(row: Disposal) -> str:
    """'23 November 2026. Asked for by Lee Leadbetter, agreed by Priya Shah. What is frozen ...'"""
    ended = in_words(row.ended_at) if row.ended_at else ""
    cleared = "What is frozen is taken away in the night"
    if row.cleared_at:
        cleared = f"All of it was taken away on {in_words(row.cleared_at)}"
    return f"{ended}. Asked for by {row.asked_by}, agreed by {row.ended_by}. {cleared}"


@for_role(*PREPARER_ROLES)
@require_GET
def case_records(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Copies of one record and how long it is kept, with its hold and disposal."""
    right, today = open_to_decide(request, pk), london_today()
    case, user = right.case, right.by
    hold, disposal = holding.standing_hold(case), disposing.waiting_disposal(case)
    stays = disposing.why_it_stays(case, today)
    requests = case.subject_requests.all()
    context = {
        **frame(right, {"title": case.name, "url": reverse("case", args=[case.pk])}),
        "page_title": "Copies and keeping",
        "requests": [request_row(row, today, with_family=False) for row in requests],
        "facts": retention_facts(case, hold, today),
        "held": hold is not None,
        "may_hold": hold is None and is_lead(user),
        "may_lift": hold is not None and holding.may_lift(user, hold),
        "asked": asked_words(disposal) if disposal else "",
        "may_ask": is_lead(user) and not disposal and not stays,
        "may_agree": bool(disposal and not stays and disposing.may_dispose(user, case, disposal)),
        "may_decline": bool(disposal) and may_release(user, case),
        "stays": stays,
    }
    return render(request, "records/case.html", context)


def retention_facts(case: Case, hold: LegalHold | None, today: date) -> list[dict[str, str]]:
    facts = [
        ("Care", ended_words(case) if case.ended_on else "Goes on"),
        ("How long", retention_words(case, today)),
        ("Legal hold", hold_words(hold)),
        ("Why it is held", holding.reason_of(hold) if hold else ""),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]
