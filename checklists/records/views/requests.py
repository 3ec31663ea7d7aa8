"""Copies that people ask for: the list, one request, and what is decided about it."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.audit.refused import NotYours
from checklists.cases.encryption import unseal
from checklists.cases.opening import record_list
from checklists.facts.storing import read_facts
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.adults import NAME_NOT_KNOWN
from checklists.nhsuk.wording import in_words
from checklists.people.roles import for_role
from checklists.people.views.performing import perform
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id
from checklists.records import preparing, releasing
from checklists.records.deciding import PREPARES
from checklists.records.forms import NewRequestForm, ReasonForm, SureForm
from checklists.records.models import SubjectRequest
from checklists.records.views.frame import (
    form_page,
    frame,
    open_request,
    open_to_decide,
    show_typed_in,
    to_keeping,
    to_request,
)
from checklists.records.words import FOR, due_words, request_row, state_words
from checklists.visits.views.frame import posted

State = SubjectRequest.State
MOST = 100


@for_role(*PREPARES)
@require_GET
def subject_requests(request):
    """Open ones by the day they are due, then the latest that have ended."""
    rows = SubjectRequest.objects.visible_to(request.user).select_related("case")
    waiting = list(rows.filter(state__in=[State.PREPARING, State.WAITING])[:MOST])
    ended = list(rows.filter(decided_at__isnull=False).order_by("-decided_at", "id")[:MOST])
    record_list(request, "requests.read", [row.case_id for row in (*waiting, *ended)])
    today = london_today()
    context = {
        "waiting": [request_row(row, today, with_family=True) for row in waiting],
        "ended": [request_row(row, today, with_family=True) for row in ended],
    }
    return render(request, "records/requests.html", context)


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def new_request(request, pk):
    right = open_to_decide(request, pk)
    case = right.case
    new_id = sent_id(request) or uuid4()
    form = NewRequestForm(posted(request), adults=adults_by_name(case))
    if form.is_valid():
        said = {**form.said(), "by": request.user, "at": timezone.now(), "pk": new_id}
        try:
            row = preparing.begin(case, **said)
        except NotYours:
            raise Http404 from None
        return redirect("subject_request", row.pk)
    return form_page(
        request,
        right,
        form,
        title="Someone asks for a copy",
        button="Begin the copy",
        back=to_keeping(case),
        new_id=new_id,
    )


def adults_by_name(case):
    answers = read_facts(case, with_private=True).private_answers
    return [
        (adult, answers.get(f"{ADULT_NAME}:{adult.pk}", {}).get("value") or NAME_NOT_KNOWN)
        for adult in case.adults.all()
    ]


@for_role(*PREPARES)
@require_GET
def subject_request(request, pk):
    row, right = open_request(request, pk)
    said = unseal(row.case, bytes(row.sealed))
    context = {
        **frame(right),
        "page_title": FOR[SubjectRequest.Subject(row.subject)],
        "page_lead": ". ".join(filter(None, (state_words(row), due_words(row)))),
        "row": row,
        "facts": facts_of(row, said),
        "is_open": row.is_open,
        "preparing": row.state == State.PREPARING,
        "waiting": row.state == State.WAITING,
        "released": row.state == State.RELEASED,
        "has_inside": bool(bytes(row.withheld)),
        "may_decide": releasing.may_decide(request.user, row),
        "second": releasing.SECOND,
    }
    return render(request, "records/request.html", context)


def facts_of(row, said):
    """What is known of the request, in the order in which it happened."""
    begun_by = row.begun_by.name_on(row.begun_at)
    facts = [
        ("Reached us", in_words(row.asked_on)),
        ("Who asks", said["asked_by"]),
        ("How we know", said["identity"]),
        ("Begun", f"{in_words(row.begun_at)} by {begun_by}"),
        ("Sent back because", said.get("back") if row.state == State.PREPARING else ""),
    ]
    if row.prepared_at and row.state != State.PREPARING:
        prepared_by = row.prepared_by.name_on(row.prepared_at)
        facts.append(("Prepared", f"{in_words(row.prepared_at)} by {prepared_by}"))
    if row.decided_at:
        when = f"{in_words(row.decided_at)} by {row.decided_by.name_on(row.decided_at)}"
        facts += [(row.get_state_display(), when), ("Because", said.get("because"))]
    return [{"label": label, "text": text} for label, text in facts if text]


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def ask_release(request, pk):
    row, right = open_request(request, pk)
    form = SureForm(
        posted(request),
        label="I have read all that goes in, as the person who asks will read it",
        required="Read all that goes in, then tick this",
    )
    if form.is_valid():
        said, back = "Put forward. Another person decides.", to_request(row)["url"]
        return perform(request, preparing.ask_for_release, row, said=said, goes_to=back)
    return form_page(
        request,
        right,
        form,
        title="Put the copy forward",
        lead="The copy is made as it stands now. A second person reads it and releases it, "
        "or sends it back.",
        button="Put it forward",
        back=to_request(row),
    )


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def release_request(request, pk):
    row, right = open_second(request, pk)
    form = SureForm(
        posted(request),
        label="I have read the copy as it goes out, and nothing in it can harm anybody",
        required="Read the copy as it goes out, then tick this",
    )
    if form.is_valid():
        said = "Released. Each time it is opened to be given out is logged."
        back = to_request(row)["url"]
        return perform(request, releasing.release, row, said=said, goes_to=back)
    return form_page(
        request,
        right,
        form,
        title="Release the copy",
        lead="It goes out exactly as it was put forward, and cannot be changed after that.",
        button="Release",
        back=to_request(row),
        see={"title": "Read the copy", "url": reverse("preview_request", args=[row.pk])},
    )


def open_second(request, pk):
    """The request and its case, for someone who may be its second person; else Http404."""
    return open_request(request, pk, may=lambda row, _: releasing.may_decide(request.user, row))


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def send_back_request(request, pk):
    return with_reason(
        request,
        *open_second(request, pk),
        releasing.send_back,
        title="Send the copy back",
        button="Send it back",
        label="What has to be looked at again?",
        required="Say what has to be looked at again",
        done="Sent back.",
    )


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def refuse_request(request, pk):
    return with_reason(
        request,
        *open_second(request, pk),
        releasing.refuse,
        title="Give no copy",
        button="Give no copy",
        label="Why is no copy given?",
        required="Say why no copy is given",
        done="Recorded. Write to the person who asked, and say that they can complain to the "
        "Information Commissioner.",
    )


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def withdraw_request(request, pk):
    return with_reason(
        request,
        *open_request(request, pk),
        preparing.withdraw,
        title="They do not want the copy any more",
        button="Record this",
        label="How do we know?",
        required="Say how we know",
        done="Recorded.",
    )


def with_reason(request, row, right, verb, *, title, button, label, required, done):
    form = ReasonForm(
        posted(request), label=label, required=required, help_text="This stays inside."
    )
    back = to_request(row)
    if form.is_valid():
        return perform(
            request,
            verb,
            row,
            said=done,
            goes_to=back["url"],
            not_saved=show_typed_in(request, form, back),
            because=form.cleaned_data["reason"],
        )
    return form_page(request, right, form, title=title, button=button, back=back)
