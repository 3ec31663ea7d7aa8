"""What is decided about a copy: put it forward, release it, send it back, or give none."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.access import Access, OpenedCase
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.records import preparing, releasing
from checklists.records.deciding import PREPARER_ROLES
from checklists.records.models import SubjectRequest
from checklists.records.views.asking import ask_if_sure, ask_reason
from checklists.records.views.frame import open_request, to_request

STAYS_INSIDE = "This stays inside."


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def ask_release(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_request(request, pk)
    return ask_if_sure(
        request,
        right,
        preparing.ask_for_release,
        row,
        back=to_request(row),
        done="Put forward. Another person decides.",
        title="Put the copy forward",
        lead="The copy is made as it stands now. A second person reads it and releases it, "
        "or sends it back.",
        button="Put it forward",
        label="I have read all that goes in, as the person who asks will read it",
        required="Read all that goes in, then tick this",
    )


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def release_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_as_second_person(request, pk)
    return ask_if_sure(
        request,
        right,
        releasing.release,
        row,
        back=to_request(row),
        done="Released. Each time it is opened to be given out is logged.",
        title="Release the copy",
        lead="It goes out exactly as it was put forward, and cannot be changed after that.",
        button="Release",
        label="I have read the copy as it goes out, and nothing in it can harm anybody",
        required="Read the copy as it goes out, then tick this",
        see={"title": "Read the copy", "url": reverse("preview_request", args=[row.pk])},
    )


def open_as_second_person(request: HttpRequest, pk: UUID) -> tuple[SubjectRequest, OpenedCase]:
    """The request and its case, for someone who may be its second person; else Http404."""

    def may_decide(row: SubjectRequest, access: Access) -> bool:
        return releasing.may_decide(access.by, row)

    return open_request(request, pk, may=may_decide)


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def send_back_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_as_second_person(request, pk)
    return ask_reason(
        request,
        right,
        releasing.send_back,
        row,
        takes="because",
        back=to_request(row),
        done="Sent back.",
        title="Send the copy back",
        button="Send it back",
        label="What has to be looked at again?",
        required="Say what has to be looked at again",
        help_text=STAYS_INSIDE,
    )


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def refuse_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_as_second_person(request, pk)
    return ask_reason(
        request,
        right,
        releasing.refuse,
        row,
        takes="because",
        back=to_request(row),
        done="Recorded. Write to the person who asked, and say that they can complain to the "
        "Information Commissioner.",
        title="Give no copy",
        button="Give no copy",
        label="Why is no copy given?",
        required="Say why no copy is given",
        help_text=STAYS_INSIDE,
    )


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def withdraw_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_request(request, pk)
    return ask_reason(
        request,
        right,
        preparing.withdraw,
        row,
        takes="because",
        back=to_request(row),
        done="Recorded.",
        title="They do not want the copy any more",
        button="Record this",
        label="How do we know?",
        required="Say how we know",
        help_text=STAYS_INSIDE,
    )
