"""What one signed contact leaves for the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import CompiledRule
from checklists.guidance.conditions import is_blank, leaves

Answer = Mapping[str, Any]
Answers = Mapping[str, Answer]

HELD = "held"
NO_ACCESS = frozenset({"no_access", "cancelled_by_family", "not_brought"})
UNPLANNED = frozenset({"brief-contact"})  # a drop-in says nothing about visits that were planned
COULD_NOT = frozenset({"not_done", "not_asked", "not_seen"})


@dataclass(frozen=True)
class Contact:
    """A contact as it stands at signing, held or not.

    `open_answers` and `private_answers` are the entries of the two sheets that were shown and
    answered or confirmed at this contact: {key: {"value", "reason", "note", ...}}; inside the
    repeat group the key is `prompt:adult_id`. What was hidden is left out by the caller.
    `carried` are the prompt keys that are carried forward (CompiledPrompt.is_carried). `watched`
    is what `prompts_to_watch` gives for the same version. `baseline` are the keys of the prompts
    that every family is asked. `on` is the London day it was held, `before_noon` the half of that
    day, `place` a `Visit.Place` ('' is not known), `by` the name of who signs it. `matched` says
    of each man or other adult who was there, by code, whether he is an adult of the record.
    `visit_id` is text.
    """

    visit_id: str
    visit_type: str
    on: date
    by: str
    outcome: str = HELD
    place: str = ""
    before_noon: bool | None = None
    matched: Mapping[str, bool] = field(default_factory=dict)
    open_answers: Answers = field(default_factory=dict)
    private_answers: Answers = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()
    baseline: frozenset[str] = frozenset()

    @property
    def held(self) -> bool:
        return self.outcome == HELD

    @property
    def planned(self) -> bool:
        return self.visit_type not in UNPLANNED

    def value_of(self, key: str) -> Any:
        """What was said now to a prompt, open or private; None when nothing was."""
        answer = self.open_answers.get(key) or self.private_answers.get(key) or {}
        return answer.get("value")

    def carries(self, key: str) -> bool:
        return prompt_of(key) in self.carried


def prompt_of(key: str) -> str:
    """The prompt of a key: `adult_met` of `adult_met:<id>`."""
    return key.partition(":")[0]


def prompts_to_watch(
    prompts: Iterable[CompiledPrompt], rules: Iterable[CompiledRule]
) -> frozenset[str]:
    """The open every-contact prompts that can say 'not done' and have no rule of their own for it.

    Their runs make the fact not_done_streak. Private prompts stay out, because the item it opens
    is not private.
    """
    own_rule = {
        leaf["prompt"]
        for rule in rules
        for leaf in leaves(rule.when)
        if "prompt" in leaf
        and leaf.get("field") != "reason"
        and includes_could_not(leaf.get("value"))
    }
    return frozenset(
        prompt.key
        for prompt in prompts
        if prompt.frequency == "every_contact"
        and not prompt.is_retired
        and prompt.privacy != "private"
        and prompt.key not in own_rule
        and any(choice.value in COULD_NOT for choice in prompt.choices)
    )


def is_put_off(answer: Answer) -> bool:
    """Whether "could not ask today" wrote it, and not the family's answer."""
    return answer.get("how") == "could_not"


def could_not_be_done(answer: Answer) -> bool:
    """Whether it was not done: such a choice, or a reason and nothing else."""
    value = answer.get("value")
    if is_blank(value):
        return bool(answer.get("reason"))
    return includes_could_not(value)


def includes_could_not(value: Any) -> bool:
    given = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and one in COULD_NOT for one in given)
