"""What goes into a copy, section by section: what the rule decided, and what a person decides."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases.access import Access, OpenedCase
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.records import overtaken_choices, preparing, rules
from checklists.records.copying import Judged
from checklists.records.deciding import PREPARER_ROLES
from checklists.records.forms import GOES_IN, STAYS_OUT, ChoosingForm, ShowForm
from checklists.records.models import SubjectRequest
from checklists.records.sections import Section, sections_of
from checklists.records.views.frame import frame, log_opened, open_request, to_request

SAVE_BUTTON = "save"  # the button of a section sends its key
TICKED = ("put_in", "keep_out")
FILTERS: Mapping[str, Callable[[Judged], bool]] = {
    "all": lambda one: True,
    "in": lambda one: one.goes_in,
    "out": lambda one: not one.goes_in,
    "staff": lambda one: one.ground == rules.STAFF_ONLY,
    "chosen": lambda one: one.choice is not None,
}


@for_role(*PREPARER_ROLES)
@require_http_methods(["GET", "POST"])
def request_entries(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Closed on arrival; a post opens every entry, or decides about those ticked in one section.

    What was ticked and typed in the other sections comes back as it was.
    """
    row, right = open_request(request, pk, may=is_being_prepared)
    opened = request.method == "POST"
    context = {
        **frame(right, to_request(row)),
        "row": row,
        "page_title": "What goes in",
        "opened": opened,
        **(open_entries(request, row, right) if opened else {}),
    }
    status = 422 if opened and context["form"].errors else 200
    return render(request, "records/entries.html", context, status=status)


def is_being_prepared(row: SubjectRequest, _: Access) -> bool:
    return row.state == SubjectRequest.State.PREPARING


def open_entries(
    request: AuthenticatedRequest, row: SubjectRequest, right: OpenedCase
) -> dict[str, Any]:
    """Logged, then read; a choice that was sent is made first, so that the page shows it."""
    log_opened(right, "request.entries_read", row)
    saving = request.POST.get(SAVE_BUTTON, "")
    with transaction.atomic():
        entries, form = (
            save_choices(request, row, right, saving) if saving else entries_and_form(row, right)
        )
    saved = form.is_valid()
    filter_form = ShowForm(request.POST if "show" in request.POST else None)
    unsaved = Unsaved(request.POST, saved=saving if saved else "")
    sections = section_contexts(entries, filter_form.chosen(), unsaved, form)
    on_the_page = [each.one for one in sections for each in one["section"].rows]
    return {
        "shown": overtaken_choices.digests_of(row, on_the_page, request.user),
        "form": form,
        "filter_form": filter_form,
        "sections": sections,
        "lead": totals_words(entries),
        "for_staff": sum(one.ground == rules.STAFF_ONLY for one in entries),
        "saved": saved,
        "waits": any(unsaved.ticked.values()),
        "labels": {"put_in": GOES_IN, "keep_out": STAYS_OUT},
    }


def entries_and_form(
    row: SubjectRequest, right: OpenedCase, data: QueryDict | None = None, section: str = ""
) -> tuple[list[Judged], ChoosingForm]:
    entries = preparing.judge_entries(row, right)
    return entries, ChoosingForm(data, keys=keys_to_choose(entries), prefix=section)


def keys_to_choose(entries: list[Judged]) -> list[str]:
    return [one.entry.key for one in entries if one.verdict.may_choose]


def save_choices(
    request: AuthenticatedRequest, row: SubjectRequest, right: OpenedCase, section: str
) -> tuple[list[Judged], ChoosingForm]:
    """Save what was ticked in a section, unless somebody chose since the page was shown."""
    # The lock keeps others from choosing between the comparison and the saving.
    row.refresh_from_db(
        fields=["choices"], from_queryset=SubjectRequest.objects.select_for_update()
    )
    entries, form = entries_and_form(row, right, request.POST, section)
    if not form.is_valid():
        return entries, form
    sent, decided = request.POST.get("shown", ""), form.decided()
    if overtaken_choices.is_overtaken(row, entries, request.user, sent=sent, decided=decided):
        form.add_error("put_in", overtaken_choices.MEANWHILE)
        return entries, form
    choose(request, row, form)
    return preparing.judge_entries(row, right), form


def choose(request: AuthenticatedRequest, row: SubjectRequest, form: ChoosingForm) -> None:
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


class Unsaved:
    """What was ticked and typed and is not saved, in any section but the one just saved."""

    def __init__(self, data: QueryDict, *, saved: str) -> None:
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

    def is_in(self, section: Section) -> bool:
        keys = {row.one.entry.key for row in section.rows}
        return section.key in self.reasons or any(keys & found for found in self.ticked.values())


def section_contexts(
    entries: list[Judged], show: str, unsaved: Unsaved, form: ChoosingForm
) -> list[dict[str, Any]]:
    """The sections with their forms, of which a filter hides nothing that waits to be saved."""
    keys, contexts = keys_to_choose(entries), []
    for section in sections_of(entries):
        waits = unsaved.is_in(section)
        rows = [row for row in section.rows if waits or FILTERS[show](row.one)]
        if rows:
            is_open = section.is_first or waits or show != "all"
            own = section_form(section.key, unsaved, form, keys)
            contexts.append(
                {
                    "section": replace(section, rows=rows),
                    "form": own,
                    "open": is_open,
                    "ticked": unsaved.ticked,
                }
            )
    return contexts


def section_form(
    section: str, unsaved: Unsaved, form: ChoosingForm, keys: list[str]
) -> ChoosingForm:
    if form.errors and form.prefix == section:
        return form
    reason = unsaved.reasons.get(section, "")
    return ChoosingForm(keys=keys, prefix=section, initial={"reason": reason})


def totals_words(entries: list[Judged]) -> str:
    """'Goes in: 64. Stays out: 41'. For inside only."""
    inside = sum(one.goes_in for one in entries)
    return f"Goes in: {inside}. Stays out: {len(entries) - inside}"
