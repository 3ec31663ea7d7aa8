"""A list of choices or reasons as rows of plain inputs."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from checklists.guidance.markdown import problem_in
from checklists.reading.numbers import is_plain_number
from checklists.reading.text import one_line

VALUE = re.compile(r"[a-z][a-z0-9_]{0,59}")
LONGEST_LABEL = 200
BLANK_ROWS = 2

Entry = dict[str, Any]


class EntriesWidget(forms.Widget):
    """A row for each choice: its place, its value, its words. Two blank rows to add some.

    `fixed` are the values that records may hold already: they are shown, not typed.
    """

    fixed: frozenset[str] = frozenset()

    @property
    def parts(self) -> tuple[str, ...]:
        """What is sent of a line, beside its place."""
        return ("value", "label")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        rows = [*(value or []), *({"value": "", "label": ""} for _ in range(BLANK_ROWS))]
        numbered = [
            {"place": place, **row, "is_fixed": row["value"] in self.fixed}
            for place, row in enumerate(rows, start=1)
        ]
        return render_to_string("admin/guidance/_entries.html", self.context_of(name, numbered))

    def context_of(self, name: str, rows: list[Entry]) -> dict[str, Any]:
        return {"name": name, "rows": rows}

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
            sent |= {f"{name}-{row}-{part}": [entry[part]] for part in self.parts}
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

    What else is said of a line (`had`: what it means, when it is offered) stays with its value.
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

    def entries_of(self, rows: Iterable[Entry]) -> list[Entry]:
        had = {one["value"]: one for one in self.had}
        return [
            had.get(row["value"], {}) | {part: row[part] for part in self.widget.parts}
            for row in rows
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.entries_of(row for row in data if row["label"]) != (initial or [])
