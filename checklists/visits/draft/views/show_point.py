"""Render the page of a point."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render

from checklists.answers.forms import PointForm
from checklists.answers.sleep_told import SleepTold
from checklists.cases.access import Access, OpenedCase
from checklists.people.requests import AuthenticatedRequest
from checklists.visits import presence
from checklists.visits.draft.forms.adults import NewAdultForm
from checklists.visits.draft.point import Point
from checklists.visits.draft.views.asking_first import looked_round, not_looked
from checklists.visits.draft.views.call_page import call_context
from checklists.visits.draft.views.point_page import PointPage
from checklists.visits.draft.views.signed_meanwhile import own_draft
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.opening import log_private, open_held
from checklists.visits.views.frame import frame


def page_of(visit: Visit, slug: str, right: Access, *, opened: bool = False) -> PointPage:
    working = WorkingVisit(visit, right)
    task = working.task(slug)
    if task is None:
        raise Http404
    return PointPage(working, task, opened=opened)


def show_page(
    request: AuthenticatedRequest,
    page: PointPage,
    right: OpenedCase,
    template: str = "visits/point.html",
    **more: Any,
) -> HttpResponse:
    """`more` is context that stands in place of the page's own."""
    context = {
        **frame(page.working.visit, right),
        "page": page,
        "here": presence.in_words(page.working.visit.present),
        "problems": page.problems(),
        "receipt": uuid4(),
        "sleep": sleep_told_on(page),
        **(call_context(page.working) if page.opened and page.is_call_sheet else {}),
        **more,
    }
    status = 422 if context["problems"] else 200
    return render(request, template, context, status=status)


def sleep_told_on(page: PointPage) -> SleepTold | None:
    """The last sleep assessment, read back on the page that asks it anew."""
    told = SleepTold(page.working.case, page.working.facts, page.working.compiled)
    asked = {prompt.key for prompt in page.task.prompts}
    return told if any(line.prompt.key in asked for line in told.words.lines) else None


def show_page_again(
    request: AuthenticatedRequest,
    point: Point,
    *,
    opened: bool,
    form: PointForm | None = None,
    new_adult: NewAdultForm | None = None,
) -> HttpResponse:
    """The page as it is stored now, its case opened and logged as for any reading."""
    page, right = read_again(request, point, opened=opened)
    page.form, page.new_adult = form, new_adult
    return show_page(request, page, right)


def read_again(
    request: AuthenticatedRequest, point: Point, *, opened: bool
) -> tuple[PointPage, OpenedCase]:
    visit, right = own_draft(request, point.working.visit.pk, with_local_numbers=True)
    page = page_of(visit, point.task.slug, right, opened=opened)
    if opened and page.has_private:
        log_private(right, visit)
    return page, right


def as_saved(
    request: AuthenticatedRequest, point: Point, held: Access, *, opened: bool
) -> tuple[PointPage, OpenedCase]:
    """The same of what this request has just held and saved: nothing of it is read once more."""
    page = PointPage(point.working.after_saving(), point.task, opened=opened)
    private = opened and page.has_private
    return page, open_held(request, point.working.visit, held, private=private)


def open_or_ask_first(
    request: AuthenticatedRequest, point: Point, held: Access | None
) -> HttpResponse:
    """Open what is shut, once she has looked round while somebody is there who must not see it.

    `held` is the right by which it was saved; None where it was written to since.
    """
    opened = looked_round(request, point.working.visit.present)
    if held:
        page, right = as_saved(request, point, held, opened=opened)
    else:
        page, right = read_again(request, point, opened=opened)
    if opened:
        return show_page(request, page, right)
    return show_page(request, page, right, "visits/point_ask.html", not_looked=not_looked(request))
