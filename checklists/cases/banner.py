"""The banner and tabs of every page of a case, so that nobody writes in the wrong one."""

import re
from datetime import date
from typing import Any

from django.urls import reverse

from checklists.cases.access import OpenedCase
from checklists.cases.ages import HasDates, age_words
from checklists.nhsuk.wording import at_time, in_words, spaced_nhs_number

PART_OF_A_BUILDING = re.compile(r"(flat|apartment|unit|room|floor|block)\b", re.IGNORECASE)
TABS = (
    ("Overview", "case"),
    ("Household", "household"),
    ("Visits", "case_visits"),
    ("Outstanding", "case_outstanding"),
)
ACCESS = ("Access", "case_access")
HOUSE_NUMBER = re.compile(r"^\d+\s*[a-z]?(\s*[-/]\s*\d+\s*[a-z]?)?\s+", re.IGNORECASE)


def banner(right: OpenedCase, on: date) -> dict[str, Any]:
    """What base.html renders as `banner`: who, how old on that day, and the street.

    `emergency_access` is there while nothing else than emergency access opens the case.
    """
    case = right.case
    return {
        "name": case.name,
        "age": age_words(case, on),
        "when": born_or_due(case),
        "nhs_number": spaced_nhs_number(case.nhs_number) if case.nhs_number else "",
        "address_tail": address_tail(case.address),
        "url": reverse("case", args=[case.pk]),
        "emergency": emergency_access(right),
    }


def emergency_access(right: OpenedCase) -> dict[str, str] | None:
    """Until when emergency access opens the case, and where to end it now."""
    if right.until is None:
        return None
    return {
        "until": at_time(right.until),
        "end_url": reverse("end_emergency", args=[right.case.pk]),
    }


def tabs(right: OpenedCase, current: str) -> list[dict[str, Any]]:
    """The case's tabs as base.html renders them, the one of the page named `current` marked."""
    shown = (*TABS, ACCESS) if right.reads_log else TABS
    return [
        {"title": title, "url": reverse(name, args=[right.case.pk]), "current": name == current}
        for title, name in shown
    ]


def born_or_due(case: HasDates) -> str:
    """'Born 9 October 2026' or 'Due 18 January 2027'."""
    if case.born_on:
        return f"Born {in_words(case.born_on)}"
    return f"Due {in_words(case.due_on)}" if case.due_on else ""


def address_tail(address: str) -> str:
    """'…Inkwell Row' of '4 Inkwell Row, Northton': enough to know it by, too little to find it."""
    parts = [part.strip() for part in re.split(r"[,\n]", address) if part.strip()]
    for part in parts:
        street = HOUSE_NUMBER.sub("", part)
        if not PART_OF_A_BUILDING.match(street) and not street.isdigit():
            return f"…{street}"
    return ""
