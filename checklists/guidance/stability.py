"""What may not change from one version to the next, because records and people rely on it.

Source: content.md section 1. Keys and values are stable, so that answers stay comparable; privacy,
the rule for a mark on a baby who is not mobile and the disclosure rules need a second approver.
"""

from collections.abc import Iterator
from typing import Any

from checklists.guidance.content import Content, Row, resolved
from checklists.guidance.meanings import MEANING_WORDS, entries_of
from checklists.guidance.neutral_reasons import neutral_words

SECOND_APPROVER_RULES = frozenset(
    {
        "bruise_non_mobile",
        "da_disclosure_followup",
        "da_immediate_safety",
        "da_marac_not_referred",
    }
)
# What an answer means: changed under an old key, old answers would be misread.
FIXED_OF_PROMPT = {
    "answer_type": "kind of answer",
    "repeat_group": "one answer or one for each adult",
}


# Whose values answers are stored with.
LASTING = {
    "choices": "choice",
    "not_done_reasons": "reason",
    "could_not_reasons": "reason why not asked",
}


def stability_problems(before: Content, after: Content) -> list[str]:
    return [
        *_prompt_problems(before, after),
        *_rule_problems(before, after),
        *_meta_problems(before, after),
        *_neutral_problems(before, after),
    ]


def _prompt_problems(before: Content, after: Content) -> Iterator[str]:
    earlier, now = _by_key(before), _by_key(after)
    for key in earlier.keys() - now.keys():
        yield f"Prompt {key} is gone or has another key. Answers are stored under it; put it back."
    for key in sorted(earlier.keys() & now.keys()):
        yield from _change_problems(f"Prompt {key}", earlier[key], now[key], before, after)


def _change_problems(
    where: str, was: Row, now: Row, before: Content, after: Content
) -> Iterator[str]:
    if was["privacy"] != now["privacy"]:
        yield f"{where}: a change of privacy needs a second approver."
    for name, words in FIXED_OF_PROMPT.items():
        if was[name] != now[name]:
            yield f"{where}: the {words} cannot change under the same key."
    for name, words in LASTING.items():
        for value in sorted(_values(was, name, before) - _values(now, name, after)):
            yield f'{where}: {words} "{value}" is gone. Answers are stored with it; put it back.'
    yield from _meaning_problems(where, was, now, before, after)


def _meaning_problems(
    where: str, was: Row, now: Row, before: Content, after: Content
) -> Iterator[str]:
    """What a version says for the first time may be said: old answers are read with it."""
    said = {(name, one["value"]): one.get("means", "") for name, one in entries_of(was, before)}
    for name, one in entries_of(now, after):
        meant, means = said.get((name, one["value"]), ""), one.get("means", "")
        if meant and meant != means:
            yield (
                f"{where}: “{one['label']}” was published as “{MEANING_WORDS[meant]}”. Answers are "
                "stored with it, so that stays; add another answer for what is meant now."
            )


def _rule_problems(before: Content, after: Content) -> Iterator[str]:
    earlier = {rule["key"]: rule for rule in before["rules"]}
    now = {rule["key"]: rule for rule in after["rules"]}
    for key in sorted(earlier.keys() - now.keys()):
        yield f"Rule {key} is gone or has another key. Items were opened by it; put it back."
    for key in sorted(earlier.keys() & now.keys()):
        if key in SECOND_APPROVER_RULES and not is_same_but_for_new_steps(earlier[key], now[key]):
            yield f"Rule {key}: a change to this rule needs a second approver."
        elif earlier[key]["creates"]["privacy"] != now[key]["creates"]["privacy"]:
            yield f"Rule {key}: a change of privacy needs a second approver."


def is_same_but_for_new_steps(was: Row, now: Row) -> bool:
    """A further step changes neither when an item opens nor how it closes: it asks for more, and
    one person may add it. Taking one away lets something be forgotten. See docs/decisions/0057."""
    kept = {**now, "steps": was.get("steps", [])}
    before = {**was, "steps": was.get("steps", [])}
    return kept == before and set(was.get("steps", [])) <= set(now.get("steps", []))


def _meta_problems(before: Content, after: Content) -> Iterator[str]:
    for name in ("separate_record_prompts", "privacy"):
        if before["meta"][name] != after["meta"][name]:
            yield f"How the version handles {name.replace('_', ' ')} needs a second approver."


def _neutral_problems(before: Content, after: Content) -> Iterator[str]:
    now = {one["value"] for one in neutral_words(after["meta"])}
    for one in neutral_words(before["meta"]):
        if one["value"] not in now:
            yield f"Neutral words “{one['label']}” are gone. Answers hold them; put them back."


def _by_key(data: Content) -> dict[str, Any]:
    return {prompt["key"]: prompt for point in data["points"] for prompt in point["prompts"]}


def _values(prompt: Row, name: str, data: Content) -> set[str]:
    return {one["value"] for one in resolved(prompt.get(name, []), data)}
