"""Who was given which advice directly, when and by whom, kept with the facts.

A carer counts from the first contact whose answer names them until an answer leaves them out.
`said_back` speaks of that contact: what was understood then was explained or shown back. Source:
learning points 2 and 3 of the briefing.
"""

from collections.abc import Mapping
from typing import Any

from checklists.facts.contacts import Contact
from checklists.guidance.conditions import is_blank
from checklists.guidance.known_prompts import (
    CRYING_ADVICE,
    HANDLING_ADVICE,
    HOME_ADVICE,
    SAID_BACK,
    SLEEP_ADVICE,
    UNDERSTANDING_CHECKED,
    VULNERABILITY_ADVICE,
)

TOPICS = (SLEEP_ADVICE, HANDLING_ADVICE, HOME_ADVICE, VULNERABILITY_ADVICE)
MAIN_CARER = "main_carer"
LATER = "9999"  # than every ISO day: this carer has not been given it yet

AdviceGiven = Mapping[str, Mapping[str, Any]]


def advice_given_after(before: AdviceGiven, contact: Contact) -> dict[str, Any]:
    """`open_counters["heard"]`: {prompt: {"on", "who": {carer: {"on", "by", "said_back"}}}}.

    `on` is the ISO day of the answer that stands. A choice such as "no father or male carer" is
    kept like a carer.
    """
    after = dict(before)
    for prompt in TOPICS:
        named = contact.value_of(prompt)
        if not is_blank(named):
            after[prompt] = with_carers(before.get(prompt, {}), named, contact)
    if contact.value_of(CRYING_ADVICE) == "done":
        given = before.get(CRYING_ADVICE, {})
        if given.get("on", "") <= contact.on.isoformat():
            after[CRYING_ADVICE] = {
                "on": contact.on.isoformat(),
                "who": {MAIN_CARER: given_at(contact)},
            }
    return after


def with_carers(before: Mapping[str, Any], named: list[str], contact: Contact) -> dict[str, Any]:
    """A contact signed late adds nobody; it only moves the day of somebody named to its own."""
    day, who = contact.on.isoformat(), before.get("who", {})
    is_late = before.get("on", "") > day
    return {
        "on": before["on"] if is_late else day,
        "who": {
            carer: given_at(contact)
            if carer in named and day < who.get(carer, {"on": LATER})["on"]
            else who[carer]
            for carer in (who if is_late else named)
        },
    }


def given_at(contact: Contact) -> dict[str, Any]:
    return {
        "on": contact.on.isoformat(),
        "by": contact.by,
        "said_back": contact.value_of(UNDERSTANDING_CHECKED) == SAID_BACK,
    }
