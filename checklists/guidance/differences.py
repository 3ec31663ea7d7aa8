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
    fields = [
        words
        for field in dict.fromkeys([*now, *was])
        for words in _field_changed(field.replace("_", " "), was.get(field), now.get(field))
    ]
    if fields:
        yield f"{name}: {', '.join(fields)}"


def _field_changed(words: str, was: Any, now: Any) -> Iterator[str]:
    """Of choices and reasons what they mean is told apart from all else that is said of them."""
    if not (are_entries(was) and are_entries(now)):
        if (was or None) != (now or None):
            yield words
        return
    if [_but_meaning(one) for one in was] != [_but_meaning(one) for one in now]:
        yield words
    meant = {one["value"]: one.get("means") for one in was}
    if other := [
        one["label"]
        for one in now
        if one["value"] in meant and meant[one["value"]] != one.get("means")
    ]:
        yield f"{words} (what is meant by {', '.join(f'“{label}”' for label in other)})"


def are_entries(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and "value" in one for one in value
    )


def _but_meaning(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "means"}


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
