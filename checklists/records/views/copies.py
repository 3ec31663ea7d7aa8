"""What is in a copy: chosen entry by entry, read before it goes out, given out, and what stayed
behind."""

from itertools import groupby

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from checklists.cases.sealing import unseal
from checklists.nhsuk.wording import in_words
from checklists.people.reauthentication import recently_confirmed
from checklists.people.roles import for_role
from checklists.records import as_shown, preparing, rules
from checklists.records.copying import ABOUT, document_of, plain_text
from checklists.records.deciding import PREPARES
from checklists.records.forms import ChoosingForm, ShowForm
from checklists.records.gathering import names_by_id, record_for
from checklists.records.models import SubjectRequest
from checklists.records.views.frame import frame, log, open_request, to_request

State = SubjectRequest.State
HAS_A_COPY = (State.PREPARING, State.WAITING, State.RELEASED)
CHOOSES = {"put_in": True, "keep_out": False}
SHOWN = {
    "all": lambda one: True,
    "in": lambda one: one.goes_in,
    "out": lambda one: not one.goes_in,
    "staff": lambda one: one.ground == rules.STAFF_ONLY,
    "chosen": lambda one: one.choice is not None,
}


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def request_entries(request, pk):
    """Shut on arrival; a post opens every entry, or decides about those that were ticked."""
    row = open_request(request, pk, may=lambda row: row.state == State.PREPARING)
    opened = request.method == "POST"
    context = {
        **frame(row.case, to_request(row)),
        "row": row,
        "page_title": "What goes in",
        "opened": opened,
        **(opened_entries(request, row) if opened else {}),
    }
    status = 422 if opened and context["form"].errors else 200
    return render(request, "records/entries.html", context, status=status)


def opened_entries(request, row):
    """Logged, then read; a choice that was sent is made first, so that the list shows it."""
    log(request, "request.entries_read", row)
    choosing = request.POST.get("do") in CHOOSES
    with transaction.atomic():
        entries, form = chosen_entries(request, row) if choosing else entries_and_form(request, row)
    filter_form = ShowForm(request.POST if "show" in request.POST else None)
    shown = [one for one in entries if SHOWN[filter_form.chosen()](one)]
    return {
        "form": form,
        "filter_form": filter_form,
        "ticked": form.data.getlist("entries") if form.is_bound else [],
        "parts": parts_of(shown),
        "lead": said_of(entries),
        "chosen_now": choosing and not form.is_bound,
        "shown": as_shown.digests_of(row, shown, request.user),
    }


def entries_and_form(request, row, data=None):
    entries = preparing.looked_through(row, request.user)
    return entries, ChoosingForm(
        data, keys=[one.held.key for one in entries if one.verdict.may_choose]
    )


def chosen_entries(request, row):
    """Chosen while nobody else chooses, unless somebody did since the page was shown."""
    row.refresh_from_db(
        fields=["choices"], from_queryset=SubjectRequest.objects.select_for_update()
    )
    entries, form = entries_and_form(request, row, request.POST)
    if not form.is_valid():
        return entries, form
    if as_shown.is_overtaken(
        row,
        entries,
        request.user,
        sent=request.POST.get("shown", ""),
        ticked=form.cleaned_data["entries"],
        include=CHOOSES[request.POST["do"]],
    ):
        form.add_error("entries", as_shown.MEANWHILE)
        return entries, form
    choose(request, row, form)
    return entries_and_form(request, row)


def choose(request, row, form):
    preparing.choose(
        row,
        **form.cleaned_data,
        include=CHOOSES[request.POST["do"]],
        by=request.user,
        at=timezone.now(),
    )
    row.refresh_from_db(fields=["choices"])


def said_of(entries):
    """'Goes in: 64. Stays out: 41'. For inside only."""
    inside = sum(one.goes_in for one in entries)
    return f"Goes in: {inside}. Stays out: {len(entries) - inside}"


def parts_of(entries):
    return [
        {"title": title, "entries": list(found)}
        for title, found in groupby(entries, key=lambda one: one.held.part)
    ]


@for_role(*PREPARES)
@require_GET
def preview_request(request, pk):
    """The copy as it stands while it is prepared, and exactly as it goes out after that."""
    row = open_request(request, pk, may=lambda row: row.state in HAS_A_COPY)
    log(request, "request.previewed", row)
    context = {
        **frame(row.case, to_request(row)),
        "row": row,
        "document": document_now(request, row),
        "about": ABOUT,
        "made": in_words(row.decided_at or timezone.now()),
        "preparing": row.state == State.PREPARING,
    }
    return render(request, "records/preview.html", context)


def document_now(request, row):
    if row.state != State.PREPARING:
        return unseal(row.case, bytes(row.document))
    entries = preparing.looked_through(row, request.user)
    return document_of(entries, record_for(row, request.user).subject_name)


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
    row = open_request(request, pk, may=lambda row: row.state == State.RELEASED)
    log(request, "request.exported", row)
    return row


@for_role(*PREPARES)
@require_http_methods(["GET", "POST"])
def request_inside(request, pk):
    """What stayed out and why. Shut on arrival; it never leaves the house."""
    row = open_request(request, pk, may=lambda row: bool(bytes(row.withheld)))
    opened = request.method == "POST"
    context = {
        **frame(row.case, to_request(row)),
        "row": row,
        "page_title": "What stayed out, and why",
        "opened": opened,
        **(opened_inside(request, row) if opened else {}),
    }
    return render(request, "records/inside.html", context)


def opened_inside(request, row):
    log(request, "request.inside_read", row)
    found = unseal(row.case, bytes(row.withheld))
    names = names_by_id(one["by"] for kind in found.values() for one in kind if one["by"])
    return {
        kind: [
            {**one, "ground": rules.GROUNDS.get(one["ground"], ""), "by": names.get(one["by"], "")}
            for one in rows
        ]
        for kind, rows in found.items()
    }
