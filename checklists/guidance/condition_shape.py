"""Whether a condition is of the grammar at all, before what it says is looked at."""

from collections.abc import Iterator
from typing import Any

from checklists.guidance.conditions import OPS
from checklists.guidance.content import Row

BLANK_OPS = ("is_empty", "is_not_empty")


def shape_problems(condition: Any, where: str) -> Iterator[str]:
    """Groups with nothing in them, and anything that is not of the grammar."""
    if condition is None or condition in ("manual", {"manual": True}):
        return
    if not isinstance(condition, dict):
        yield f"{where}: {condition!r} is not a condition."
    elif "not" in condition:
        yield from shape_problems(condition["not"], where)
    elif len(groups := [condition[word] for word in ("all", "any") if word in condition]) == 1:
        if not isinstance(groups[0], list) or not groups[0]:
            yield f"{where}: a group needs at least one condition in it."
            return
        for part in groups[0]:
            yield from shape_problems(part, where)
    else:
        yield from leaf_problems(condition, where)


def leaf_problems(leaf: Row, where: str) -> Iterator[str]:
    named = [leaf[word] for word in ("prompt", "fact") if word in leaf]
    if len(named) != 1 or not isinstance(named[0], str) or "op" not in leaf:
        yield f"{where}: every condition compares a prompt or a fact."
    elif not isinstance(leaf["op"], str) or leaf["op"] not in OPS:
        yield f'{where}: "{leaf["op"]}" is not a way to compare.'
    elif leaf["op"] not in BLANK_OPS and not is_plain(leaf.get("value")):
        yield f"{where}: the value must be text, a number, a list of them, or a setting by name."


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return list(value) == ["setting"] and isinstance(value["setting"], str)
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(isinstance(one, str | int | float) for one in several)
