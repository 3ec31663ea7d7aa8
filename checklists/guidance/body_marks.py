"""A mark of the body map: what is said of it, how it is kept, and how it reads.

A mark is kept as a text of JSON, in a list of them: answers are texts or lists. Its id begins with
its number, which stays while others come and go, and ends with what no other mark has, so that
private words never come to stand beside another mark.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, time

from checklists.guidance.body_drawings import DRAWINGS, WHOLE, Drawing
from checklists.nhsuk.wording import in_words

Named = Mapping[str, str]

KINDS: Named = {
    "bruise": "Bruise",
    "petechiae": "Pinprick red or purple spots",
    "bite": "Bite",
    "burn": "Burn or scald",
    "cut": "Cut",
    "scratch": "Scratch or graze",
    "swelling": "Swelling",
    "bleeding": "Bleeding",
    "limb": "Limb not used, or pain when moved",
    "birthmark": "Birthmark",
    "birth_injury": "Injury from the birth",
    "rash": "Rash or sore skin",
    "scar": "Scar",
    "unclear": "Not sure what it is",
}
FROM_BIRTH = ("birthmark", "birth_injury")
COLOURS: Named = {
    "red": "Red",
    "purple": "Purple",
    "blue": "Blue",
    "blue_grey": "Blue-grey",
    "black": "Black",
    "brown": "Brown",
    "yellow": "Yellow",
    "green": "Green",
    "pale": "Pale or white",
    "darker": "Darker than the skin around it",
    "as_skin": "The colour of the skin",
    "several": "Several colours",
}
SHAPES: Named = {
    "round": "Round",
    "oval": "Oval",
    "line": "Line",
    "lines": "Several lines side by side",
    "loop": "Loop",
    "crescent": "Crescent",
    "patch": "Patch with no clear edge",
    "outline": "Outline of a thing or a hand",
    "cluster": "Group of small marks",
    "irregular": "Irregular",
}
SEEN: Named = {"seen": "Seen by me", "reported": "Reported, not seen by me"}
CHOSEN: Mapping[str, Named] = {"kind": KINDS, "colour": COLOURS, "shape": SHAPES, "seen": SEEN}
FIELDS = (
    *("drawing", "region", "placed", "x", "y", "kind", "length", "width"),
    *("colour", "shape", "seen", "on", "at"),
)
MARK_ID = r"[0-9]{1,3}-[0-9a-f]{8}"
FIELD_OF_MARK = re.compile(rf"({MARK_ID})-({'|'.join(FIELDS)})")
WORDS_OF_MARK = re.compile(rf"({MARK_ID})-(who|note)")
LARGEST = 600  # mm; longer than a newborn baby


@dataclass(frozen=True)
class Mark:
    """`x` and `y` in parts of a thousand of the drawing; `length` and `width` in mm, None for not
    measured; `on` an ISO day and `at` a clock time, '' for "at this contact"."""

    id: str
    drawing: str
    region: str
    x: int
    y: int
    kind: str = ""
    length: int | None = None
    width: int | None = None
    colour: str = ""
    shape: str = ""
    seen: str = ""
    on: str = ""
    at: str = ""

    @property
    def number(self) -> int:
        return int(self.id.partition("-")[0])

    @property
    def drawn_on(self) -> Drawing:
        return DRAWINGS[self.drawing]

    @property
    def is_from_birth(self) -> bool:
        return self.kind in FROM_BIRTH

    @property
    def place(self) -> str:
        """'Left cheek (head and face)'"""
        drawing = self.drawn_on
        return f"{drawing.labels[self.region]} ({drawing.title.lower()})"

    @property
    def size(self) -> str:
        if self.length and self.width:
            return f"{self.length} by {self.width} mm"
        return f"{self.length or self.width} mm" if self.length or self.width else "not measured"

    @property
    def when(self) -> str:
        """'23 November 2026, 14:05'; '' for at this contact."""
        day = in_words(date.fromisoformat(self.on)) if self.on else ""
        return ", ".join(filter(None, (day, self.at)))

    @property
    def what(self) -> str:
        """What it is, where, its size, colour and shape, and whether it was seen."""
        kind = KINDS.get(self.kind, "Kind not written")
        seen = SEEN.get(self.seen, "Not said whether seen or reported")
        colour = COLOURS.get(self.colour, "colour not written")
        parts = (self.place, self.size, colour, SHAPES.get(self.shape, ""), seen)
        return ", ".join([kind, *map(lowered, filter(None, parts))])

    @property
    def says(self) -> str:
        """All of it but its number, on one line, in the order in which it is said aloud."""
        return f"{self.what}, {self.when or 'at this contact'}"

    def moved(self, x: int, y: int) -> "Mark":
        """At another place of its drawing, as near as the drawing reaches, and in what is there."""
        x, y = min(max(x, 0), WHOLE), min(max(y, 0), WHOLE)
        return replace(self, x=x, y=y, region=self.drawn_on.region_at(x, y).key)

    def kept(self) -> str:
        said = {name: value for name, value in asdict(self).items() if value not in ("", None)}
        return json.dumps(said, sort_keys=True, separators=(",", ":"))


def lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def mark_of(kept: str) -> Mark:
    return Mark(**json.loads(kept))


def marks_in(value: str | list[str] | None) -> list[Mark]:
    """Those of a stored answer, in the order of their numbers."""
    return in_order(mark_of(one) for one in value) if isinstance(value, list) else []


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.number, mark.id))


def by_mark(parts: Mapping[str, str], pattern: re.Pattern[str]) -> dict[str, dict[str, str]]:
    """{id: {field: what was typed}} of inputs that are named `<id>-<field>`."""
    found: dict[str, dict[str, str]] = {}
    for part, text in parts.items():
        if named := pattern.fullmatch(part):
            found.setdefault(named[1], {})[named[2]] = text
    return found


def fields_of(mark: Mark) -> dict[str, str]:
    """What the inputs of a mark hold."""
    said = {name: getattr(mark, name, None) for name in FIELDS}
    texts = {name: "" if value is None else str(value) for name, value in said.items()}
    return {**texts, "placed": mark.region}


def new_fields(drawing: Drawing, region: str, x: int, y: int) -> dict[str, str]:
    """What the inputs of a new mark hold: its place alone. No default answers."""
    where = {"drawing": drawing.key, "region": region, "placed": region}
    return {**dict.fromkeys(FIELDS, ""), **where, "x": str(x), "y": str(y)}


def is_clock_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9]{2}:[0-9]{2}", text) is not None
