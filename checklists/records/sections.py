"""The entries of a record in the order in which a copy is prepared.

What a person has to read comes first, then section by section what the rule decided and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from checklists.records.copying import Judged

READ_FIRST = "first"


@dataclass(frozen=True)
class Row:
    """An entry with what may be decided about it, and what was ticked and not saved yet."""

    one: Judged
    may_put_in: bool
    may_keep_out: bool
    part: str = ""


@dataclass(frozen=True)
class Section:
    """`key` stays the same while people decide; `is_first` is what a person reads before."""

    key: str
    title: str
    rows: list[Row] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        return self.key == READ_FIRST

    @property
    def lead(self) -> str:
        """'12 go in, 3 stay out'"""
        inside = sum(row.one.goes_in for row in self.rows)
        outside = len(self.rows) - inside
        said = (
            counted_words(inside, "goes", "go", "in"),
            counted_words(outside, "stays", "stay", "out"),
        )
        return ", ".join(filter(None, said))


def counted_words(number: int, one: str, more: str, where: str) -> str:
    """'1 stays out'; '' for none."""
    return f"{number} {one if number == 1 else more} {where}" if number else ""


def sections_of(entries: Iterable[Judged]) -> list[Section]:
    """The few that need a person, if there are any, and then the parts of the record."""
    judged = list(entries)
    first = [row_to_read_first(one) for one in judged if one.why_read_first]
    parts = [
        Section(f"part{number}", title, [row_of(one) for one in found if not one.why_read_first])
        for number, (title, found) in enumerate(groupby(judged, key=lambda one: one.entry.part), 1)
    ]
    return [
        section
        for section in (Section(READ_FIRST, "Needs a person first", first), *parts)
        if section.rows
    ]


def row_to_read_first(one: Judged) -> Row:
    """It may go in or stay out: to agree with the rule is a decision too."""
    return Row(one, may_put_in=True, may_keep_out=True, part=one.entry.part)


def row_of(one: Judged) -> Row:
    may = one.verdict.may_choose
    return Row(one, may_put_in=may and not one.goes_in, may_keep_out=may and one.goes_in)
