"""Which chosen answers and reasons no longer fit what else is known now.

A choice or a reason may carry the condition under which it makes sense (`Choice.show_when`). What
is chosen while it does not hold is a gap before signing. Values in, values out: no database here.
"""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checklists.answers.in_force import Entry, record_of
from checklists.guidance.applies import answers_of_record
from checklists.guidance.compiled_prompt import Choice, CompiledPrompt, NeutralReason
from checklists.guidance.conditions import (
    Condition,
    Given,
    facts_in,
    holds,
    prompts_in,
    with_facts_resolved,
)

ALWAYS, NEVER = "", "never"


@dataclass(frozen=True)
class Circumstances:
    """What conditions of choices read: the answers that count, the facts of case and visit."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    shown: Container[str] = frozenset()
    neutral: tuple[NeutralReason, ...] = ()
    is_example: bool = False  # of no family: what depends on facts is shown anyway
    worked_out: dict[Choice, Choice] = field(default_factory=dict, init=False, compare=False)

    def holds(self, condition: Condition, record: str = "") -> bool:
        """As one record of the repeat group sees it; `record` is '' outside the group."""
        return condition is None or holds(
            condition,
            answers_of_record(self.answers, record) if record else self.answers,
            facts=self.facts,
            settings=self.settings,
            shown=ShownTo(self.shown, record),
        )

    def resolved(self, choice: Choice) -> Choice:
        """The choice with the condition that its page can still change; `only_when` is NEVER for
        one that no answer brings up. Worked out once: many questions of a page share a reason."""
        if not choice.only_when:
            return choice
        if choice not in self.worked_out:
            self.worked_out[choice] = self.resolve(choice)
        return self.worked_out[choice]

    def resolve(self, choice: Choice) -> Choice:
        if self.is_example and facts_in(choice.show_when):
            return replace(choice, only_when=ALWAYS)
        if not prompts_in(choice.show_when):
            return replace(choice, only_when=ALWAYS if self.holds(choice.show_when) else NEVER)
        resolved = with_facts_resolved(choice.show_when, self.facts, self.settings)
        return replace(choice, only_when=json.dumps(resolved, sort_keys=True))


@dataclass(frozen=True)
class ShownTo:
    """The prompts that one record sees: its own and the household's."""

    keys: Container[str]
    record: str

    def __contains__(self, key: object) -> bool:
        return key in self.keys or (bool(self.record) and f"{key}:{self.record}" in self.keys)


def value_out_of_place(
    prompt: CompiledPrompt, key: str, entry: Entry, circumstances: Circumstances
) -> str:
    """The words of the first chosen answer that makes no sense now; '' when all do."""
    value = entry["value"]
    chosen = value if isinstance(value, list) else [value]
    return first_out_of_place(prompt.choices, chosen, key, circumstances)


def reason_out_of_place(
    prompt: CompiledPrompt, key: str, entry: Entry, circumstances: Circumstances
) -> str:
    """The words of the reason, own or neutral, when it makes no sense now; else ''."""
    return first_out_of_place(
        [*prompt.every_reason, *circumstances.neutral], [entry["reason"]], key, circumstances
    )


def first_out_of_place(
    choices: Iterable[Choice | NeutralReason],
    chosen: Container[Any],
    key: str,
    circumstances: Circumstances,
) -> str:
    record = record_of(key)
    return next(
        (
            one.label
            for one in choices
            if one.value in chosen and not circumstances.holds(one.show_when, record)
        ),
        "",
    )


def words_out_of_place(
    prompt: CompiledPrompt, key: str, entry: Entry, circumstances: Circumstances
) -> str:
    """The words of what was chosen and makes no sense now, answer before reason."""
    return value_out_of_place(prompt, key, entry, circumstances) or reason_out_of_place(
        prompt, key, entry, circumstances
    )


def reasons_that_fit(prompt: CompiledPrompt, key: str, circumstances: Circumstances) -> set[str]:
    return {
        one.value
        for one in prompt.every_reason
        if circumstances.holds(one.show_when, record_of(key))
    }
