"""The copy for a subject access request, made of entries and choices, without the database.

What stays out leaves no trace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from checklists.records import rules
from checklists.records.entries import RecordEntry
from checklists.records.rules import Subject, Verdict, verdict

ABOUT = "What the health visiting team holds in writing."


@dataclass(frozen=True)
class Choice:
    """What somebody decided about an entry, against the rule or in agreement with it."""

    include: bool
    reason: str
    by: str


@dataclass(frozen=True)
class Judged:
    """An entry with what the rule says of it and what somebody chose, if anybody did."""

    entry: RecordEntry
    verdict: Verdict
    choice: Choice | None = None

    @property
    def goes_in(self) -> bool:
        if self.choice and self.verdict.may_choose:
            return self.choice.include
        return self.verdict.goes_in

    @property
    def ground(self) -> str:
        """Why it stays out, as a key of rules.GROUNDS; '' for what goes in."""
        return "" if self.goes_in else self.verdict.ground or rules.CHOSEN

    @property
    def is_chosen(self) -> bool:
        """Whether a person decided, and not the rule."""
        return self.choice is not None and self.verdict.may_choose

    @property
    def why(self) -> str:
        """Why it goes in or stays out, in words."""
        if self.choice and self.is_chosen:
            return f"Chosen: {self.choice.reason}"
        return rules.GROUNDS.get(self.ground) or rules.REASONS[self.entry.nature.kind]

    @property
    def by_rule(self) -> str:
        """'stays out: Staff-only question or item', whatever a person chose."""
        ground = rules.GROUNDS.get(self.verdict.ground)
        return f"stays out: {ground}" if ground else "goes in"

    @property
    def why_read_first(self) -> str:
        """Why a person has to look at it first; '' once somebody has decided."""
        return "" if self.is_chosen else rules.why_read_first(self.verdict, self.entry.nature)


def judge(
    entries: Iterable[RecordEntry], subject: Subject, choices: Mapping[str, Choice]
) -> list[Judged]:
    return [
        Judged(entry, verdict(subject, entry.nature), choices.get(entry.key)) for entry in entries
    ]


def document_of(entries: Iterable[Judged], name: str) -> dict[str, Any]:
    """{"name", "parts": [{"title", "byline", "lines": [{"question", "answer", "note"}]}]}.

    A part is there only for what goes in, so that no heading, number or gap speaks of the rest.
    """
    going = [one.entry for one in entries if one.goes_in]
    return {
        "name": name,
        "parts": [
            {
                "title": title,
                "byline": byline,
                "lines": [
                    {"question": one.question, "answer": one.answer, "note": one.note}
                    for one in lines
                ],
            }
            for (title, byline), lines in groupby(going, key=lambda one: (one.part, one.byline))
        ],
    }


def withheld_of(entries: Iterable[Judged]) -> dict[str, list[dict[str, str]]]:
    """For inside only: {"out": [...], "put_in": [...]} with question, ground, reason and person.

    What was answered stays in the record itself.
    """
    judged = list(entries)
    return {
        "out": [withheld_line(one) for one in judged if not one.goes_in],
        "put_in": [withheld_line(one) for one in judged if one.goes_in and not one.verdict.goes_in],
    }


def withheld_line(one: Judged) -> dict[str, str]:
    return {
        "key": one.entry.key,
        "part": one.entry.part,
        "question": one.entry.question,
        "ground": one.ground or one.verdict.ground,
        "reason": one.choice.reason if one.choice else "",
        "by": one.choice.by if one.choice else "",
    }


def plain_text(document: Mapping[str, Any], made: str) -> str:
    """The same copy as text. `made` is the day in words."""
    lines = ["Copy of a record", document["name"], f"Made on {made}", "", ABOUT]
    for part in document["parts"]:
        lines += ["", part["title"].upper()]
        lines += [f"Written by: {part['byline']}"] if part["byline"] else []
        for line in part["lines"]:
            lines += [f"- {line['question']}", f"  {line['answer']}"]
            lines += [f"  {line['note']}"] if line["note"] else []
    return "\n".join([line for line in lines if line is not None]) + "\n"
