"""A signed visit, frozen, in the words that were asked; and its text for the trust's own record."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases import notices
from checklists.cases.access import Access, OpenedCase
from checklists.guidance.applies import prompts_for
from checklists.guidance.compiled import compiled
from checklists.outstanding.models import OutstandingItem, Priority, State
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in
from checklists.visits import presence
from checklists.visits.about import about, correction_line
from checklists.visits.answers_in_words import Part
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, may_amend, open_visit
from checklists.visits.signed.amending import THE_WHOLE, read_amendments, with_amendments
from checklists.visits.signed.copying import plain_text
from checklists.visits.signed.items import closed_by, closed_rows, opened_by, opened_rows
from checklists.visits.signed.reading import read_half, read_private, read_shown_at_once
from checklists.visits.views.frame import frame
from checklists.visits.withdrawals import (
    declined_withdrawal,
    may_ask_withdrawal,
    waiting_withdrawal,
)
from checklists.visits.words import (
    discarded_line,
    discarded_words,
    is_late,
    name_of,
    when_and_where,
    wording_of,
)


@signed_in
@require_http_methods(["GET", "POST"])
def visit_signed(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A post opens the half that is kept apart."""
    visit, right = open_visit(request, pk, may=lambda _, access: may_read(request, access))
    if visit.was_withdrawal_asked:
        # Whoever asked for it and reads the page has seen that the entry stays.
        notices.mark_as_opened(
            request.user, [notices.Kind.ENTRY_STAYS], visit.pk, at=timezone.now()
        )
    if visit.status == Visit.Status.DRAFT:
        return redirect("visit", pk)
    if visit.status == Visit.Status.WITHDRAWN:
        return show_entered_in_error(request, visit, right)
    if visit.status == Visit.Status.DISCARDED:
        return show_discarded(request, visit, right)
    opened = request.method == "POST"
    context = {
        **frame(visit, right, back_to_visit=False),
        **about_context(visit, right),
        **withdrawal_context(visit, right),
        **open_half_context(visit, right),
        **(private_half_context(visit, right) if opened else {}),
        "opened": opened,
    }
    return render(request, "visits/signed.html", context)


def about_context(visit: Visit, right: OpenedCase) -> dict[str, Any]:
    """Whom and what the visit was about, and what this person may do with it."""
    return {
        "name": name_of(visit),
        "when": when_and_where(visit) if visit.was_held else "",
        "wording": wording_of(visit),
        "about": about(visit),
        "corrected": correction_line(visit),
        "was_here": presence.was_here(visit.was_present),
        "late": is_late(visit),
        "has_sheet": has_sheet(visit),
        "gives_copy": visit.was_held and right.records,
        "prints": right.prints,
        "may_amend": may_amend(visit, right),
    }


def withdrawal_context(visit: Visit, right: OpenedCase) -> dict[str, Any]:
    """The withdrawal that waits, and whether this person may see what was written to it."""
    if not visit.was_withdrawal_asked:
        return {"may_ask_withdrawal": may_ask_withdrawal(visit, right.by)}
    asked = waiting_withdrawal(visit)
    sees = asked is not None and (asked.asked_by_id == right.by.pk or right.reads_log)
    return {
        "withdrawal": asked,
        "sees_withdrawal": sees,
        "left_standing": None if asked else declined_withdrawal(visit, right.by),
        "may_ask_withdrawal": asked is None and may_ask_withdrawal(visit, right.by),
    }


def open_half_context(visit: Visit, right: OpenedCase) -> dict[str, Any]:
    amendments = read_amendments(visit, private=False) if visit.is_amended else {}
    half = read_shown_at_once(visit, right)
    parts = with_amendments(half.parts, amendments)
    whole = amendments.get(THE_WHOLE, ())
    opened, closed = opened_by(visit, right.by), closed_by(visit, right.by)
    return {
        "parts": parts,
        "not_known": half.not_known,
        "amended": whole,
        "is_amended": bool(amendments),
        "opened_items": opened_rows(opened, full=False),
        "closed_items": closed_rows(closed, visit, full=False),
        "act_now": opened_rows(filter(is_urgent, opened), full=False),
        "jumps": links_on_page(
            visit,
            right,
            parts,
            opened=opened,
            closed=closed,
            left=half.not_known,
            amended=whole,
        ),
    }


