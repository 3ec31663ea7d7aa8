"""Subject access requests: the list, a new one, and the page of one."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.audit.refused import NotYours
from checklists.cases.encryption import decrypt
from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.facts.storing import read_facts
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import NAME_NOT_KNOWN
from checklists.household.models import Adult
from checklists.nhsuk.wording import in_words
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id
from checklists.records import preparing, releasing
from checklists.records.deciding import PREPARER_ROLES
from checklists.records.forms import NewRequestForm
from checklists.records.models import SubjectRequest
from checklists.records.views.frame import (
    form_page,
    frame,
    open_request,
    open_to_decide,
    to_records,
)
from checklists.records.words import COPY_TITLES, due_words, request_row, state_words
from checklists.visits.views.frame import bound_data

State = SubjectRequest.State
MOST_ROWS = 100


@for_role(*PREPARER_ROLES)
@require_GET
def subject_requests(request: AuthenticatedRequest) -> HttpResponse:
    """Open ones by the day they are due, then the latest that have ended."""
    rows = SubjectRequest.objects.visible_to(request.user).select_related("case")
    waiting = list(rows.filter(state__in=[State.PREPARING, State.WAITING])[:MOST_ROWS])
    ended = list(rows.filter(decided_at__isnull=False).order_by("-decided_at", "id")[:MOST_ROWS])
    record_list(request, "requests.read", [row.case_id for row in (*waiting, *ended)])
    today = london_today()
    context = {
        "waiting": [request_row(row, today, with_family=True) for row in waiting],
        "ended": [request_row(row, today, with_family=True) for row in ended],
    }
    return render(request, "records/requests.html", context)


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def new_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_decide(request, pk)
    case = right.case
    # The page carries the id of the request to be, so that a second press makes no second one.
    new_id = sent_id(request) or uuid4()
    form = NewRequestForm(bound_data(request), adults=adults_by_name(case))
    if not form.is_valid():
        return form_page(
            request,
            right,
            form,
            title="Someone asks for a copy",
            button="Begin the copy",
            back=to_records(case),
            new_id=new_id,
        )
    try:
        row = preparing.begin_request(
            case, **form.for_begin(), by=right.by, at=timezone.now(), pk=new_id
        )
    except NotYours:
        raise Http404 from None
    return redirect("subject_request", row.pk)


def adults_by_name(case: Case) -> list[tuple[Adult, str]]:
    answers = read_facts(case, with_private=True).private_answers
    return [
        (adult, answers.get(f"{ADULT_NAME}:{adult.pk}", {}).get("value") or NAME_NOT_KNOWN)
        for adult in case.adults.all()
    ]


@for_role(*PREPARER_ROLES)
@require_GET
def subject_request(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    row, right = open_request(request, pk)
    context = {
        **frame(right),
        "page_title": COPY_TITLES[SubjectRequest.Subject(row.subject)],
        "page_lead": ". ".join(filter(None, (state_words(row), due_words(row)))),
        "row": row,
        "facts": request_facts(row),
        "is_open": row.is_open,
        "preparing": row.state == State.PREPARING,
        "waiting": row.state == State.WAITING,
        "released": row.state == State.RELEASED,
        "has_inside": bool(bytes(row.withheld)),
        "may_decide": releasing.may_decide(right.by, row),
        "second": releasing.SECOND_PERSON_DECIDES,
    }
    return render(request, "records/request.html", context)


def request_facts(row: SubjectRequest) -> list[dict[str, Any]]:
    """What is known of the request, in the order in which it happened."""
    words = decrypt(row)
    begun_by = row.begun_by.name_on(row.begun_at)
    facts = [
        ("Reached us", in_words(row.asked_on)),
        ("Who asks", words["asked_by"]),
        ("How we know", words["identity"]),
        ("Begun", f"{in_words(row.begun_at)} by {begun_by}"),
        ("Sent back because", words.get("back") if row.state == State.PREPARING else ""),
    ]
    if row.prepared_by and row.prepared_at and row.state != State.PREPARING:
        prepared_by = row.prepared_by.name_on(row.prepared_at)
        facts.append(("Prepared", f"{in_words(row.prepared_at)} by {prepared_by}"))
    if row.decided_by and row.decided_at:
        when = f"{in_words(row.decided_at)} by {row.decided_by.name_on(row.decided_at)}"
        facts += [(row.get_state_display(), when), ("Because", words.get("because"))]
    return [{"label": label, "text": text} for label, text in facts if text]
