"""The entries of a record as those who prepare a copy go through them: what a person has to read
first, and then section by section what the rule decided and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from checklists.records.copying import Judged

FIRST = "first"


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
        return self.key == FIRST

    @property
    def lead(self) -> str:
        """'12 go in, 3 stay out'"""
        inside = sum(row.one.goes_in for row in self.rows)
        outside = len(self.rows) - inside
        said = (counted(inside, "goes", "go", "in"), counted(outside, "stays", "stay", "out"))
        return ", ".join(filter(None, said))


def counted(number: int, one: str, more: str, where: str) -> str:
    """'1 stays out'; '' for none."""
    return f"{number} {one if number == 1 else more} {where}" if number else ""


def sections_of(entries: Iterable[Judged]) -> list[Section]:
    """The few that need a person, if there are any, and then the parts of the record."""
    judged = list(entries)
    first = [row_to_read(one) for one in judged if one.why_a_person]
    parts = [
        Section(f"part{number}", title, [row_of(one) for one in found if not one.why_a_person])
        for number, (title, found) in enumerate(groupby(judged, key=lambda one: one.entry.part), 1)
    ]
    return [
        section
        for section in (Section(FIRST, "Needs a person first", first), *parts)
        if section.rows
    ]


def row_to_read(one: Judged) -> Row:
    """Both can be said of it: that it is as the rule has it is a decision too."""
    return Row(one, may_put_in=True, may_keep_out=True, part=one.entry.part)


def row_of(one: Judged) -> Row:
    may = one.verdict.may_choose
    return Row(one, may_put_in=may and not one.goes_in, may_keep_out=may and one.goes_in)
