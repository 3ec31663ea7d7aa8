"""A signed visit on paper: what the family takes home, and what stays with the staff."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.answers.in_force import Document
from checklists.cases.access import Reads
from checklists.cases.querysets import PRINTS, RECORDS
from checklists.guidance.compiled import compiled
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.reading.clock import london_today
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, open_signed
from checklists.visits.signed.amending import (
    THE_WHOLE,
    answers_amended,
    read_amendments,
    with_amendments,
)
from checklists.visits.signed.copying import baby_in_words, heading_lines
from checklists.visits.signed.earlier_answers import read_earlier_answers
from checklists.visits.signed.items import Row, closed_by, closed_rows, opened_by, opened_rows
from checklists.visits.signed.reading import read_half
from checklists.visits.signed.taking_home import taken_home
from checklists.visits.views.frame import frame
from checklists.visits.words import name_of

LARGE = "large"
SIZES = (("A4", ""), ("Large print", LARGE))


@signed_in
@require_GET
def family_copy(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """For whoever records for this family. Http404 for a contact that could not happen."""
    visit, right = open_signed(request, pk, whys=RECORDS, may=lambda visit, _: visit.was_held)
    log_private(right, visit, "visit.family_copied")
    corrected = read_amendments(visit, private=False)  # in words that were not written for families
    standing = {key: entry for key, entry in visit.sheet.body.items() if key not in corrected}
    size = LARGE if request.GET.get("size") == LARGE else ""
    context = {
        **frame(visit, right),
        "back": link_to_signed(visit),
        "home": taken_home(
            visit,
            compiled(visit.version),
            standing,
            london_today(),
            earlier=answers_from_earlier(visit, standing, right),
        ),
        "large": size == LARGE,
        "sizes": size_links(visit, size),
    }
    return render(request, "visits/family_copy.html", context)


def answers_from_earlier(visit: Visit, document: Document, right: Reads) -> Document:
    """What was last known, with its day, where nothing was said today; not what was amended since,
    nor what she said has changed."""
    found = read_earlier_answers(visit, document, right, is_private=False)
    visits = {document[key]["last"]["visit"] for key in found}
    corrected = answers_amended(visit.case, visits, private=False)
    return {
        key: {**entry, **document[key]["last"]}
        for key, entry in found.items()
        if (document[key]["last"]["visit"], key) not in corrected
        and document[key]["how"] != "changed"
    }


def size_links(visit: Visit, chosen: str) -> list[dict[str, Any]]:
    here = reverse("family_copy", args=[visit.pk])
    return [
        {"title": title, "url": f"{here}?size={size}" if size else here, "current": size == chosen}
        for title, size in SIZES
    ]


def link_to_signed(visit: Visit) -> dict[str, str]:
    return {"title": name_of(visit), "url": reverse("visit_signed", args=[visit.pk])}


@signed_in
@require_http_methods(["GET", "POST"])
@recently_confirmed
def visit_print(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """GET gives the open part, POST the private part alone; either is logged as a print."""
    visit, right = open_signed(request, pk, whys=PRINTS)
    is_private = request.method == "POST"
    half = read_half(visit, right, is_private=is_private)
    amendments = read_amendments(visit, private=is_private)
    log_private(right, visit, "visit.private_printed" if is_private else "visit.printed")
    context = {
        **frame(visit, right),
        "back": link_to_signed(visit),
        "name": name_of(visit),
        "who": baby_in_words(visit),
        "head": list(heading_lines(visit))[1:],
        "is_private": is_private,
        "parts": with_amendments(half.parts, amendments),
        "not_known": half.not_known,
        "amended": amendments.get(THE_WHOLE, ()),
        **printed_items(visit, request.user, is_private=is_private),
        "printed_at": timezone.now(),
    }
    return render(request, "visits/print.html", context)


def printed_items(visit: Visit, user: User, *, is_private: bool) -> dict[str, list[Row]]:
    """The items of one half, with titles in full: the sheet is for staff alone."""
    opened = opened_by(visit, user).filter(private=is_private)
    closed = closed_by(visit, user).filter(private=is_private)
    return {
        "opened_items": opened_rows(opened, full=True),
        "closed_items": closed_rows(closed, visit, full=True),
    }
