"""What is in a copy: read before it goes out, given out, and what stayed out of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases.access import OpenedCase
from checklists.cases.encryption import decrypt
from checklists.nhsuk.wording import in_words
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.records import preparing, rules
from checklists.records.copying import ABOUT, document_of, plain_text
from checklists.records.deciding import PREPARER_ROLES
from checklists.records.gathering import contents_for
from checklists.records.models import SubjectRequest
from checklists.records.names import staff_names_by_id
from checklists.records.views.frame import frame, log_opened, open_request, to_request

State = SubjectRequest.State
HAS_A_COPY = (State.PREPARING, State.WAITING, State.RELEASED)


@for_role(*PREPARER_ROLES)
@require_GET
def preview_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The copy as it stands while it is prepared, and exactly as it goes out after that."""
    row, right = open_request(request, pk, may=lambda row, _: row.state in HAS_A_COPY)
    log_opened(right, "request.previewed", row)
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "document": document_now(row, right),
        "about": ABOUT,
        "made": in_words(row.decided_at or timezone.now()),
        "preparing": row.state == State.PREPARING,
    }
    return render(request, "records/preview.html", context)


def document_now(row: SubjectRequest, right: OpenedCase) -> dict[str, Any]:
    if row.state != State.PREPARING:
        return sealed_document(row)
    contents = contents_for(row, right)
    return document_of(preparing.judge_contents(row, contents), contents.names.of_subject)


def sealed_document(row: SubjectRequest) -> dict[str, Any]:
    """The copy as it was put forward."""
    return decrypt(row, "document")


@for_role(*PREPARER_ROLES)
@require_GET
@recently_confirmed
def request_copy(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The released copy alone, to be printed: nothing of this service stands around it."""
    row, released_on = open_released(request, pk)
    context = {
        "document": sealed_document(row),
        "about": ABOUT,
        "made": released_on,
        "back": to_request(row),
        "text_url": reverse("request_text", args=[row.pk]),
    }
    return render(request, "records/copy.html", context)


@for_role(*PREPARER_ROLES)
@require_GET
@recently_confirmed
def request_text(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """The same as a file of plain text."""
    row, released_on = open_released(request, pk)
    text = plain_text(sealed_document(row), released_on)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="copy-of-a-record.txt"'
    return response


def open_released(request: HttpRequest, pk: UUID) -> tuple[SubjectRequest, str]:
    """A released request, logged as given out, and the day of its release in words.

    Http404 for any other.
    """
    row, right = open_request(request, pk, may=lambda row, _: row.state == State.RELEASED)
    log_opened(right, "request.exported", row)
    return row, in_words(row.decided_at) if row.decided_at else ""


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def request_inside(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """What stayed out and why. Closed on arrival; it is never given out."""
    row, right = open_request(request, pk, may=lambda row, _: bool(bytes(row.withheld)))
    opened = request.method == "POST"
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "page_title": "What stayed out, and why",
        "opened": opened,
        **(open_withheld(row, right) if opened else {}),
    }
    return render(request, "records/inside.html", context)


def open_withheld(row: SubjectRequest, right: OpenedCase) -> dict[str, list[dict[str, str]]]:
    log_opened(right, "request.inside_read", row)
    withheld = decrypt(row, "withheld")
    chosen_by = {one["by"] for kind in withheld.values() for one in kind if one["by"]}
    names = staff_names_by_id(chosen_by, row.prepared_at) if row.prepared_at else {}
    return {
        kind: [
            {**one, "ground": rules.GROUNDS.get(one["ground"], ""), "by": names.get(one["by"], "")}
            for one in entries
        ]
        for kind, entries in withheld.items()
    }
