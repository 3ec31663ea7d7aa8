"""Why an item is open, in words."""

from collections.abc import Mapping
from datetime import date

from checklists.cases.access import Reads
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.in_force import version_in_force
from checklists.guidance.known_prompts import ADULT_NAME, ENQUIRIES
from checklists.guidance.naming import with_adult_named
from checklists.nhsuk.wording import in_words
from checklists.outstanding.models import OutstandingItem

NOT_DONE_TWICE = "fact:not_done_streak"
NAME_NOT_KNOWN = "An adult whose name is not known"
FACT_WORDS = {
    "not_done_streak": "The same question could not be answered at 2 contacts running.",
    "no_access_streak": "Planned contacts running that could not happen.",
    "not_held_streak": "A planned contact could not happen.",
    "father_identity_gap_contacts": "It was not known at 2 contacts or more.",
    "father_identity_unasked_contacts": "Nobody asked, or wrote it down, at 2 contacts running.",
    "coercion_not_considered_contacts": "It was left open at 2 contacts running.",
    "enquiry_same_reason_streak": "The same reason at 2 contacts running.",
    "present_unmatched_contacts": "At 2 contacts or more nobody could say who was there.",
    "adult_confirmed_days": "What is known of an adult has not been confirmed for a long time.",
    "days_to_edd": "The due date is near.",
    "sleep_place_seen_before": "The sleep place has not been seen at an earlier contact.",
}


def why_open(item: OutstandingItem, about: str) -> list[str]:
    """The questions whose answers opened it, and what was counted; [] when a person opened it.

    `about` is `about_whom`: the questions name the adult.
    """
    if not item.opened_because:
        return []
    visit = item.opened_at_visit
    wording = compiled(visit.version).at_stage(visit.stage) if visit else None
    prompts = (wording or compiled(version_in_force())).prompts
    name = "" if about == NAME_NOT_KNOWN else about
    words = [with_adult_named(question_words(key, prompts), name) for key in item.opened_because]
    if NOT_DONE_TWICE in item.opened_because:
        words += [question_words(key, prompts) for key in waiting_now(item)]
    return [one for one in words if one]


def waiting_now(item: OutstandingItem) -> list[str]:
    """The open questions that could not be answered at 2 contacts running or more, as of today."""
    runs = read_facts(item.case, with_private=False).open_counters.get("not_done_runs", {})
    return [key for key, length in runs.items() if length > 1]


def question_words(key: str, prompts: Mapping[str, CompiledPrompt]) -> str:
    if key.startswith("fact:"):
        return FACT_WORDS.get(key.removeprefix("fact:"), "")
    prompt = prompts.get(key.partition(":")[0])
    return prompt.text if prompt else ""


def about_whom(item: OutstandingItem, right: Reads) -> str:
    """The name of the adult an item is about, as last written; '' for items about the family.

    '' without the private permission, too: such items are private.
    """
    if not item.subject.startswith("adult:") or not right.private:
        return ""
    adult = item.subject.removeprefix("adult:")
    named = read_facts(item.case, with_private=True).private_answers.get(f"{ADULT_NAME}:{adult}")
    return (named or {}).get("value") or NAME_NOT_KNOWN


def next_try_words(item: OutstandingItem, right: Reads) -> str:
    """'4 December 2026': when the enquiry that an item waits for is tried again, as last planned;
    '' for other items and without the private permission."""
    if not (right.private and set(item.opened_because) & set(ENQUIRIES)):
        return ""
    tries = read_facts(item.case, with_private=True).enquiries
    planned = tries[-1]["again_on"] if tries else ""
    return in_words(date.fromisoformat(planned)) if planned else ""
