"""A list of choices or reasons as rows of plain inputs, each with what it means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from checklists.guidance.markdown import problem_in
from checklists.guidance.meanings import MEANING_WORDS
from checklists.reading.numbers import is_plain_number
from checklists.reading.text import one_line

VALUE = re.compile(r"[a-z][a-z0-9_]{0,59}")
LONGEST_LABEL = 200
BLANK_ROWS = 2

Entry = dict[str, Any]


@dataclass(frozen=True)
class Box:
    """What is chosen from a list beside each line: `key` of the line, and (value, words)."""

    key: str
    title: str
    options: tuple[tuple[str, str], ...]
    required: bool = False

    def words_of(self, value: str) -> str:
        return dict(self.options).get(value, "")


MEANS = Box("means", "What it means", tuple(MEANING_WORDS.items()), required=True)


class EntriesWidget(forms.Widget):
    """A row for each choice: its place, its value, its words, its boxes; two blank rows to add one.

    `fixed` are the values that records may hold already, `settled` what each of them means: both
    are shown, not typed.
    """

    fixed: frozenset[str] = frozenset()
    settled: Mapping[str, str] = {}
    boxes: tuple[Box, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What is sent of a line, beside its place."""
        return ("value", "label", *(box.key for box in self.boxes))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        rows = [*(value or []), *({"value": "", "label": ""} for _ in range(BLANK_ROWS))]
        numbered = [
            {
                "place": place,
                "value": row["value"],
                "label": row["label"],
                "is_fixed": row["value"] in self.fixed,
                "boxes": [self.box_of(row, box) for box in self.boxes],
            }
            for place, row in enumerate(rows, start=1)
        ]
        context = {"name": name, "rows": numbered, "boxes": self.boxes}
        return render_to_string("admin/guidance/_entries.html", context)

    def box_of(self, row: Entry, box: Box) -> dict[str, Any]:
        """`settled` are the words of what cannot be chosen any more."""
        is_settled = box is MEANS and row["value"] in self.settled
        settled = box.words_of(self.settled[row["value"]]) if is_settled else ""
        return {"box": box, "chosen": row.get(box.key, ""), "settled": settled}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Entry]:
        rows = [
            {part: one_line(data.get(f"{name}-{row}-{part}", "")) for part in self.parts}
            | {"place": data.get(f"{name}-{row}-place", "")}
            for row in range(number_of(data.get(f"{name}-rows")))
        ]
        return [row for row in rows if row["value"] or row["label"]]

    def sent_as(self, name: str, value: list[Entry] | None) -> dict[str, list[str]]:
        rows = value or []
        sent = {f"{name}-rows": [str(len(rows))]}
        for row, entry in enumerate(rows):
            sent |= {f"{name}-{row}-{part}": [entry.get(part, "")] for part in self.parts}
            sent[f"{name}-{row}-place"] = [str(row + 1)]
        return sent

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def number_of(text: str | None) -> int:
    return int(text) if text and is_plain_number(text) and len(text) < 4 else 0


class EntriesField(forms.Field):
    """Choices or reasons: [{"value", "label"}] in the order of their places.

    What else is said of a line (`had`: when it is offered) stays with its value.
    """

    widget: Any = EntriesWidget  # Django makes one of it for each form
    had: tuple[Entry, ...] = ()

    def clean(self, rows: list[Entry] | None) -> list[Entry]:
        typed = [row for row in rows or [] if row["value"] or row["label"]]
        ordered = sorted(typed, key=lambda row: number_of(row["place"]))
        entries = self.entries_of(ordered)
        problems = [problem for entry in entries for problem in self.problems_of(entry)]
        values = [entry["value"] for entry in entries]
        problems += [f"{one}: keep this line." for one in self.widget.fixed - set(values)]
        if len(set(values)) < len(values):
            problems.append("Two lines have the same value. Give each its own.")
        if problems:
            raise ValidationError(problems)
        return entries

    def problems_of(self, entry: Entry) -> Iterator[str]:
        if not entry["label"]:
            yield f"{entry['value']}: type the words people read."
        if len(entry["label"]) > LONGEST_LABEL:
            yield f"{entry['value']}: shorten the words to {LONGEST_LABEL} characters or fewer."
        if not VALUE.fullmatch(entry["value"]):
            yield (
                f"“{entry['label']}” needs a value in small letters, numbers and _, such as "
                "no_place_yet. It is stored with answers and never shown."
            )
        if problem := problem_in(entry["label"]):
            yield problem
        for box in self.widget.boxes:
            chosen = entry[box.key]
            if (chosen or box.required) and not box.words_of(chosen):
                yield f"{entry['value']}: choose from the list under “{box.title}”."
        settled = self.widget.settled.get(entry["value"])
        if settled and entry["means"] != settled:
            yield f"{entry['value']}: it was published as “{MEANS.words_of(settled)}”. Add a line."

    def entries_of(self, rows: Iterable[Entry]) -> list[Entry]:
        had = {one["value"]: one for one in self.had}
        return [
            had.get(row["value"], {}) | {part: row.get(part, "") for part in self.widget.parts}
            for row in rows
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.entries_of(row for row in data if row["label"]) != (initial or [])


class MeaningWidget(EntriesWidget):
    boxes = (MEANS,)


class MeaningField(EntriesField):
    """Choices or reasons that say what they mean: [{"value", "label", "means"}]."""

    widget = MeaningWidget
