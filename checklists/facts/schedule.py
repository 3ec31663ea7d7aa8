"""Which planned contact comes next for a baby, and how late it is.

Source: the windows of content.md section 1; an overdue statutory review stays the next one until
it, or a later planned review, has been held.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from checklists.cases.ages import born_by

MOVED_IN = "notified"
NONE_DUE: tuple[str, date | None, date | None] = ("", None, None)


class HasAnchors(Protocol):
    born_on: date | None
    due_on: date | None
    notified_on: date | None


class PlannedKind(Protocol):
    """What a visit type says of its window; a row of guidance.VisitType is one."""

    slug: str
    kind: str
    anchor: str | None
    start_days: int | None
    end_days: Any
    is_mandated: bool


@dataclass(frozen=True)
class Window:
    slug: str
    anchor: str
    opens_on: date
    until: date
    is_mandated: bool


def next_contact(
    case: HasAnchors,
    contacts_done: Mapping[str, date],
    visit_types: Iterable[PlannedKind],
    settings: Mapping[str, Any],
    on: date,
) -> tuple[str, date | None, date | None]:
    """The visit type due next, the day its window opens and its last day; or ("", None, None).

    A last day before `on` means overdue. A suggested contact whose window has passed is left out;
    a statutory review, and the first contact after a move, stay until they are held.
    """
    for window in contacts_not_held(case, contacts_done, visit_types, settings, on):
        if window.until >= on or window.is_mandated or window.anchor == MOVED_IN:
            return window.slug, window.opens_on, window.until
    return NONE_DUE


def mandated_review_days_overdue(
    case: HasAnchors,
    contacts_done: Mapping[str, date],
    visit_types: Iterable[PlannedKind],
    settings: Mapping[str, Any],
    on: date,
) -> int | None:
    """Days past the window of the oldest statutory review not held; None when none is overdue."""
    ends = [
        window.until
        for window in contacts_not_held(case, contacts_done, visit_types, settings, on)
        if window.is_mandated and window.until < on
    ]
    return (on - min(ends)).days if ends else None


def contacts_not_held(
    case: HasAnchors,
    contacts_done: Mapping[str, date],
    visit_types: Iterable[PlannedKind],
    settings: Mapping[str, Any],
    on: date,
) -> list[Window]:
    """The planned contacts not held yet and not is_overtaken by a later one, first window first."""
    planned = windows(case, visit_types, settings, on)
    held = [window for window in planned if window.slug in contacts_done]
    return [
        window
        for window in planned
        if window not in held
        and not is_overtaken(window, held, contacts_done)
        and not ended_before_the_move(window, case)
    ]


def windows(
    case: HasAnchors,
    visit_types: Iterable[PlannedKind],
    settings: Mapping[str, Any],
    on: date,
) -> list[Window]:
    """The windows that exist for this baby on that day, in the order in which they count.

    Contacts that are made on need alone have none.
    """
    anchors = {
        "dob": case.born_on if born_by(case, on) else None,
        "edd": None if born_by(case, on) else case.due_on,
        MOVED_IN: case.notified_on,
    }
    found = []
    for kind in visit_types:
        anchor = anchors.get(kind.anchor or "")
        if kind.kind != "visit" or anchor is None or kind.start_days is None:
            continue
        found.append(
            Window(
                slug=kind.slug,
                anchor=kind.anchor or "",
                opens_on=anchor + timedelta(days=kind.start_days),
                until=anchor + timedelta(days=number_of_days(kind.end_days, settings)),
                is_mandated=kind.is_mandated,
            )
        )
    # A family that moved in is met first, whatever else is due.
    return sorted(found, key=lambda window: (window.anchor != MOVED_IN, window.opens_on))


def is_overtaken(window: Window, held: list[Window], contacts_done: Mapping[str, date]) -> bool:
    """Whether a later planned review has been held, so that this one is no longer due."""
    if window.anchor == MOVED_IN:
        return any(contacts_done[other.slug] >= window.opens_on for other in held)
    return any(other.anchor == window.anchor and other.opens_on > window.opens_on for other in held)


def ended_before_the_move(window: Window, case: HasAnchors) -> bool:
    """Whether the window ended before this team was told of the family: another team's to hold."""
    return (
        window.anchor != MOVED_IN
        and case.notified_on is not None
        and window.until < case.notified_on
    )


def number_of_days(value: Any, settings: Mapping[str, Any]) -> int:
    """A number of days, or the setting that a window names."""
    return int(settings[value["setting"]]) if isinstance(value, dict) else int(value)
