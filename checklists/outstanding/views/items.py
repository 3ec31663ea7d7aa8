"""My items, one item, and what people do about it."""

from functools import partial
from uuid import uuid4, uuid5

from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.accounts.views.overtaken import Way
from checklists.audit.inserting import NotMine
from checklists.audit.recording import record
from checklists.cases import notices
from checklists.cases.banner import banner
from checklists.cases.opening import open_to_record, open_with_case, record_list, refuse_row
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force
from checklists.nhsuk.wording import weekday_in_words
from checklists.outstanding import closing, titles
from checklists.outstanding.dating import moved_words
from checklists.outstanding.decided import left_open_words, why_left_open
from checklists.outstanding.forms import (
    ActionForm,
    ClosingForm,
    DecliningForm,
    FilterForm,
    NewItemForm,
)
from checklists.outstanding.history import steps
from checklists.outstanding.models import OutstandingItem, Priority, State
from checklists.outstanding.needs_you import OF_ITEMS, cases_named, need_rows, needs
from checklists.outstanding.opening import open_by_hand
from checklists.outstanding.querysets import families_page
from checklists.outstanding.reasons import about_whom, why_open
from checklists.outstanding.rows import family_groups, item_row
from checklists.outstanding.views.titles import switch_titles
from checklists.people.models.teams import TEAM_ROLES
from checklists.people.rights import covered_by, stands_in_for
from checklists.people.roles import for_role, signed_in
from checklists.people.views.performing import perform
from checklists.reading.clock import london_today
from checklists.reading.ids import sent_id

PARTS = ("owner", "opened_by", "opened_at_visit__version", "follows")
MARKS = 7  # the learning point whose visit page has the next steps for the day


@for_role(*TEAM_ROLES)
@require_http_methods(["GET", "POST"])
def my_items(request):
    """Items I own or cover. A post chooses full titles or short ones."""
    if request.method == "POST":
        return switch_titles(request)
    points = compiled(version_in_force()).points
    form = FilterForm(request.GET, points=points)
    owners = [request.user.pk, *stands_in_for(request.user)]
    items = OutstandingItem.objects.open().in_hand_of(request.user, owners)
    items, after = form.narrowed(items), request.GET.get("after", "")
    found, following = families_page(items, request.user, "owner", owners, after)
    full, waiting = titles.are_full(request), needs(request.user)
    shown = [*cases_named(waiting), *(item.case_id for item in found)]
    record_list(request, "items.read", shown, full=full)
    return render(
        request,
        "outstanding/my_items.html",
        {
            "today": weekday_in_words(london_today()),
            "needs": need_rows(waiting, london_today()),
            "filter_form": form,
            "filter_form_on_phone": FilterForm(request.GET, points=points, auto_id="phone_%s"),
            "filtered": any(form.cleaned_data.values()),
            "groups": family_groups(found, full=full, show_owner=len(owners) > 1),
            "covering": bool(covered_by(request.user)),
            "show_owner": len(owners) > 1,
            **switch_and_next(request, following, full=full),
        },
        status=200 if form.is_valid() else 400,
    )


def switch_and_next(request, following, *, full):
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
def item(request, pk):
    """One item with its neutral title. A post opens it: full title, why, history in words.

    It arrives open while the lists show full titles. A post that opens nothing ends that.
    """
    item, right = open_item(request, pk)
    asked = request.POST.get("open") == titles.TITLES
    if request.method == "POST" and not asked:
        return switch_titles(request)
    chosen = titles.are_full(request)
    opened = asked or chosen
    if opened:
        log_opened(request, item, right)
    history = steps(item, with_words=True) if opened else []
    about = about_whom(item, right) if opened else ""
    return render(
        request,
        "outstanding/item.html",
        {
            **parts_of(item, right, full=opened),
            "back": {
                "title": "Outstanding",
                "url": reverse("case_outstanding", args=[item.case_id]),
            },
            "opened": opened,
            "chosen": chosen,
            "acknowledged": item.acknowledged_at is not None,
            "is_open": item.state != State.CLOSED,
            "asked": item.state == State.CLOSING_ASKED,
            "immediate": item.priority == Priority.IMMEDIATE,
            "manages": closing.manages(request.user, item),
            "may_decide": closing.may_decide(request.user, item),
            "sheet": item.opened_at_visit_id if opened and item.point_number == MARKS else None,
            "why": why_open(item, about) if opened else [],
            "about": about,
            "left_open": left_open_words(item),
            "moved": moved_words(item),
            "why_left_open": why_left_open(history),
            "steps": history,
        },
    )


def open_item(request, pk, may=None):
    """The item with its case opened and logged; the neutral 404 for what is not theirs to see.

    `may` says of the item and its case whether it is theirs to do something about, too.
    """
    items = OutstandingItem.objects.visible_to(request.user).select_related(*PARTS)
    item = items.filter(pk=pk).first()
    if item is None:
        refuse_row(request, OutstandingItem, pk)
    return open_with_case(request, item, may=may)


