"""What a press on a body map does without scripts: it changes what was posted into what the page
would have sent, had its script added, moved or removed the mark.

The id of a new mark comes from the receipt of the page, so that a press that is sent twice adds
one mark.
"""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from checklists.guidance.body_drawings import (
    DRAWINGS,
    WHOLE,
    WIDTH,
    Drawing,
    current_drawings,
)
from checklists.guidance.body_map import NotAMark, read_mark
from checklists.guidance.body_marks import FIELD_OF_MARK, by_mark, fields_of, new_fields
from checklists.guidance.known_prompts import BODY_MARKS, WORDS_OF_MARKS
from checklists.reading.clock import london_today
from checklists.reading.ids import read_id

ADD, REMOVE = "mark-add", "mark-remove"
STEP = 12  # parts of a thousand
MOVES: Mapping[str, tuple[int, int]] = {
    "mark-up": (0, -STEP),
    "mark-down": (0, STEP),
    "mark-left": (-STEP, 0),
    "mark-right": (STEP, 0),
}
CLOSER = "mark-closer"  # drawn at twice its size
Fields = dict[str, str]


def is_press_on_map(data: QueryDict) -> bool:
    button = data.get("do", "").partition(" ")[0]
    return button in (ADD, REMOVE, *MOVES) or tapped(data) is not None


def with_press_on_map(data: QueryDict) -> QueryDict:
    """As posted, where no button of the map was pressed, or one that fits nothing."""
    button, _, mark = data.get("do", "").partition(" ")
    if button == REMOVE:
        return without_mark(data, mark)
    if button in MOVES:
        return with_mark(data, mark, moved(marks_sent(data).get(mark, {}), *MOVES[button], mark))
    fields = chosen_from_list(data) if button == ADD else tapped(data)
    return with_mark(data, new_id(data), fields) if fields else data


def marks_sent(data: QueryDict) -> dict[str, Fields]:
    start = f"{BODY_MARKS}-"
    return by_mark(
        {name.removeprefix(start): data.get(name, "") for name in data if name.startswith(start)},
        FIELD_OF_MARK,
    )


def new_id(data: QueryDict) -> str:
    """The next number, and what only this page can have given."""
    numbers = [int(pk.partition("-")[0]) for pk in marks_sent(data)]
    receipt = read_id(data.get("receipt", ""))
    return f"{max(numbers, default=0) + 1}-{receipt.hex[:8] if receipt else '0' * 8}"


def chosen_from_list(data: QueryDict) -> Fields | None:
    """In the middle of the region that was chosen; None for none."""
    name, _, key = data.get(f"{BODY_MARKS}-new", "").partition(":")
    drawing = DRAWINGS.get(name)
    region = drawing.region(key) if drawing else None
    return new_fields(drawing, region.key, *region.middle) if drawing and region else None


def tapped(data: QueryDict) -> Fields | None:
    """Where a drawing was pressed: a browser sends the pixels from its corner."""
    for drawing in current_drawings():
        if f"{tap_name(drawing)}.x" in data:
            return where_tapped(drawing, data)
    return None


def tap_name(drawing: Drawing) -> str:
    return f"tap-{drawing.slug}"


def where_tapped(drawing: Drawing, data: QueryDict) -> Fields | None:
    across, down = (data.get(f"{tap_name(drawing)}.{axis}", "") for axis in "xy")
    if not all(one.isascii() and one.isdigit() and len(one) < 5 for one in (across, down)):
        return None
    size = 2 if CLOSER in data else 1
    x = min(round(int(across) * WHOLE / (WIDTH * size)), WHOLE)
    y = min(round(int(down) * WHOLE / (drawing.height * size)), WHOLE)
    return new_fields(drawing, drawing.region_at(x, y).key, x, y)


def moved(said: Mapping[str, str], across: int, down: int, pk: str) -> Fields:
    """What its inputs hold after the move; as they were, where they cannot be read."""
    place = {name: said.get(name, "") for name in ("drawing", "region", "placed", "x", "y")}
    try:
        mark = read_mark(pk, place, london_today())
    except NotAMark:
        return dict(said)
    after = fields_of(mark.moved(mark.x + across, mark.y + down))
    return {**said, **{name: after[name] for name in place}}


def with_mark(data: QueryDict, pk: str, fields: Mapping[str, str]) -> QueryDict:
    changed = data.copy()
    for name, text in fields.items():
        changed[f"{BODY_MARKS}-{pk}-{name}"] = text
    return changed


def without_mark(data: QueryDict, pk: str) -> QueryDict:
    """Without its private words either."""
    changed = data.copy()
    for name in names_of(data, pk):
        del changed[name]
    return changed


def names_of(data: Iterable[str], pk: str) -> list[str]:
    starts = tuple(f"{key}-{pk}-" for key in (BODY_MARKS, WORDS_OF_MARKS))
    return [name for name in data if pk and name.startswith(starts)]
