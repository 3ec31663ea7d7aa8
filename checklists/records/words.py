"""Short sentences about subject access requests, holds and retention."""

from datetime import date
from typing import Any

from django.urls import reverse

from checklists.cases.banner import born_or_due
from checklists.cases.models.case import Case
from checklists.nhsuk.wording import days_away, in_words
from checklists.records.models import Disposal, LegalHold, SubjectRequest
from checklists.records.timing import copy_due_on, first_disposal_day

COPY_TITLES = {
    SubjectRequest.Subject.BABY: "Copy for the baby",
    SubjectRequest.Subject.MOTHER: "Copy for the mother",
    SubjectRequest.Subject.ADULT: "Copy for another adult",
}


def request_row(row: SubjectRequest, today: date, *, with_family: bool) -> dict[str, Any]:
    """{"title", "url", "line", "over"} for a list, with the family's name where many stand."""
    title = COPY_TITLES[SubjectRequest.Subject(row.subject)]
    due_on = copy_due_on(row.asked_on)
    late = row.is_open and due_on < today
    return {
        "title": f"{row.case.name}: {title[0].lower()}{title[1:]}" if with_family else title,
        "url": reverse("subject_request", args=[row.pk]),
        "line": f"{state_words(row)}. Asked for on {in_words(row.asked_on)}. {due_words(row)}",
        "over": days_away(due_on, today) if late else "",
    }


def state_words(row: SubjectRequest) -> str:
    """'Being prepared', or what ended it and when."""
    state = row.get_state_display()
    return f"{state} on {in_words(row.decided_at)}" if row.decided_at else state


def due_words(row: SubjectRequest) -> str:
    """The law gives one calendar month from the day it was asked for."""
    return f"Due by {in_words(copy_due_on(row.asked_on))}" if row.is_open else ""


def retention_words(case: Case, today: date) -> str:
    """How long the record is kept, in one sentence."""
    day = first_disposal_day(case)
    if day is None:
        return "Kept while care goes on"
    if day <= today:
        return f"May be disposed of since {in_words(day)}"
    return f"Kept until {in_words(day)}"


def ended_words(case: Case) -> str:
    """'Born 9 October 2001. Care ended 1 November 2006'"""
    ended = f"Care ended {in_words(case.ended_on)}" if case.ended_on else ""
    return ". ".join(part for part in (born_or_due(case), ended) if part)


def hold_words(hold: LegalHold | None) -> str:
    """'Set on 23 November 2026 by Lee Leadbetter', or that there is none."""
    return (
        f"Set on {in_words(hold.set_at)} by {hold.set_by.name_on(hold.set_at)}" if hold else "None"
    )


def asked_words(disposal: Disposal) -> str:
    who = disposal.asked_by.name_on(disposal.asked_at)
    return f"{who} asked on {in_words(disposal.asked_at)} to dispose of it"
