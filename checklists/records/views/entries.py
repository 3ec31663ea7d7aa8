"""What goes into a copy, section by section: what the rule decided, and what a person decides."""

from dataclasses import replace

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.people.roles import for_role
from checklists.records import as_shown, preparing, rules
from checklists.records.deciding import PREPARES
from checklists.records.forms import GOES_IN, STAYS_OUT, ChoosingForm, ShowForm
from checklists.records.models import SubjectRequest
from checklists.records.sections import sections_of
from checklists.records.views.frame import frame, log, open_request, to_request

SAVE = "save"  # the button of a section sends its key
TICKED = ("put_in", "keep_out")
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
    """Shut on arrival; a post opens every entry, or decides about those ticked in one section.

    What was ticked and typed in the other sections comes back as it was.
    """
    row, right = open_request(request, pk, may=is_prepared)
    opened = request.method == "POST"
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "page_title": "What goes in",
        "opened": opened,
        **(opened_entries(request, row, right) if opened else {}),
    }
    status = 422 if opened and context["form"].errors else 200
    return render(request, "records/entries.html", context, status=status)


def is_prepared(row, _):
    return row.state == SubjectRequest.State.PREPARING


def opened_entries(request, row, right):
    """Logged, then read; a choice that was sent is made first, so that the page shows it."""
    log(right, "request.entries_read", row)
    saving = request.POST.get(SAVE, "")
    with transaction.atomic():
        entries, form = (
            chosen_entries(request, row, right, saving) if saving else looked_at(row, right)
        )
    saved = form.is_valid()
    filter_form = ShowForm(request.POST if "show" in request.POST else None)
    waiting = Waiting(request.POST, saved=saving if saved else "")
    sections = drawn(entries, filter_form.chosen(), waiting, form, keys_to_choose(entries))
    on_the_page = [each.one for one in sections for each in one["section"].rows]
    return {
        "shown": as_shown.digests_of(row, on_the_page, request.user),
        "form": form,
        "filter_form": filter_form,
        "sections": sections,
        "lead": said_of(entries),
        "for_staff": sum(one.ground == rules.STAFF_ONLY for one in entries),
        "saved": saved,
        "waits": any(waiting.ticked.values()),
        "labels": {"put_in": GOES_IN, "keep_out": STAYS_OUT},
    }


def looked_at(row, right, data=None, section=""):
    entries = preparing.looked_through(row, right)
    return entries, ChoosingForm(data, keys=keys_to_choose(entries), prefix=section)


def keys_to_choose(entries):
    return [one.entry.key for one in entries if one.verdict.may_choose]


def chosen_entries(request, row, right, section):
    """Chosen while nobody else chooses, unless somebody did since the page was shown."""
    row.refresh_from_db(
        fields=["choices"], from_queryset=SubjectRequest.objects.select_for_update()
    )
    entries, form = looked_at(row, right, request.POST, section)
    if not form.is_valid():
        return entries, form
    sent, decided = request.POST.get("shown", ""), form.decided()
    if as_shown.is_overtaken(row, entries, request.user, sent=sent, decided=decided):
        form.add_error("put_in", as_shown.MEANWHILE)
        return entries, form
    choose(request, row, form)
    return preparing.looked_through(row, right), form


def choose(request, row, form):
    for include, entries in form.decided().items():
        preparing.choose(
            row,
            entries=entries,
            include=include,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    row.refresh_from_db(fields=["choices"])


class Waiting:
    """What was ticked and typed and is not saved, in any section but the one just saved."""

    def __init__(self, data, *, saved):
        left = {name: data.getlist(name) for name in data if name.partition("-")[0] != saved}
        self.ticked = {
            kind: {key for name, keys in left.items() if name.endswith(f"-{kind}") for key in keys}
            for kind in TICKED
        }
        self.reasons = {
            name.partition("-")[0]: words[-1]
            for name, words in left.items()
            if name.endswith("-reason") and words[-1].strip()
        }

    def has(self, section):
        keys = {row.one.entry.key for row in section.rows}
        return section.key in self.reasons or any(keys & found for found in self.ticked.values())


def drawn(entries, show, waiting, form, keys):
    """The sections with their forms, of which a filter hides nothing that waits to be saved."""
    found = []
    for section in sections_of(entries):
        waits = waiting.has(section)
        rows = [row for row in section.rows if waits or SHOWN[show](row.one)]
        if rows:
            is_open = section.is_first or waits or show != "all"
            own = form_of(section.key, waiting, form, keys)
            found.append({"section": replace(section, rows=rows), "form": own, "open": is_open})
    return [{**one, "ticked": waiting.ticked} for one in found]


def form_of(section, waiting, form, keys):
    if form.errors and form.prefix == section:
        return form
    reason = waiting.reasons.get(section, "")
    return ChoosingForm(keys=keys, prefix=section, initial={"reason": reason})


def said_of(entries):
    """'Goes in: 64. Stays out: 41'. For inside only."""
    inside = sum(one.goes_in for one in entries)
    return f"Goes in: {inside}. Stays out: {len(entries) - inside}"
