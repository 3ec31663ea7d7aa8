"""The body map of a page: its drawings, and the inputs of each mark. No database, no request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checklists.answers.drawn_map import Dot, DrawnOn, dot_of, in_words_with_letters, put_on
from checklists.answers.map_presses import CLOSER, tap_name
from checklists.answers.views.filled_in import FilledIn
from checklists.answers.views.known import Known
from checklists.guidance.body_drawings import DRAWINGS, Drawing, Region, current_drawings
from checklists.guidance.body_marks import (
    COLOURS,
    FIELD_OF_MARK,
    KINDS,
    SEEN,
    SHAPES,
    WORDS_OF_MARK,
    Mark,
    by_mark,
)
from checklists.guidance.known_prompts import WORDS_OF_MARKS

# In the template of a mark that the script makes anew.
NEW_ID, NEW_NUMBER = "NEW-ID", "NEW-NUMBER"
EXAMPLE = next(iter(DRAWINGS.values()))


@dataclass(frozen=True)
class MarkInputs:
    """What stands in the inputs of one mark, as typed. `private` are those of its words."""

    pk: str
    number: str
    name: str
    drawing: Drawing
    typed: Mapping[str, str]
    private: Mapping[str, str]
    url: str = ""

    words_name = WORDS_OF_MARKS
    kinds, colours, shapes, seen = KINDS.items(), COLOURS.items(), SHAPES.items(), SEEN.items()

    moves = (
        ("mark-left", "\u2190", "left"),
        ("mark-up", "\u2191", "up"),
        ("mark-down", "\u2193", "down"),
        ("mark-right", "\u2192", "right"),
    )

    @property
    def regions(self) -> tuple[Region, ...]:
        return self.drawing.regions

    @property
    def title(self) -> str:
        kind = KINDS.get(self.typed.get("kind", ""), "")
        place = self.drawing.labels.get(self.typed.get("region", ""), "")
        return ", ".join(filter(None, (place, kind.lower())))


@dataclass(frozen=True)
class MapToDraw:
    """The map of a question, with what was typed where the page comes back with it."""

    name: str
    filled: FilledIn
    known: Known

    closer = CLOSER

    @cached_property
    def marks(self) -> list[MarkInputs]:
        typed = by_mark(self.filled.parts_of_many, FIELD_OF_MARK)
        found = (self.inputs_of(pk, one) for pk, one in typed.items())
        return sorted(found, key=lambda one: (int(one.number), one.pk))

    def inputs_of(self, pk: str, typed: Mapping[str, str]) -> MarkInputs:
        drawing = DRAWINGS.get(typed.get("drawing", ""), EXAMPLE)
        private, number = self.words.get(pk, {}), pk.partition("-")[0]
        return MarkInputs(pk, number, self.name, drawing, typed, private, self.known.url)

    @property
    def new_mark(self) -> MarkInputs:
        """What the script copies."""
        return MarkInputs(NEW_ID, NEW_NUMBER, self.name, EXAMPLE, {}, {}, self.known.url)

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """The private words of each mark, as typed or stored."""
        prompt, form = self.known.compiled.prompts.get(WORDS_OF_MARKS), self.known.form
        entry = self.known.documents.get(WORDS_OF_MARKS)
        typed = form.typed.get(WORDS_OF_MARKS) if form else None
        if prompt is None or (typed is None and entry is None):
            return {}
        parts = typed.parts if typed else prompt.kind.parts_of((entry or {})["value"] or "")
        return by_mark(parts, WORDS_OF_MARK)

    @cached_property
    def drawings(self) -> list["DrawingToTap"]:
        """Those of today, and older ones that have marks."""
        found = {key: DrawnOn(drawing) for key, drawing in DRAWINGS.items()}
        put_on(found, (), self.known.earlier_marks)
        for one in self.marks:
            if dot := dot_of_inputs(one):
                found[one.drawing.key].dots.append(dot)
        today = {drawing.key for drawing in current_drawings()}
        wanted = [one for one in found.values() if one.drawing.key in today or one.dots]
        chosen = self.shown_first(wanted)
        return [DrawingToTap(one, is_shown=one is chosen) for one in wanted]

    def shown_first(self, drawings: list[DrawnOn]) -> DrawnOn:
        """That of the newest mark, else the first."""
        newest = self.marks[-1].drawing if self.marks else None
        return next((one for one in drawings if one.drawing is newest), drawings[0])

    @property
    def earlier(self) -> list[tuple[str, str]]:
        return in_words_with_letters(self.known.earlier_marks)


@dataclass(frozen=True)
class DrawingToTap:
    drawn: DrawnOn
    is_shown: bool

    @property
    def is_current(self) -> bool:
        return self.drawn.drawing in current_drawings()

    @property
    def view(self) -> str:
        """'front': the same for a drawing of an earlier version, which stands below today's."""
        return self.drawn.drawing.key.partition("/")[2]

    @property
    def number(self) -> int:
        """How many marks of today it has."""
        return len(self.drawn.dots)

    @property
    def tap_name(self) -> str:
        return tap_name(self.drawn.drawing)

    @property
    def places(self) -> str:
        """For the script: which region is nearest, and how the list names it."""
        regions = self.drawn.drawing.regions
        return json.dumps([[one.key, one.label, one.places] for one in regions])


def dot_of_inputs(one: MarkInputs) -> Dot | None:
    """None where its place was not sent as numbers."""
    x, y = one.typed.get("x", ""), one.typed.get("y", "")
    if not (x.isascii() and x.isdigit() and y.isascii() and y.isdigit()):
        return None
    region = one.drawing.region(one.typed.get("region", ""))
    if region and one.typed.get("placed") != region.key:
        x, y = map(str, region.middle)
    return dot_of(Mark(one.pk, one.drawing.key, "", int(x), int(y)), one.number)