@transaction.atomic
def log_opened(request, item, right):
    """Log that the words of an item were opened, before the page is served; a decision about it
    that waited for this person has been read, and why its day moved."""
    now = timezone.now()
    record("item.read", item, by=request.user, at=now, case=item.case_id, why=right.why)
    for kind in OF_ITEMS:
        notices.opened(request.user, kind, item.pk, at=now)


def parts_of(item, right, *, full=False):
    """What every page of one item shows on top."""
    return {
        "item": item,
        "row": item_row(item, full=full, today=london_today()),
        "banner": banner(right, london_today()),
        "may_act": right.records and item.state != State.CLOSED,
        "needs_agreement": item.priority != Priority.ROUTINE,
    }


def open_to_act(request, pk):
    """The item, when the person may write in its case today."""
    return open_item(request, pk, may=lambda _, access: access.records)


@signed_in
@require_http_methods(["GET", "POST"])
def act_on_item(request, pk):
    """What was done, while the item stays open."""
    item, right = open_to_act(request, pk)
    form = ActionForm(request.POST or None, immediate=item.priority == Priority.IMMEDIATE)
    if form.is_valid():
        verb, typed = closing.record_action, {"action": form.action()}
        return done(request, item, right, "Recorded.", verb, form, **typed)
    return form_page(request, item, right, form, "Record what was done", "Save what was done")


@signed_in
@require_http_methods(["GET", "POST"])
def close_item(request, pk):
    """Close a routine item, or ask a manager to agree."""
    item, right = open_to_act(request, pk)
    form = ClosingForm(request.POST or None, immediate=item.priority == Priority.IMMEDIATE)
    routine = item.priority == Priority.ROUTINE
    if form.is_valid():
        verb, said = (
            (closing.close, "Closed.")
            if routine
            else (closing.ask_to_close, "Asked. It stays open until a manager agrees.")
        )
        typed = {"outcome": form.cleaned_data["outcome"], "action": form.action()}
        return done(request, item, right, said, verb, form, **typed)
    title = "Close this item" if routine else "Ask to close this item"
    return form_page(request, item, right, form, title, "Close" if routine else "Ask to close")


@signed_in
@require_http_methods(["GET", "POST"])
def decline_item(request, pk):
    """A manager leaves it open, saying why."""
    item, right = open_item(request, pk, may=lambda item, _: closing.may_decide(request.user, item))
    form = DecliningForm(request.POST or None)
    if form.is_valid():
        return done(
            request, item, right, "It stays open.", closing.decline, form, **form.cleaned_data
        )
    return form_page(request, item, right, form, "Leave this item open", "Leave it open")


@signed_in
@require_POST
def agree_item(request, pk):
    return done(request, *open_item(request, pk), "Agreed and closed.", closing.agree)


@signed_in
@require_POST
def acknowledge_item(request, pk):
    return done(request, *open_item(request, pk), "Recorded as seen.", closing.acknowledge)


@signed_in
@require_http_methods(["GET", "POST"])
def add_item(request, pk):
    """Open an item by hand, for the case of this id."""
    right = open_to_record(request, pk)
    form = NewItemForm(request.POST or None)
    if form.is_valid():
        return added(request, right, form.said())
    context = {
        "form": form,
        "new_id": sent_id(request) or uuid4(),
        "page_title": "Add an item",
        "button": "Add item",
        "banner": banner(right, london_today()),
        "back": {"title": "Outstanding", "url": reverse("case_outstanding", args=[pk])},
    }
    return render(
        request, "outstanding/item_form.html", context, status=422 if form.errors else 200
    )


def added(request, right, typed):
    """The same words from the same page are one item, however often the button is pressed."""
    item_id = uuid5(sent_id(request) or uuid4(), repr(sorted(typed.items())))
    back = reverse("case_outstanding", args=[right.case.pk])
    try:
        return perform(
            request, open_by_hand, right.case, said="Added.", goes_to=back, pk=item_id, **typed
        )
    except NotMine:
        refuse_row(request, OutstandingItem, item_id)


def form_page(request, item, right, form, title, button):
    context = {
        **parts_of(item, right),
        "form": form,
        "page_title": title,
        "button": button,
        "back": {"title": "Item", "url": reverse("item", args=[item.pk])},
    }
    return render(
        request, "outstanding/item_form.html", context, status=422 if form.errors else 200
    )


def done(request, item, right, said, verb, form=None, **typed):
    """Do it and go back to the item; what was typed in `form` is shown where it was overtaken."""
    return perform(
        request,
        verb,
        item,
        said=said,
        goes_to=reverse("item", args=[item.pk]),
        not_saved=partial(not_saved, request, item, right, form) if form else None,
        **typed,
    )


def not_saved(request, item, right, form, said):
    item.refresh_from_db(fields=["state"])
    around = {"banner": banner(right, london_today())}
    return overtaken.page(request, said, overtaken.typed_in(form), ways(item, right), **around)


def ways(item, right):
    """Where what was done is still written: on the item while it is open, else on a new one."""
    name, words, pk = (
        ("add_item", "Add an item", item.case_id)
        if item.state == State.CLOSED
        else ("act_on_item", "Record what was done", item.pk)
    )
    writes = [Way(words, reverse(name, args=[pk]))] if right.records else []
    return [*writes, Way("Open the item", reverse("item", args=[item.pk]))]
