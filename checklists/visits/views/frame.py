"""What stands around every page of a visit: banner, link back, when it was last saved."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from checklists.cases.access import OpenedCase
from checklists.cases.banner import banner
from checklists.reading.clock import london_today
from checklists.visits.models import Visit
from checklists.visits.words import name_of, saved_words


def frame(visit: Visit, right: OpenedCase, *, back_to_visit: bool = True) -> dict[str, Any]:
    """Context for base.html, with the visit and its case."""
    top = banner(right, london_today())
    to_case = {"title": visit.case.name, "url": top["url"]}
    to_visit = {"url": reverse("visit", args=[visit.pk])}
    return {
        "banner": top,
        "back": {**to_visit, "title": name_of(visit)} if back_to_visit else to_case,
        "case": visit.case,
        "right": right,
        "visit": visit,
        "saved": saved_words(visit),
    }


def bound_data(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a post, also an empty one, or nothing."""
    return request.POST if request.method == "POST" else None
