"""What pages of a case have in common."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.cases.access import may_record
from checklists.cases.banner import banner, tabs
from checklists.cases.models.case import Case
from checklists.reading.clock import london_today


def sent_id(request: HttpRequest) -> UUID:
    """The id that came with the page, so that a second tap makes nothing twice."""
    try:
        return UUID(request.POST.get("new_id", ""))
    except ValueError:
        return uuid4()


def page(request: HttpRequest, case: Case, template: str, **context) -> HttpResponse:
    """A page of a case with its banner."""
    back = {"title": "Back to the case", "url": banner(case, london_today())["url"]}
    context = {"case": case, "banner": banner(case, london_today()), "back": back, **context}
    return render(request, template, context)


def frame(case: Case, tab: str) -> dict[str, Any]:
    """What stands around every tab of a case; `tab` is the name of its address."""
    return {
        "case": case,
        "banner": banner(case, london_today()),
        "tabs": tabs(case, tab),
        "may_record": may_record(case),
    }