def private_half_context(visit: Visit, right: OpenedCase) -> dict[str, Any]:
    half = read_private(visit, right)
    amendments = read_amendments(visit, private=True)
    return {
        "private_parts": with_amendments(half.parts, amendments),
        "private_not_known": half.not_known,
        "private_jumps": links_to_parts(half.parts),
        "private_amended": amendments.get(THE_WHOLE, ()),
    }


def links_on_page(
    visit: Visit, right: Access, parts: Iterable[Part], **there: Iterable[Any]
) -> list[dict[str, str]]:
    """[{"title", "href"}] for the sections that are on the page, in its order."""
    around = {
        "opened": "What this visit opened",
        "closed": "What this visit closed",
        "left": "Not known yet that day",
        "amended": "Amended as a whole",
    }
    found = {place: {"title": title, "href": f"#{place}"} for place, title in around.items()}
    before = [found[place] for place in ("opened", "closed") if there[place]]
    after = [found[place] for place in ("left", "amended") if there[place]]
    if visit.was_held and right.private:
        after.append({"title": "Wellbeing and before you sign", "href": "#apart"})
    return [*before, *links_to_parts(parts), *after]


def links_to_parts(parts: Iterable[Part]) -> list[dict[str, str]]:
    return [{"title": part.title, "href": f"#{part.place}"} for part in parts]


def has_sheet(visit: Visit) -> bool:
    """Whether this kind of visit has the page of next steps; not whether anything is on it."""
    wording = compiled(visit.version)
    asked = prompts_for(wording, visit.visit_type, visit.stage)
    return visit.was_held and any(prompt.is_apart for prompt in asked)


def may_read(request: AuthenticatedRequest, access: Access) -> bool:
    """A post opens what is private."""
    return request.method != "POST" or access.private


def may_copy(request: AuthenticatedRequest, visit: Visit, access: Access) -> bool:
    return visit.status == Visit.Status.SIGNED and may_read(request, access)


def show_entered_in_error(
    request: AuthenticatedRequest, visit: Visit, right: OpenedCase
) -> HttpResponse:
    """That there was an entry; not when it was written, which may tell of the other family."""
    context = {**frame(visit, right, back_to_visit=False), "saved": ""}
    return render(request, "visits/taken_out.html", context)


def show_discarded(request: AuthenticatedRequest, visit: Visit, right: OpenedCase) -> HttpResponse:
    context = {
        **frame(visit, right, back_to_visit=False),
        "saved": "",
        "words": discarded_words(visit),
        "line": discarded_line(visit),
    }
    return render(request, "visits/discarded.html", context)


def is_urgent(item: OutstandingItem) -> bool:
    return item.priority == Priority.IMMEDIATE and item.state == State.OPEN


@signed_in
@require_http_methods(["GET", "POST"])
def visit_copy(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """GET gives the open part, POST the private part alone; either is logged."""
    visit, right = open_visit(request, pk, may=partial(may_copy, request))
    is_private = request.method == "POST"
    half = read_half(visit, right, is_private=is_private)
    amendments = read_amendments(visit, private=is_private)
    log_private(right, visit, "visit.private_copied" if is_private else "visit.copied")
    context = {
        **frame(visit, right),
        "name": name_of(visit),
        "is_private": is_private,
        "text": plain_text(
            visit,
            with_amendments(half.parts, amendments),
            opened_by(visit, request.user),
            closed_by(visit, request.user),
            is_private=is_private,
            not_known=half.not_known,
            amended=amendments.get(THE_WHOLE, ()),
        ),
    }
    return render(request, "visits/copy.html", context)
