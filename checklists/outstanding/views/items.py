"""My items, and one item."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.audit.recording import record
from checklists.cases import notices
from checklists.cases.access import Access, OpenedCase
from checklists.cases.banner import banner
from checklists.cases.opening import open_with_case, record_list, refuse_row
from checklists.guidance.in_force import guidance_in_force
from checklists.nhsuk.wording import weekday_in_words
from checklists.outstanding import closing, full_titles
from checklists.outstanding.calling import has_call_sheet
from checklists.outstanding.dating import moved_words
from checklists.outstanding.decided import left_open_words, words_of_decision
from checklists.outstanding.forms import FilterForm
from checklists.outstanding.history import steps
from checklists.outstanding.item_steps import steps_of
from checklists.outstanding.models import OutstandingItem, Priority, State
from checklists.outstanding.needs_you import OF_ITEMS, cases_named, decision_rows, unread_decisions
from checklists.outstanding.querysets import families_page
from checklists.outstanding.reasons import about_whom, next_try_words, why_open
from checklists.outstanding.rows import family_groups, item_row
from checklists.outstanding.step_rows import step_rows, with_step_words
from checklists.outstanding.still_to_ask import lines_in_words, words_of_lines
from checklists.outstanding.unasked import is_gathered
from checklists.outstanding.views.titles import switch_titles
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.requests import AuthenticatedRequest
from checklists.people.rights import covered_by, stands_in_for
from checklists.people.roles import for_role, signed_in
from checklists.reading.clock import london_today

RELATED = ("owner", "opened_by", "opened_at_visit__version", "follows")


@for_role(*TEAM_ROLES)
@require_http_methods(["GET", "POST"])
def my_items(request: AuthenticatedRequest) -> HttpResponse:
    """Items I own or cover. A post chooses full titles or short ones."""
    if request.method == "POST":
        return switch_titles(request)
    guidance = guidance_in_force()
    form = FilterForm(request.GET, points=guidance.wording.points)
    owners = [request.user.pk, *stands_in_for(request.user)]
    items = OutstandingItem.objects.open().in_hand_of(request.user, owners)
    items, after = form.narrowed(items), request.GET.get("after", "")
    found, following = families_page(items, request.user, "owner", owners, after)
    full, waiting = full_titles.use_full_titles(request), unread_decisions(request.user)
    shown = [*cases_named(waiting), *(item.case_id for item in found)]
    record_list(request, "items.read", shown, full=full)
    context = {
        "today": weekday_in_words(london_today()),
        "needs": decision_rows(waiting, london_today()),
        "filter_form": form,
        "filtered": any(form.cleaned_data.values()),
        "groups": family_groups(found, guidance.names, full=full, show_owner=len(owners) > 1),
        "covering": bool(covered_by(request.user)),
        "show_owner": len(owners) > 1,
        **switch_and_next(request, following, full=full),
    }
    status = 200 if form.is_valid() else 400
    return render(request, "outstanding/my_items.html", context, status=status)


def switch_and_next(request: HttpRequest, following: str, *, full: bool) -> dict[str, Any]:
    """What `_list.html` needs to switch titles and go on to the next families."""
    query = request.GET.copy()
    query["after"] = following
    return {
        "full": full,
        "here": request.get_full_path(),
        "next_url": f"?{query.urlencode()}" if following else "",
    }


@signed_in
@require_http_methods(["GET", "POST"])
def item(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """One item with its neutral title. A post opens it: full title, why, history in words.

    It arrives open while the lists show full titles. A post that opens nothing ends that.
    """
    item, right = open_item(request, pk)
    opens = request.POST.get("open") == full_titles.OPEN_TITLES
    if request.method == "POST" and not opens:
        return switch_titles(request)
    shows_full = full_titles.use_full_titles(request)
    # Logged before any word of the item is read for the page.
    if opens or shows_full:
        log_opened(item, right)
    return show_item(request, item, right, opened=opens or shows_full, chosen=shows_full)


def show_item(
    request: HttpRequest, item: OutstandingItem, right: OpenedCase, *, opened: bool, chosen: bool
) -> HttpResponse:
    """`chosen` while the lists show full titles; whoever shows it opened has logged that."""
    context = {
        **item_frame(item, right, full=opened),
        **item_parts(item, right, opened=opened),
        "chosen": chosen,
    }
    return render(request, "outstanding/item.html", context)


def item_parts(item: OutstandingItem, right: OpenedCase, *, opened: bool) -> dict[str, Any]:
    """What the page of an item shows below its head, with the words only when it is opened."""
    history = steps(item, with_words=True) if opened else []
    about = about_whom(item, right) if opened else ""
    rows = step_rows(steps_of(item), about) if opened else []
    names_lines = is_gathered(item.rule_key) and any(step.event.steps for step in history)
    lines = words_of_lines() if names_lines else {}
    return {
        "back": {
            "title": "Outstanding",
            "url": reverse("case_outstanding", args=[item.case_id]),
        },
        "opened": opened,
        "acknowledged": item.acknowledged_at is not None,
        "is_open": item.state != State.CLOSED,
        "asked": item.state == State.CLOSING_ASKED,
        "immediate": item.priority == Priority.IMMEDIATE,
        "manages": closing.manages(right.by, item),
        "answers_for": closing.answers_for(right.by, item),
        "was_rung": closing.manages(right.by, item) and item.owner_id != right.by.pk,
        "may_decide": closing.may_decide(right.by, item),
        "sheet": opened and has_call_sheet(item),
        "why": why_open(item, about) if opened else [],
        "about": about,
        "next_try": next_try_words(item, right) if opened and item.state != State.CLOSED else "",
        "still_to_ask": lines_in_words(item) if opened and lists_questions(item) else None,
        "left_open": left_open_words(item),
        "moved": moved_words(item),
        "why_left_open": words_of_decision(history),
        "steps": with_step_words(history, {row["key"]: row["words"] for row in rows} | lines),
        "to_do": rows,
        "left": [row["words"] for row in rows if row["is_open"]],
    }


def lists_questions(item: OutstandingItem) -> bool:
    return item.state != State.CLOSED and is_gathered(item.rule_key)


def open_item(
    request: HttpRequest,
    pk: UUID,
    may: Callable[[OutstandingItem, Access], bool] | None = None,
) -> tuple[OutstandingItem, OpenedCase]:
    """The item with its case opened and logged; the neutral 404 for what is not theirs to see.

    `may` says of the item and its case whether it is theirs to do something about, too.
    """
    items = OutstandingItem.objects.visible_to(request.user).select_related(*RELATED)
    item = items.filter(pk=pk).first() or refuse_row(request, OutstandingItem, pk)
    return open_with_case(request, item, may=may)


@transaction.atomic
def log_opened(item: OutstandingItem, right: OpenedCase) -> None:
    """Log that the words of an item were opened, before the page is served; a decision about it
    that waited for this person has been read, and why its day moved."""
    now = timezone.now()
    record("item.read", item, by=right.by, at=now, case=item.case_id, why=right.why)
    notices.mark_as_opened(right.by, OF_ITEMS, item.pk, at=now)


def item_frame(item: OutstandingItem, right: OpenedCase, *, full: bool = False) -> dict[str, Any]:
    """What every page of one item shows on top."""
    today = london_today()
    return {
        "item": item,
        "row": item_row(item, full=full, today=today),
        "banner": banner(right, today),
        "may_act": right.records and item.state != State.CLOSED,
        "needs_agreement": item.priority != Priority.ROUTINE,
    }
