"""How one baseline question of a family stands: known, not done, could not be asked, or never
asked. Source: the question nobody asked was found by the reviews more often than the answer nobody
acted on; content.md section 12.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile
from typing import Any

from checklists.facts.enquiries import NOT_OURS, same_reason_streak
from checklists.facts.facts import Facts
from checklists.facts.ledger import Recorded, by_last_day
from checklists.guidance.compiled_prompt import GAP, KNOWN, UNKNOWN, CompiledPrompt
from checklists.guidance.known_prompts import (
    ADULTS_ALL_RECORDED,
    ASKED_BEFORE,
    ENQUIRIES,
    SLEEP_SPACE,
)

ALL_RECORDED = ("yes", "no_males")


class Standing(StrEnum):
    """`NOT_DONE`: known to be missing. `COULD_NOT`: a reason was given, or an answer that says
    nobody knows. `NEVER_ASKED`: no contact has left anything."""

    KNOWN = "known"
    NOT_DONE = "not_done"
    COULD_NOT = "could_not"
    NEVER_ASKED = "never_asked"


NEVER_ASKED, COULD_NOT, STILL_NOT_KNOWN, NOT_DONE = KINDS = (
    "never_asked",
    "could_not",
    "still_not_known",
    "not_done",
)


def kind_of(standing: Standing, reason: str) -> str:
    """One of KINDS, of what stands open: an answer that nobody knows, without a reason, may have
    been asked."""
    if standing == Standing.COULD_NOT:
        return COULD_NOT if reason else STILL_NOT_KNOWN
    return {Standing.NEVER_ASKED: NEVER_ASKED, Standing.NOT_DONE: NOT_DONE}[standing]


STANDINGS = {UNKNOWN: Standing.COULD_NOT, GAP: Standing.NOT_DONE}


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


def question_of(key: str, prompt: CompiledPrompt, facts: Facts) -> Question:
    if prompt.key in ENQUIRIES:
        return enquiry_question(key, prompt, facts)
    if prompt.key == SLEEP_SPACE and (seen := facts.sleep_place_seen):
        return Question(key, prompt, Standing.KNOWN, value=seen["surface"], **whose(seen))
    if prompt.repeat_group and ":" not in key:
        return group_question(key, prompt, facts)
    return question_from(key, prompt, entries_of(key, prompt.is_private, facts))


def group_question(key: str, prompt: CompiledPrompt, facts: Facts) -> Question:
    """Without an adult on record: known once somebody said that everyone is recorded, or that
    nobody but her has contact. A family of one would otherwise never be known."""
    said = entries_of(ADULTS_ALL_RECORDED, prompt.is_private, facts)
    if said and said[-1]["value"] in ALL_RECORDED:
        return Question(key, prompt, Standing.KNOWN, **given_in(said[-1]))
    return Question(key, prompt)


def question_from(key: str, prompt: CompiledPrompt, entries: list[Recorded]) -> Question:
    if not entries:
        return Question(key, prompt)
    standings = [(one, standing_of(prompt, one)) for one in entries]
    known = [one for one, standing in standings if standing == Standing.KNOWN]
    said = [one for one, standing in standings if standing == Standing.KNOWN or not is_try(one)]
    # What was done one day stays done; a fact is what was said of it last.
    if known and (prompt.is_act or said[-1] is known[-1]):
        return Question(key, prompt, Standing.KNOWN, **given_in(known[-1]))
    last, standing = standings[-1]
    return Question(key, prompt, standing, **given_in(last), times=times_running(entries))


def entries_of(key: str, is_private: bool, facts: Facts) -> list[Recorded]:
    """What was ever given, the last at the end.

    Before the ledger was kept only what was last said is there, and stands as one more answer.
    """
    answers, counters = (
        (facts.private_answers, facts.private_counters)
        if is_private
        else (facts.open_answers, facts.open_counters)
    )
    entries: list[Recorded] = list(counters.get("ledger", {}).get(key, []))
    last = answers.get(key) or counters.get("latest", {}).get(key)
    if last and not any(is_as_recent(one, last) for one in entries):
        entries = by_last_day([*entries, {**last, "put_off": False, "days": [[last["on"], 0]]}])
    return entries


def is_as_recent(one: Recorded, last: Recorded) -> bool:
    return bool(one["value"] == last["value"] and one["on"] >= last["on"])


def is_try(entry: Recorded) -> bool:
    """Whether it only says why there is no answer; that never takes back what was known."""
    return entry["value"] is None or entry["put_off"]


def times_running(entries: list[Recorded]) -> int:
    """At how many contacts running, up to the last, the last reason was given; 0 without one."""
    reason = entries[-1]["reason"]
    given = sorted((day, one["reason"]) for one in entries for day in one["days"])
    running = takewhile(lambda each: each[1] == reason, reversed(given))
    return len(list(running)) if reason else 0


def enquiry_question(key: str, prompt: CompiledPrompt, facts: Facts) -> Question:
    """Known once she was asked with nobody there who could hear, or cannot be asked here."""
    tries = [one for one in facts.enquiries if one["key"] == key]
    made = [one for one in tries if is_made(prompt, one)]
    if made:
        return Question(key, prompt, Standing.KNOWN, **whose(made[-1]))
    if not tries:
        return Question(key, prompt)
    last = tries[-1]
    not_repeated = last["reason"] == ASKED_BEFORE  # an answer, and no reason of the prompt
    return Question(
        key,
        prompt,
        Standing.COULD_NOT,
        value=ASKED_BEFORE if not_repeated else None,
        reason="" if not_repeated else last["reason"],
        again_on=date.fromisoformat(last["again_on"]) if last["again_on"] else None,
        times=same_reason_streak(facts.enquiries),
        **whose(last),
    )


def is_made(prompt: CompiledPrompt, enquiry: Mapping[str, Any]) -> bool:
    if enquiry["asked"]:
        return bool(enquiry["safe"])
    reason = enquiry["reason"]
    return reason in NOT_OURS or prompt.reason_meaning_of(reason) == KNOWN


def standing_of(prompt: CompiledPrompt, entry: Recorded) -> Standing:
    """What an answer and its reason mean together: a reason that says it is known settles it."""
    reason = prompt.reason_meaning_of(entry["reason"])
    if reason == KNOWN:
        return Standing.KNOWN
    if is_try(entry):
        return Standing.NOT_DONE if reason == GAP else Standing.COULD_NOT
    return STANDINGS.get(prompt.meaning_of(entry["value"]), Standing.KNOWN)


def given_in(entry: Recorded) -> dict[str, Any]:
    return {"value": entry["value"], "reason": entry["reason"], **whose(entry)}


def whose(entry: Recorded) -> dict[str, Any]:
    on = date.fromisoformat(entry["on"])
    return {"on": on, "by": entry["by"], "visit": entry.get("visit", "")}
