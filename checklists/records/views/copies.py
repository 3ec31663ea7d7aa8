"""What is in a copy: read before it goes out, given out, and what stayed behind."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases.encryption import unseal
from checklists.nhsuk.wording import in_words
from checklists.people.roles import for_role
from checklists.records import preparing, rules
from checklists.records.copying import ABOUT, document_of, plain_text
from checklists.records.deciding import PREPARES
from checklists.records.gathering import record_for
from checklists.records.models import SubjectRequest
from checklists.records.names import staff_names_by_id
from checklists.records.views.frame import frame, log, open_request, to_request

State = SubjectRequest.State
HAS_A_COPY = (State.PREPARING, State.WAITING, State.RELEASED)


@for_role(*PREPARES)
@require_GET
def preview_request(request, pk):
    """The copy as it stands while it is prepared, and exactly as it goes out after that."""
    row, right = open_request(request, pk, may=lambda row, _: row.state in HAS_A_COPY)
    log(right, "request.previewed", row)
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "document": document_now(row, right),
        "about": ABOUT,
        "made": in_words(row.decided_at or timezone.now()),
        "preparing": row.state == State.PREPARING,
    }
    return render(request, "records/preview.html", context)


def document_now(row, right):
    if row.state != State.PREPARING:
        return unseal(row.case, bytes(row.document))
    contents = record_for(row, right)
    return document_of(preparing.judged_for(row, contents), contents.names.of_subject)


@for_role(*PREPARES)
@require_GET
@recently_confirmed
def request_copy(request, pk):
    """The released copy alone, to be printed: nothing of this service stands around it."""
    row = open_released(request, pk)
    context = {
        "document": unseal(row.case, bytes(row.document)),
        "about": ABOUT,
        "made": in_words(row.decided_at),
        "back": to_request(row),
        "text_url": reverse("request_text", args=[row.pk]),
    }
    return render(request, "records/copy.html", context)


@for_role(*PREPARES)
@require_GET
@recently_confirmed
def request_text(request, pk):
    """The same as a file of plain text."""
    row = open_released(request, pk)
    text = plain_text(unseal(row.case, bytes(row.document)), in_words(row.decided_at))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="copy-of-a-record.txt"'
    return answer


def open_released(request, pk):
    """A released request, logged as given out; Http404 for any other."""
    row, right = open_request(request, pk, may=lambda row, _: row.state == State.RELEASED)
    log(right, "request.exported", row)
    return row


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def request_inside(request, pk):
    """What stayed out and why. Shut on arrival; it never leaves the house."""
    row, right = open_request(request, pk, may=lambda row, _: bool(bytes(row.withheld)))
    opened = request.method == "POST"
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "page_title": "What stayed out, and why",
        "opened": opened,
        **(opened_inside(row, right) if opened else {}),
    }
    return render(request, "records/inside.html", context)


def opened_inside(row, right):
    log(right, "request.inside_read", row)
    found = unseal(row.case, bytes(row.withheld))
    chosen_by = {one["by"] for kind in found.values() for one in kind if one["by"]}
    names = staff_names_by_id(chosen_by, row.prepared_at)
    return {
        kind: [
            {**one, "ground": rules.GROUNDS.get(one["ground"], ""), "by": names.get(one["by"], "")}
            for one in rows
        ]
        for kind, rows in found.items()
    }
