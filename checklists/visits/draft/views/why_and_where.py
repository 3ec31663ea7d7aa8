"""Why a point is asked, what to look for and where to turn: behind one disclosure of its page."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from checklists.guidance.compiled_version import Compiled
from checklists.guidance.resources import resources_for
from checklists.guidance.sources import sources_of
from checklists.reading.clock import london_today
from checklists.visits.draft.point import Point
from checklists.visits.models import Visit
from checklists.visits.where_to_turn import Shown, where_to_turn

KEPT_PAGES = 512  # each a few kilobytes; a wording has 14 points, seen apart and before the birth


@dataclass(frozen=True)
class WhyAndWhere:
    """`reasons` and `resources` are HTML of the version alone; `numbers` are of the team.

    `is_inside`: it stands in the part that has to be opened. `apart`: what the page is called on
    which where to turn stands instead, because this one is read by anyone in the room; else ''.
    """

    reasons: str
    numbers: tuple[Shown, ...]
    resources: str
    is_private: bool
    is_inside: bool
    apart: str


def why_and_where(page: Point) -> WhyAndWhere | None:
    """None on a page that is of no learning point."""
    number, task = page.task.point_number, page.task
    if number is None:
        return None
    reasons, resources = render_kept(
        page.working.compiled, number, is_apart=task.is_apart, is_private=task.is_private
    )
    return WhyAndWhere(
        reasons=reasons,
        numbers=numbers_of(page.working.visit, number, task.is_private),
        resources=resources,
        is_private=task.is_private,
        is_inside=task.is_private or task.is_apart,
        apart=page.leads_apart.title if page.leads_apart else "",
    )


def numbers_of(visit: Visit, number: int, is_private: bool) -> tuple[Shown, ...]:
    today = london_today()
    rows = rows_beside(visit, today)
    return where_to_turn(visit.case.team, number, rows, today, is_private=is_private)


def rows_beside(visit: Visit, today: date) -> list[dict[str, Any]] | None:
    """Read with the visit by the page of a point; asked for where it was read for a press."""
    if "local_numbers" in vars(visit):
        return visit.local_numbers
    return Visit.objects.with_local_numbers(today).only("pk").get(pk=visit.pk).local_numbers


@lru_cache(maxsize=KEPT_PAGES)
def render_kept(
    wording: Compiled, number: int, *, is_apart: bool, is_private: bool
) -> tuple[str, str]:
    """`render_parts` of a published version, which never changes; nothing of a family is in it."""
    return render_parts(wording, number, is_apart=is_apart, is_private=is_private)


def render_parts(
    wording: Compiled, number: int, *, is_apart: bool, is_private: bool
) -> tuple[str, str]:
    """Why and what to look for, and the resources, as HTML. What to do on the page apart stands
    open on it, and is not said twice."""
    point = wording.points_by_number[number]
    reasons = {"point": point, "sources": sources_of(point), "is_apart": is_apart}
    resources = {"resources": resources_for(wording, number), "is_private": is_private or is_apart}
    return (
        render_to_string("visits/_reasons_of_point.html", reasons),
        render_to_string("guidance/_resources.html", resources),
    )
