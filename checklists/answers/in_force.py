"""Which answers count: given at this contact, or carried from the last signed one.

Source: content.md section 12 and `meta.evaluation.answers_in_force` of the content. Values in,
values out: no database here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from checklists.guidance.applies import shown_keys
from checklists.guidance.compiled import Compiled, CompiledPrompt
from checklists.guidance.conditions import Given, holds

ONCE = "once_then_on_change"
TRIGGERED = "when_triggered"

Entry = Mapping[str, Any]
Document = Mapping[str, Entry]


def prompt_key(key: str) -> str:
    """'adult_name' for 'adult_name:<id>'; a key outside a repeat group stays as it is."""
    return key.partition(":")[0]


def record_of(key: str) -> str:
    """The id after the colon: whose answer it is. '' outside a repeat group."""
    return key.partition(":")[2]


def fresh(document: Document) -> dict[str, Given]:
    """What was answered, confirmed or changed in this document; a reason alone is an answer too."""
    return {
        key: Given(entry["value"], entry["reason"])
        for key, entry in document.items()
        if entry["value"] or entry["reason"]
    }


def in_force(
    given: Mapping[str, Given], last_known: Document, compiled: Compiled
) -> dict[str, Given]:
    """The fresh answers, then those that are carried from the last signed contact.

    Something asked at every contact is never carried. A reason without a value ("could not ask
    today") leaves the last known answer in force.
    """
    carried = {
        key: Given(entry["value"], entry["reason"])
        for key, entry in carried_answers(given, last_known, compiled).items()
        if not (key in given and given[key].value)
    }
    return {**given, **carried}


def carried_answers(
    given: Mapping[str, Given], last_known: Document, compiled: Compiled
) -> dict[str, Entry]:
    """Of the last known entries those that are carried, whether or not they were answered again.

    A triggered prompt is carried while its trigger is itself carried and unchanged.
    """
    known = {
        key: entry
        for key, entry in last_known.items()
        if entry["value"] and prompt_key(key) in compiled.prompts
    }
    once = {key for key in known if compiled.prompts[prompt_key(key)].frequency == ONCE}
    unchanged = {key for key in once if key not in given or same(given[key], known[key])}
    carried = {key: known[key] for key in known if key in once}
    for key in known:
        prompt = compiled.prompts[prompt_key(key)]
        if prompt.frequency == TRIGGERED and still_triggered(prompt, key, unchanged, known):
            carried[key] = known[key]
            unchanged.add(key)
    return carried


def same(given: Given, entry: Entry) -> bool:
    return not given.value or given.value == entry["value"]


def still_triggered(
    prompt: CompiledPrompt, key: str, unchanged: Iterable[str], known: Document
) -> bool:
    """Whether the carried, unchanged answers alone would show the prompt."""
    record = record_of(key)
    answers = {
        prompt_key(other): Given(known[other]["value"], known[other]["reason"])
        for other in unchanged
        if record_of(other) in ("", record)
    }
    return holds(prompt.show_when, answers, facts={}, settings={}, shown=answers.keys())


def shown_now(
    prompts: list[CompiledPrompt],
    answers: Mapping[str, Given],
    *,
    records: Iterable[str],
    facts: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> set[str]:
    """The keys asked now: prompts whose condition holds, those of a group once per record."""
    outside = {key: given for key, given in answers.items() if not record_of(key)}
    shown = shown_keys(prompts, outside, facts, settings)
    grouped = {prompt.key for prompt in prompts if prompt.repeat_group}
    for record in records if grouped else ():
        own = {
            prompt_key(key): given for key, given in answers.items() if record_of(key) == record
        }
        inside = shown_keys(prompts, {**outside, **own}, facts, settings) & grouped
        shown |= {f"{key}:{record}" for key in inside}
    return shown - grouped
