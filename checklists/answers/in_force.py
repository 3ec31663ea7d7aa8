"""Which answers count: given at this contact, or carried from the last signed one.

Source: content.md section 12 and `meta.evaluation.answers_in_force` of the content. Values in,
values out: no database here.
"""

from collections.abc import Container, Mapping
from typing import Any

from checklists.guidance.compiled_prompt import UNKNOWN, WHEN_DONE, CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given, holds

# Carried while what brought them up is carried and unchanged.
TRIGGERED = ("when_triggered", WHEN_DONE)

# How an entry says that nothing was said: it names only when the answer was last known.
NOTHING_SAID = "not_said"

Entry = Mapping[str, Any]
Document = Mapping[str, Entry]


def prompt_key(key: str) -> str:
    """'adult_name' for 'adult_name:<id>'; a key outside a repeat group stays as it is."""
    return key.partition(":")[0]


def record_of(key: str) -> str:
    """The id after the colon: whose answer it is. '' outside a repeat group."""
    return key.partition(":")[2]


def with_counts_marked(document: Document, shown: Container[str]) -> dict[str, dict[str, Any]]:
    """The document with `counts` false at answers whose question is no longer asked."""
    return {
        key: dict(entry) if key in shown else {**entry, "counts": False}
        for key, entry in document.items()
    }


def counts(entry: Entry) -> bool:
    """Whether it is an answer to a question that is asked: the one place that says so.

    A draft is `with_counts_marked` first; a signed document was marked at signing.
    """
    return bool(entry.get("counts", True)) and entry.get("how") != NOTHING_SAID


def counted_entries(document: Document) -> dict[str, Entry]:
    return {key: entry for key, entry in document.items() if counts(entry)}


def given_here(document: Document) -> dict[str, Given]:
    """What was answered, confirmed or changed in this document; a reason alone is an answer too."""
    return {
        key: Given(entry["value"], entry["reason"])
        for key, entry in document.items()
        if entry["value"] or entry["reason"]
    }


def answers_in_force(given: Mapping[str, Given], carried: Document) -> dict[str, Given]:
    """The fresh answers, then those that are carried (`carried_entries`).

    Something asked at every contact is never carried. A reason without a value ("could not ask
    today") leaves the last known answer in force.
    """
    standing = {
        key: Given(entry["value"], entry["reason"])
        for key, entry in carried.items()
        if not (key in given and given[key].value)
    }
    return {**given, **standing}


def carried_entries(
    given: Mapping[str, Given], last_known: Document, compiled: Compiled
) -> dict[str, Entry]:
    """Of the last known entries those that are carried, whether or not they were answered again.

    A triggered prompt is carried while its trigger is itself carried and unchanged; a retired one
    until all that is asked in its place has been answered.
    """
    carried: dict[str, Entry] = {}
    unchanged: dict[str, Entry] = {}
    answered = answered_by_now(given, last_known)
    # In the order of the wording: a trigger is settled before what it triggers.
    for key, entry in in_order(last_known, compiled):
        prompt = compiled.prompts[prompt_key(key)]
        if prompt.frequency in TRIGGERED and not still_triggered(prompt, key, unchanged):
            continue
        if prompt.is_retired and is_replaced(prompt, answered, compiled):
            continue
        carried[key] = entry
        if key not in given or not given[key].value or given[key].value == entry["value"]:
            unchanged[key] = entry
    return carried


def answered_by_now(given: Mapping[str, Given], last_known: Document) -> dict[str, Any]:
    """The last value of everything that was ever answered."""
    known = {key: entry["value"] for key, entry in last_known.items()}
    return known | {key: one.value for key, one in given.items() if one.value}


def is_replaced(prompt: CompiledPrompt, answered: Mapping[str, Any], compiled: Compiled) -> bool:
    """Whether everything that is asked in its place has an answer, and none says "not known"."""
    return all(
        answered.get(key) and compiled.prompts[key].meaning_of(answered[key]) != UNKNOWN
        for key in prompt.replaced_by
    )


def in_order(last_known: Document, compiled: Compiled) -> list[tuple[str, Entry]]:
    """The last known entries that say something and whose prompt is carried in this wording."""
    place = {key: number for number, key in enumerate(compiled.prompts)}
    known = [
        (key, entry)
        for key, entry in last_known.items()
        if entry["value"]
        and prompt_key(key) in place
        and compiled.prompts[prompt_key(key)].is_carried
    ]
    return sorted(known, key=lambda pair: place[prompt_key(pair[0])])


def still_triggered(prompt: CompiledPrompt, key: str, unchanged: Document) -> bool:
    """Whether the carried, unchanged answers alone would show the prompt."""
    answers = {
        prompt_key(other): Given(entry["value"], entry["reason"])
        for other, entry in unchanged.items()
        if record_of(other) in ("", record_of(key))
    }
    return holds(prompt.show_when, answers, shown=answers.keys())
