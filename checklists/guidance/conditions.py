"""When a prompt is shown, a rule fires or an item closes: the closed grammar, and nothing else.

A condition is data: {"all": [...]}, {"any": [...]}, {"not": ...}, a leaf that compares one prompt
or one fact, "manual", {"always": true or false}, or None for "always". Its twin in the browser is
static/scripts/conditions.js; both are run against tests/guidance/conditions_table.json.
Source: meta.condition_grammar and meta.evaluation of fixtures/content.json.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

Condition = dict[str, Any] | str | bool | None
Values = Mapping[str, Any]

NOTHING: Mapping[str, Any] = {}


class NotACondition(ValueError):
    """What was given is not in the grammar. Checks before publishing keep it out of visits."""


@dataclass(frozen=True)
class Given:
    """What was said to one prompt: a value, several values, or nothing; and why not, if not."""

    value: str | list[str] | None
    reason: str = ""


BLANK = Given(None)


def holds(
    condition: Condition,
    answers: Mapping[str, Given],
    *,
    facts: Values = NOTHING,
    settings: Values = NOTHING,
    shown: Container[str],
) -> bool:
    """Whether the condition is met by the answers that count and the facts of the case.

    A prompt that is hidden (not in `shown`) or blank makes every comparison false, except that
    `is_empty` is true of a prompt that was shown and left blank. A fact that is None or missing
    is unset and treated the same. "manual" is never met by answers. Raises NotACondition.
    """
    if not isinstance(condition, dict):
        return _settled(condition)

    def part(inner: Condition) -> bool:
        return holds(inner, answers, facts=facts, settings=settings, shown=shown)

    match condition:
        case {"all": list(parts)}:
            return all(map(part, parts))
        case {"any": list(parts)}:
            return any(map(part, parts))
        case {"not": inner}:
            return not part(inner)
        case {"prompt": str(key), "op": str()}:
            given = answers.get(key, BLANK) if key in shown else BLANK
            found = given.reason if condition.get("field") == "reason" else given.value
            return _compare(condition, found, settings, asked=key in shown)
    return _without_answers(condition, facts, settings)


def prompts_in(condition: Condition) -> set[str]:
    """The keys of every prompt that the condition reads."""
    return {leaf["prompt"] for leaf in leaves(condition) if "prompt" in leaf}


def facts_in(condition: Condition) -> set[str]:
    """The keys of every fact that the condition reads."""
    return {leaf["fact"] for leaf in leaves(condition) if "fact" in leaf}


def leaves(condition: Any) -> list[dict[str, Any]]:
    """Every comparison in the condition, in order."""
    if isinstance(condition, list):
        return [leaf for part in condition for leaf in leaves(part)]
    if not isinstance(condition, dict):
        return []
    if "op" in condition:
        return [condition]
    return [leaf for part in condition.values() for leaf in leaves(part)]


def with_facts_resolved(condition: Condition, facts: Values, settings: Values) -> Condition:
    """The same condition for the browser: facts are {"always": true or false}, settings are values.

    The browser is told what follows from a fact, never the fact.
    """
    if not isinstance(condition, dict):
        return condition
    if "fact" in condition:
        known = holds(condition, NOTHING, facts=facts, settings=settings, shown=())
        return {"always": known}
    if "prompt" in condition and "value" in condition:
        return {**condition, "value": _wanted(condition, settings)}
    if "not" in condition:
        return {"not": with_facts_resolved(condition["not"], facts, settings)}
    return {
        group: [with_facts_resolved(part, facts, settings) for part in condition[group]]
        if group in ("all", "any")
        else condition[group]
        for group in condition
    }


def is_blank(value: Any) -> bool:
    """Nothing was said: no value, no ticked choice, or only white space."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _settled(condition: str | bool | None) -> bool:
    """A condition that needs no looking: None is always met, "manual" never by answers."""
    if condition is None or condition is True:
        return True
    if condition is False or condition == "manual":
        return False
    raise NotACondition(condition)


def _without_answers(condition: dict[str, Any], facts: Values, settings: Values) -> bool:
    match condition:
        case {"fact": str(key), "op": str()}:
            return _compare(condition, facts.get(key), settings, asked=True)
        case {"always": bool(known)}:
            return known
        case {"manual": True}:
            return False
    raise NotACondition(condition)


def _compare(leaf: dict[str, Any], found: Any, settings: Values, *, asked: bool) -> bool:
    op = leaf["op"]
    if op == "is_empty":
        return asked and is_blank(found)
    if op == "is_not_empty":
        return not is_blank(found)
    if op not in COMPARISONS:
        raise NotACondition(leaf)
    return not is_blank(found) and COMPARISONS[op](found, _wanted(leaf, settings))


def _wanted(leaf: dict[str, Any], settings: Values) -> Any:
    value = leaf.get("value")
    if isinstance(value, dict):
        return settings[value["setting"]]
    return value


def _same(found: Any, wanted: Any) -> bool:
    """Equal and of one kind: true is not 1, and a list is compared by contains alone."""
    return not isinstance(found, list) and (
        found == wanted and isinstance(found, bool) == isinstance(wanted, bool)
    )


def _differs(found: Any, wanted: Any) -> bool:
    return not isinstance(found, list) and not _same(found, wanted)


def _one_of(found: Any, wanted: Any) -> bool:
    return any(_same(found, one) for one in wanted)


def _none_of(found: Any, wanted: Any) -> bool:
    return not isinstance(found, list) and not _one_of(found, wanted)


def _has_one_of(found: Any, wanted: Any) -> bool:
    return isinstance(found, list) and any(one in found for one in wanted)


def _has_none_of(found: Any, wanted: Any) -> bool:
    return isinstance(found, list) and not _has_one_of(found, wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _at_least(found: Any, wanted: Any) -> bool:
    return _is_number(found) and _is_number(wanted) and found >= wanted


def _at_most(found: Any, wanted: Any) -> bool:
    return _is_number(found) and _is_number(wanted) and found <= wanted


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": _same,
    "ne": _differs,
    "in": _one_of,
    "not_in": _none_of,
    "contains_any": _has_one_of,
    "contains_none": _has_none_of,
    "gte": _at_least,
    "lte": _at_most,
}
OPS = {*COMPARISONS, "is_empty", "is_not_empty"}
