"""Conditions and rules in the words of the checklist, for the people who edit them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Condition

OPS = {
    "eq": "is",
    "ne": "is answered, but not",
    "in": "is",
    "not_in": "is answered, but not",
    "contains_any": "includes",
    "contains_none": "is answered, without",
    "is_empty": "was asked and left blank",
    "is_not_empty": "is answered",
    "gte": "is at least",
    "lte": "is at most",
}
GROUPS = {"all": "All of these:", "any": "Any of these:"}
MANUAL = "A person closes it, with a reason"


@dataclass(frozen=True)
class Line:
    """A line of words, and the lines under it."""

    text: str
    parts: tuple["Line", ...] = ()


def in_words(condition: Condition, compiled: Compiled) -> Line:
    """The condition as nested lines. What cannot be read is shown as it is."""
    if condition is None:
        return Line("Always")
    if condition in ("manual", {"manual": True}):
        return Line(MANUAL)
    if not isinstance(condition, dict):
        return Line(f"Not a condition: {condition}")
    for group, words in GROUPS.items():
        if isinstance(condition.get(group), list):
            return Line(words, tuple(in_words(part, compiled) for part in condition[group]))
    if "not" in condition:
        return Line("Not (a blank counts as not):", (in_words(condition["not"], compiled),))
    return Line(_leaf(condition, compiled))


def override_in_words(override: Mapping[str, Any], compiled: Compiled) -> Line:
    """What becomes of priority and due date, and when."""
    return Line(_change(override), (in_words(override.get("when"), compiled),))


def days(number: int) -> str:
    """ "due the same day", "due in 1 day", "due in 14 days"."""
    if number == 0:
        return "due the same day"
    return f"due in {number} day{'' if number == 1 else 's'}"


def _change(override: Mapping[str, Any]) -> str:
    words = [override["priority"]] if "priority" in override else []
    if "due_in_days" in override:
        words.append(days(override["due_in_days"]))
    elif "due_offset_days" in override:
        words.append(f"due {abs(override['due_offset_days'])} days before the baby is due")
    return f"{', '.join(words).capitalize()} instead, when:"


def _leaf(leaf: Mapping[str, Any], compiled: Compiled) -> str:
    op = OPS.get(leaf.get("op", ""), "?")
    value = leaf.get("value")
    if "fact" in leaf:
        return f"{_fact(leaf['fact'], compiled)} {op} {_values(value, str)}".strip()
    prompt = compiled.prompts.get(leaf.get("prompt", ""))
    if prompt is None:
        return f"Not a condition: {dict(leaf)}"
    if leaf.get("field") == "reason":
        reasons = _values(value, prompt.reason_label_of)
        return f"The reason at “{prompt.text}” {op} {reasons}".strip()
    return f"“{prompt.text}” {op} {_values(value, prompt.label_of)}".strip()


def _fact(key: str, compiled: Compiled) -> str:
    facts = {**compiled.meta["facts"], **compiled.meta.get("visit_facts", {})}
    described = facts.get(key, "unknown")
    return f"The fact {key} ({described})"


def _values(value: Any, label_of: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return f"the setting {value.get('setting')}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    several = value if isinstance(value, list) else [value]
    return " or ".join(f"“{label_of(one)}”" for one in several)
