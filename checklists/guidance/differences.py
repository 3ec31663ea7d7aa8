"""Which parts of a version differ from the one before, by name: for whoever publishes it."""

from collections.abc import Iterator
from typing import Any

from checklists.guidance.content import Content
from checklists.guidance.neutral_reasons import neutral_words

Named = dict[str, dict[str, Any]]


def differences(before: Content, after: Content) -> list[str]:
    """One line for each point, prompt, list, rule or resource that is new, gone or changed."""
    was, now = _named(before), _named(after)
    return [
        *(f"{name}: new" for name in now if name not in was),
        *(f"{name}: gone" for name in was if name not in now),
        *(line for name in now if name in was for line in _changed(name, was[name], now[name])),
    ]


def _changed(name: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    fields = [field.replace("_", " ") for field in now if now[field] != was.get(field)]
    if fields:
        yield f"{name}: {', '.join(fields)}"


def _named(data: Content) -> Named:
    named: Named = {f"List {key}": {"entries": entries} for key, entries in data["lists"].items()}
    named |= {f"Neutral words {one['value']}": one for one in neutral_words(data["meta"])}
    for point in data["points"]:
        named[f"Point {point['number']}"] = {k: v for k, v in point.items() if k != "prompts"}
        named |= {f"Prompt {prompt['key']}": prompt for prompt in point["prompts"]}
    for rule in data["rules"]:
        creates = rule["creates"]
        plain = {name: value for name, value in rule.items() if name != "creates"}
        named[f"Rule {rule['key']}"] = plain | creates
    named |= {f'Resource "{resource["slug"]}"': resource for resource in data["resources"]}
    return named
