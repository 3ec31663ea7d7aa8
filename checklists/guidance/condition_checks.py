"""Checks of follow-ups and rules: every condition can be met and gives nothing private away."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from checklists.guidance.answer_types import ANSWER_KINDS
from checklists.guidance.condition_shape import BLANK_OPS, shape_problems
from checklists.guidance.conditions import facts_in, leaves, prompts_in
from checklists.guidance.content import Content, resolved
from checklists.guidance.content_checks import PRIVACIES, Row, text_problems, twice
from checklists.guidance.markdown import problem_in

PRIORITIES = ("immediate", "high", "routine")
KINDS = ("visit", "case", "drift")
LIST_OPS = ("in", "not_in", "contains_any", "contains_none")
MANY_OPS = ("contains_any", "contains_none")
NUMBER_OPS = ("gte", "lte")
# What private answers of earlier contacts come to: as telling as the answers themselves.
PRIVATE_FACTS = {
    "adult_confirmed_days",
    "conversation_waiting_visits",
    "enquiry_same_reason_streak",
    "father_identity_gap_contacts",
    "known_domestic_abuse",
    "not_seen_alone_streak",
}


def condition_problems(data: Content, settings: set[str]) -> Iterator[str]:
    """Problems of every `show_when`, rule, override and closing. Prompts must be sound already."""
    checks = _Checks(data, settings)
    for key, prompt in checks.prompts.items():
        yield from checks.follow_up_problems(key, prompt)
    yield from twice("Rule", checks.rules)
    for rule in data["rules"]:
        yield from checks.rule_problems(rule)
    for reason in data["meta"]["neutral_reasons"]["values"]:
        yield from checks.neutral_reason_problems(reason)
    contradictions = data["meta"].get("contradictions", [])
    yield from twice("Contradiction", (str(one.get("key")) for one in contradictions))
    for one in contradictions:
        yield from checks.contradiction_problems(one)
    yield from circle_problems(checks.prompts)


def checked_condition(
    condition: Any, where: str, *, data: Content, settings: set[str], group: str | None
) -> list[str]:
    """Problems of one condition in a content whose prompts are sound."""
    return list(_Checks(data, settings).condition_problems(condition, where, group=group))


def checked_override(
    override: Any, where: str, *, data: Content, settings: set[str], group: str | None
) -> list[str]:
    """Problems of one change that a rule makes to its priority or due date."""
    if not isinstance(override, dict) or "when" not in override:
        return [f'{where}: it must say when, such as {{"when": ..., "due_in_days": 2}}.']
    return list(_Checks(data, settings).override_problems(override, where, group))


def circle_problems(prompts: dict[str, Row]) -> Iterator[str]:
    """Follow-ups that wait for each other would never show."""
    for key in prompts:
        reached: set[str] = set()
        waiting = prompts_in(prompts[key]["show_when"])
        while waiting:
            reached |= waiting
            found = {p for one in waiting if one in prompts for p in _read_by(prompts[one])}
            waiting = found - reached
        if key in reached:
            yield f"Prompt {key}: it is shown by its own answer, so it would never be shown."


def _read_by(prompt: Row) -> set[str]:
    return prompts_in(prompt["show_when"])


class _Checks:
    """What the checks of one content look up."""

    def __init__(self, data: Content, settings: set[str]):
        self.data = data
        self.settings = settings
        self.facts = set(data["meta"]["facts"])
        self.prompts = {p["key"]: p for point in data["points"] for p in point["prompts"]}
        self.groups = {key: p["repeat_group"] for key, p in self.prompts.items()}
        self.rules = [rule["key"] for rule in data["rules"]]
        self.private = {k for k, p in self.prompts.items() if p["privacy"] == "private"}

    def follow_up_problems(self, key: str, prompt: Row) -> Iterator[str]:
        where = f"Prompt {key}, shown when"
        yield from self.condition_problems(prompt["show_when"], where, group=prompt["repeat_group"])
        if prompt["frequency"] == "when_triggered" and prompt["show_when"] is None:
            yield f"Prompt {key}: a follow-up needs to say when it is shown."
        if key not in self.private and self.is_telling(prompt["show_when"]):
            yield f"Prompt {key}: it is open, so it may not depend on what is private."
        for entry in self.entries_of(prompt):
            yield from self.offer_problems(key, prompt, entry)

    def entries_of(self, prompt: Row) -> list[Row]:
        """Its choices and reasons that say when they make sense."""
        names = ("choices", "not_done_reasons", "could_not_reasons")
        every = [prompt.get(name, []) for name in names]
        entries = [one for entries in every for one in resolved(entries, self.data)]
        return [one for one in entries if one.get("show_when") is not None]

    def offer_problems(self, key: str, prompt: Row, entry: Row) -> Iterator[str]:
        where = f'Prompt {key}, "{entry["value"]}", offered when'
        condition = entry["show_when"]
        yield from self.of_a_visit.condition_problems(
            condition, where, group=prompt["repeat_group"]
        )
        if key not in self.private and self.is_telling(condition):
            yield f"{where}: the question is open, so it may not depend on what is private."

    def neutral_reason_problems(self, reason: Row) -> Iterator[str]:
        """Read on shut pages, so that it may tell of where the contact is, and of nothing else."""
        condition, where = reason.get("show_when"), f'Neutral reason "{reason["value"]}"'
        yield from self.of_a_visit.condition_problems(condition, where, group=None)
        if prompts_in(condition) or facts_in(condition) - {"place"}:
            yield f"{where}: it is on shut pages, so it may depend on the place alone."

    def contradiction_problems(self, one: Row) -> Iterator[str]:
        where, condition = f"Contradiction {one.get('key')}", one.get("when")
        yield from self.of_a_visit.condition_problems(condition, where, group=one.get("for_each"))
        if not str(one.get("words", "")).strip():
            yield f"{where}: it must say in plain words what does not fit together."
        elif problem := problem_in(one["words"]):
            yield f"{where}: {problem}"
        if not prompts_in(condition):
            yield f"{where}: it must compare answers, or nothing could be changed."
        if one.get("privacy") != "private" and self.is_telling(condition):
            yield f"{where}: it reads what is private, so its words must be private too."

    @property
    def of_a_visit(self) -> "_Checks":
        """The same with the facts of one contact, which rules and follow-ups do not know."""
        other = copy(self)
        other.facts = self.facts | set(self.data["meta"].get("visit_facts", {}))
        return other

    def rule_problems(self, rule: Row) -> Iterator[str]:
        where, creates = f"Rule {rule['key']}", rule["creates"]
        for name in ("when", "closes_when"):
            yield from self.condition_problems(
                rule[name], f"{where}, {name.replace('_', ' ')}", group=rule["for_each"]
            )
        for place, override in enumerate(creates["overrides"], start=1):
            yield from self.override_problems(
                override, f"{where}, change {place}", rule["for_each"]
            )
        if rule["when"] is None or rule["closes_when"] is None:
            yield f"{where}: it must say when it opens an item and when that closes."
        yield from rule_word_problems(where, rule)
        if creates["priority"] == "immediate" and creates["due_in_days"] != 0:
            yield f"{where}: an immediate item is due the same day, so 0 days."
        if creates["privacy"] != "private" and self.reads_private(rule):
            yield f"{where}: its item is open, so it may not depend on what is private."

    def reads_private(self, rule: Row) -> bool:
        overrides = [override["when"] for override in rule["creates"]["overrides"]]
        conditions = [rule["when"], rule["closes_when"], *overrides]
        return any(self.is_telling(condition) for condition in conditions)

    def is_telling(self, condition: Any) -> bool:
        """Whether it reads a private prompt, or a fact that comes of one."""
        return bool(prompts_in(condition) & self.private or facts_in(condition) & PRIVATE_FACTS)

    def override_problems(self, override: Row, where: str, group: str | None) -> Iterator[str]:
        yield from self.condition_problems(override["when"], where, group=group)
        priority = override.get("priority", "routine")
        if priority not in PRIORITIES:
            yield f'{where}: "{priority}" is not a priority.'
        if priority == "immediate" and override.get("due_in_days") != 0:
            yield f"{where}: an immediate item is due the same day, so 0 days."
        if not isinstance(override.get("due_in_days", 0), int):
            yield f"{where}: the days must be a whole number."

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


def rule_word_problems(where: str, rule: Row) -> Iterator[str]:
    creates = rule["creates"]
    yield from text_problems(where, creates, ["title", "neutral_title", "guidance"])
    yield from text_problems(where, rule, ["rationale", "source"])
    known = {"priority": PRIORITIES, "privacy": PRIVACIES}
    for name, allowed in known.items():
        if creates[name] not in allowed:
            yield f'{where}: "{creates[name]}" is not a known {name}.'
    if rule["kind"] not in KINDS:
        yield f'{where}: "{rule["kind"]}" is not a kind of rule.'
    if creates["privacy"] != "shared" and creates["title"] == creates["neutral_title"]:
        yield f"{where}: the neutral title must differ from the title, which says too much."
