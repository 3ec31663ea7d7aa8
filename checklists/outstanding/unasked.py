"""What nobody has asked of the short list, and the two items that gather it.

Each item takes its existence, list, supervision and closing from its own lines alone: nothing open
comes of a private answer. Source: content.md section 12, meta.short_list.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checklists.facts.facts import Facts
from checklists.facts.not_known import Question, Standing, answers_known, not_known
from checklists.guidance.compiled_version import Compiled, CompiledRule
from checklists.guidance.conditions import holds
from checklists.guidance.short_list import (
    ASK_UNASKED_DAYS,
    GATHERED,
    GATHERED_RULES,
    ShortListed,
    short_listed,
)
from checklists.outstanding.rules import Earlier, Plan, PlannedItem, ProposedClosing

FOR_SUPERVISION = 2  # contacts running with the same reason; local practice


@dataclass(frozen=True)
class Unasked:
    """A line of the short list that stands open, with the questions that keep it open."""

    line: ShortListed
    questions: tuple[Question, ...]

    @property
    def is_never_asked(self) -> bool:
        """Whether it opens an item: never asked, or not told to whom it must be told."""
        never = (question.standing == Standing.NEVER_ASKED for question in self.questions)
        return self.line.known_when is not None or any(never)

    @property
    def times(self) -> int:
        """The contacts running, up to the last, at which the same reason stood in the way."""
        return max(question.times for question in self.questions)

    @property
    def is_for_supervision(self) -> bool:
        return self.times >= FOR_SUPERVISION


def unasked_lines(
    wording: Compiled, questions: Iterable[Question], facts: Facts, open_rules: Collection[str]
) -> list[Unasked]:
    """The lines that are not settled, but for those that an open item of `open_rules` holds.

    Private lines are there only when `facts` were read with their private part.
    """
    given = answers_known(facts)
    found = []
    for line in short_listed(wording):
        asked = [one for one in questions if one.prompt.key in line.prompts]
        if not asked or line.covered_by & set(open_rules):
            continue
        if line.is_private and not facts.with_private:
            continue
        settled = line.known_when is not None and holds(line.known_when, given, shown=given)
        left = asked if line.known_when is not None else not_known(asked)
        if left and not settled:
            found.append(Unasked(line, tuple(left)))
    return found


@dataclass(frozen=True)
class Gathering:
    """The gathered items of one case at one contact, planned from the lines that stand open.

    `is_time` says whether this contact opens them: see `visits.draft.asking_in_time`.
    """

    lines: Collection[Unasked]
    earlier: Collection[Earlier]
    on: date
    settings: Mapping[str, Any]
    is_time: bool

    def plan(self, rules: Iterable[CompiledRule], *, with_private: bool) -> Plan:
        """What opens, what comes up again, and what can be closed because nothing is left."""
        mine = [
            rule
            for rule in rules
            if rule.kind == GATHERED and (with_private or not rule.is_private)
        ]
        return Plan(
            opens=tuple(item for rule in mine if (item := self.item(rule))),
            closes=tuple(closing for rule in mine for closing in self.closings(rule)),
        )

    def lines_of(self, rule: CompiledRule) -> list[Unasked]:
        return [one for one in self.lines if one.line.is_private == rule.is_private]

    def items_of(self, rule: CompiledRule, *, is_open: bool) -> list[Earlier]:
        return [one for one in self.earlier if (one.rule_key, one.is_open) == (rule.key, is_open)]

    def item(self, rule: CompiledRule) -> PlannedItem | None:
        lines = self.lines_of(rule)
        if not self.is_time or not lines:
            return None
        for still_open in self.items_of(rule, is_open=True):
            return self.planned(rule, lines, met_again=still_open.id)
        closed = self.items_of(rule, is_open=False)[-1:]
        # A person who closed it with questions left has decided about those.
        decided = {key for one in closed for key in one.because}
        if not any(one.is_never_asked and one.line.key not in decided for one in lines):
            return None
        return self.planned(rule, lines, follows=closed[0].id if closed else None)

    def planned(self, rule: CompiledRule, lines: list[Unasked], **links: Any) -> PlannedItem:
        return PlannedItem(
            rule_key=rule.key,
            subject="",
            title=rule.title,
            neutral_title=rule.neutral_title,
            guidance=rule.guidance,
            priority=rule.priority,
            due_on=self.on + timedelta(days=self.settings[ASK_UNASKED_DAYS]),
            private=rule.is_private,
            point_number=rule.point_number,
            because=tuple(one.line.key for one in lines),
            bring_to_supervision=rule.bring_to_supervision
            or any(one.is_for_supervision for one in lines),
            **links,
        )

    def closings(self, rule: CompiledRule) -> Iterator[ProposedClosing]:
        if self.lines_of(rule):
            return
        for item in self.items_of(rule, is_open=True):
            if not item.closing_asked:
                yield ProposedClosing(item.id, ())


def is_gathered(rule_key: str) -> bool:
    return rule_key in GATHERED_RULES
