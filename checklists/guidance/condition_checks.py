"""Check that a condition can be met: what it names exists, and its comparison fits the answer."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from checklists.guidance.answer_types import ANSWER_KINDS
from checklists.guidance.condition_shape import BLANK_OPS, shape_problems
from checklists.guidance.conditions import facts_in, leaves, prompts_in
from checklists.guidance.content import Content, Row, resolved

LIST_OPS = ("in", "not_in", "contains_any", "contains_none")
MANY_OPS = ("contains_any", "contains_none")
NUMBER_OPS = ("gte", "lte")
# What private answers of earlier contacts come to: as telling as the answers themselves.
PRIVATE_FACTS = {
    "adult_confirmed_days",
    "coercion_not_considered_contacts",
    "conversation_waiting_visits",
    "enquiry_same_reason_streak",
    "father_identity_gap_contacts",
    "father_identity_unasked_contacts",
    "known_domestic_abuse",
    "not_seen_alone_streak",
    "present_unmatched_contacts",
}


def checked_condition(
    condition: Any, where: str, *, data: Content, settings: set[str], group: str | None
) -> list[str]:
    """Problems of one condition in a content whose prompts are sound."""
    return list(ConditionChecks(data, settings).condition_problems(condition, where, group=group))


class ConditionChecks:
    """The checks of conditions in one content, with what they look up. Prompts must be sound."""

    def __init__(self, data: Content, settings: set[str]):
        self.data = data
        self.settings = settings
        self.facts = set(data["meta"]["facts"])
        self.prompts = {p["key"]: p for point in data["points"] for p in point["prompts"]}
        self.groups = {key: p["repeat_group"] for key, p in self.prompts.items()}
        self.rules = [rule["key"] for rule in data["rules"]]
        self.private = {k for k, p in self.prompts.items() if p["privacy"] == "private"}

    @property
    def of_a_visit(self) -> "ConditionChecks":
        """The same with the facts of one contact, which rules and follow-ups do not know."""
        other = copy(self)
        other.facts = self.facts | set(self.data["meta"].get("visit_facts", {}))
        return other

    def is_telling(self, condition: Any) -> bool:
        """Whether it reads a private prompt, or a fact that comes of one."""
        return bool(prompts_in(condition) & self.private or facts_in(condition) & PRIVATE_FACTS)

    def condition_problems(self, condition: Any, where: str, *, group: str | None) -> Iterator[str]:
        """Its shape first: what it says is looked at only when it is of the grammar."""
        if misshapen := list(shape_problems(condition, where)):
            yield from misshapen
            return
        for leaf in leaves(condition):
            if "fact" in leaf:
                yield from self.fact_problems(leaf, where)
            elif leaf["prompt"] not in self.prompts:
                yield f'{where}: there is no prompt "{leaf["prompt"]}".'
            else:
                yield from self.prompt_problems(leaf, where, group)
            yield from self.setting_problems(leaf.get("value"), where)

    def setting_problems(self, value: Any, where: str) -> Iterator[str]:
        if isinstance(value, dict) and value.get("setting") not in self.settings:
            yield f'{where}: there is no setting "{value.get("setting")}".'

    def fact_problems(self, leaf: Row, where: str) -> Iterator[str]:
        if leaf["fact"] not in self.facts:
            yield f'{where}: there is no fact "{leaf["fact"]}".'
        if leaf["fact"] == "item_rule":
            named = leaf["value"] if isinstance(leaf.get("value"), list) else [leaf.get("value")]
            for key in set(named) - set(self.rules):
                yield f'{where}: there is no rule "{key}".'

    def prompt_problems(self, leaf: Row, where: str, group: str | None) -> Iterator[str]:
        key, op = leaf["prompt"], leaf["op"]
        if self.groups[key] and self.groups[key] != group:
            yield f'{where}: "{key}" is asked for each adult, so it cannot be read here.'
        if op in BLANK_OPS:
            return
        value = leaf.get("value")
        if isinstance(value, list) != (op in LIST_OPS):
            yield f'{where}: "{op}" needs {"a list of values" if op in LIST_OPS else "one value"}.'
            return
        yield from self.comparison_problems(leaf, where)
        for one in set(value if isinstance(value, list) else [value]) - self.values_of(leaf):
            what = "reason" if leaf.get("field") == "reason" else "choice"
            yield f'{where}: "{key}" has no {what} "{one}".'

    def comparison_problems(self, leaf: Row, where: str) -> Iterator[str]:
        """The way to compare fits the kind of answer."""
        op, reads_reason = leaf["op"], leaf.get("field") == "reason"
        prompt = self.prompts[leaf["prompt"]]
        is_multiple = ANSWER_KINDS[prompt["answer_type"]].is_multiple and not reads_reason
        if op in NUMBER_OPS:
            yield f'{where}: "{op}" compares numbers, and no prompt is a number.'
        elif (op in MANY_OPS) != is_multiple:
            kind = "several answers" if is_multiple else "one answer"
            yield f'{where}: "{op}" does not fit "{prompt["key"]}", which has {kind}.'

    def values_of(self, leaf: Row) -> set[str]:
        name = "not_done_reasons" if leaf.get("field") == "reason" else "choices"
        entries = resolved(self.prompts[leaf["prompt"]][name], self.data)
        return {one["value"] for one in entries}
