"""How each baseline question of a family stands: known, not done, could not be asked, or never
asked. Source: the question nobody asked was found by the reviews more often than the answer nobody
acted on; content.md section 12.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from checklists.facts.confirming import AroundTheBaby
from checklists.facts.facts import Facts
from checklists.guidance.applies import shown_with_records
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given
from checklists.guidance.known_prompts import ENQUIRIES, SLEEP_SPACE

NOTHING: Mapping[str, Any] = {}


class Standing(StrEnum):
    """`NOT_DONE`: known to be missing. `COULD_NOT`: a reason was given, or an answer that says
    nobody knows. `NEVER_ASKED`: no contact has left anything."""

    KNOWN = "known"
    NOT_DONE = "not_done"
    COULD_NOT = "could_not"
    NEVER_ASKED = "never_asked"


@dataclass(frozen=True)
class Question:
    """One baseline question of a family. `key` is `prompt:adult_id` inside the repeat group, or
    the prompt alone while no adult is on record: the group is one question then, its first.

    `value` or `reason` is what was last given, on `on` by `by`; '' and None when never asked.
    `again_on` is the day of the next try, None for the next contact. `times` counts the contacts
    running with that same reason.
    """

    key: str
    prompt: CompiledPrompt
    standing: Standing = Standing.NEVER_ASKED
    value: Any = None
    reason: str = ""
    on: date | None = None
    by: str = ""
    visit: str = ""
    again_on: date | None = None
    times: int = 0

    @property
    def is_private(self) -> bool:
        return self.prompt.is_private

    @property
    def is_known(self) -> bool:
        return self.standing == Standing.KNOWN


def baseline_questions(
    wording: Compiled,
    facts: Facts,
    *,
    stage: str,
    adults: Iterable[AroundTheBaby] = (),
    values: Mapping[str, Any] = NOTHING,
    settings: Mapping[str, Any] = NOTHING,
) -> list[Question]:
    """Every baseline question of this family in the order of the wording, whichever visit asks it.

    `stage` is "pregnancy" or "born"; `adults` are all on record, of whom those still around count;
    `values` are the facts of the case that conditions may ask (`rule_facts.facts_for_rules`). The
    private questions are there only when `facts` were read with their private part.
    """
    around = [str(adult.pk) for adult in adults if adult.until_on is None]
    asked = [
        prompt
        for prompt in wording.prompts.values()
        if prompt.baseline
        and not prompt.is_retired
        and prompt.stage in ("any", stage)
        and (facts.with_private or not prompt.is_private)
    ]
    shown = shown_with_records(asked, answers_known(facts), values, settings, around)
    keyed = list(keys_of(asked, around))
    return [
        question_of(key, prompt, facts)
        for key, prompt in keyed
        if key in shown or (prompt.repeat_group and ":" not in key)
    ]


def not_known(questions: Iterable[Question]) -> list[Question]:
    """Those that stand open: never asked, could not be asked, or known not to be done."""
    return [question for question in questions if not question.is_known]


def keys_of(
    prompts: Iterable[CompiledPrompt], around: list[str]
) -> Iterable[tuple[str, CompiledPrompt]]:
    """(key, prompt) pairs; of a repeat group without any record the first prompt alone."""
    without_record: set[str] = set()
    for prompt in prompts:
        group = prompt.repeat_group
        if not group:
            yield prompt.key, prompt
        elif around:
            yield from ((f"{prompt.key}:{record}", prompt) for record in around)
        elif group not in without_record:
            without_record.add(group)
            yield prompt.key, prompt


def answers_known(facts: Facts) -> dict[str, Given]:
    """All that was last said, carried or not, for conditions."""
    known = {
        **facts.latest,
        **facts.latest_private,
        **facts.open_answers,
        **facts.private_answers,
    }
    return {key: Given(entry["value"], entry.get("reason", "")) for key, entry in known.items()}


def question_of(key: str, prompt: CompiledPrompt, facts: Facts) -> Question:
    if prompt.key in ENQUIRIES:
        return enquiry_question(key, prompt, facts)
    if prompt.key == SLEEP_SPACE and facts.sleep_place_seen:
        return Question(key, prompt, Standing.KNOWN, **given_in(facts.sleep_place_seen))
    return question_from(key, prompt, entries_of(key, prompt, facts), could_not_of(key, facts))


def question_from(
    key: str,
    prompt: CompiledPrompt,
    entries: list[Mapping[str, Any]],
    could_not: Mapping[str, Any] | None,
) -> Question:
    known = [entry for entry in entries if standing_of(prompt, entry) == Standing.KNOWN]
    # What was done one day stays done; a fact is what was said of it last.
    if known and (prompt.is_act or known[-1] is entries[-1]):
        return Question(key, prompt, Standing.KNOWN, **given_in(known[-1]))
    if could_not and not (entries and entries[-1]["on"] > could_not["on"]):
        standing = standing_of(prompt, could_not)
        return Question(key, prompt, standing, **given_in(could_not), times=could_not["times"])
    if entries:
        return Question(key, prompt, standing_of(prompt, entries[-1]), **given_in(entries[-1]))
    return Question(key, prompt)


def entries_of(key: str, prompt: CompiledPrompt, facts: Facts) -> list[Mapping[str, Any]]:
    """What was ever answered, oldest first; of a standing fact its last answer alone."""
    half, counters = (
        (facts.private_answers, facts.private_counters)
        if prompt.is_private
        else (facts.open_answers, facts.open_counters)
    )
    last = [half.get(key), counters.get("latest", {}).get(key)]
    said = counters.get("ledger", {}).get(key, {}).get("said", []) if prompt.is_act else []
    return sorted([*said, *filter(None, last)], key=lambda entry: str(entry["on"]))


def could_not_of(key: str, facts: Facts) -> Mapping[str, Any] | None:
    for counters in (facts.open_counters, facts.private_counters):
        if kept := counters.get("ledger", {}).get(key):
            could_not: Mapping[str, Any] | None = kept["could_not"]
            return could_not
    return None


def enquiry_question(key: str, prompt: CompiledPrompt, facts: Facts) -> Question:
    """Known once she was asked with nobody there who could hear, or cannot be asked here."""
    tries = [one for one in facts.enquiries if one["key"] == key]
    made = [one for one in tries if is_made(prompt, one)]
    if made:
        return Question(key, prompt, Standing.KNOWN, **whose(made[-1]))
    if not tries:
        return Question(key, prompt)
    last = tries[-1]
    again_on = date.fromisoformat(last["again_on"]) if last["again_on"] else None
    return Question(
        key, prompt, Standing.COULD_NOT, reason=last["reason"], again_on=again_on, **whose(last)
    )


def is_made(prompt: CompiledPrompt, enquiry: Mapping[str, Any]) -> bool:
    if enquiry["asked"]:
        return bool(enquiry["safe"])
    return prompt.reason_meaning_of(enquiry["reason"]) == "known"


def standing_of(prompt: CompiledPrompt, entry: Mapping[str, Any]) -> Standing:
    """What an answer and its reason mean together: a reason that says it is known settles it."""
    reason = prompt.reason_meaning_of(entry.get("reason", ""))
    meaning = prompt.meaning_of(entry["value"]) if entry.get("value") else reason or "unknown"
    if meaning in ("", "known") or reason == "known":
        return Standing.KNOWN
    return Standing.NOT_DONE if meaning == "gap" else Standing.COULD_NOT


def given_in(entry: Mapping[str, Any]) -> dict[str, Any]:
    said = {"value": entry.get("value"), "reason": entry.get("reason", "")}
    return {**said, **whose(entry)}


def whose(entry: Mapping[str, Any]) -> dict[str, Any]:
    on = date.fromisoformat(entry["on"])
    return {"on": on, "by": entry["by"], "visit": entry.get("visit", "")}
