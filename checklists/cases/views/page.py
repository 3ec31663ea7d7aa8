"""What the pages of a case have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checklists.cases.access import OpenedCase
from checklists.cases.banner import banner, tabs
from checklists.reading.clock import london_today


def render_page(
    request: HttpRequest, right: OpenedCase, template: str, **context: Any
) -> HttpResponse:
    """Render a page of a case with its banner."""
    top = banner(right, london_today())
    back = {"title": "Back to the case", "url": top["url"]}
    context = {"case": right.case, "banner": top, "back": back, **context}
    return render(request, template, context)


def frame_context(right: OpenedCase, tab: str) -> dict[str, Any]:
    """The context that every tab of a case needs; `tab` is the name of its address."""
    return {
        "case": right.case,
        "right": right,
        "banner": banner(right, london_today()),
        "tabs": tabs(right, tab),
        "may_record": right.may_record,
    }
