"""What each signed contact leaves of every baseline question: its answers, and why it could not be
asked. What that means is read by `not_known`; here nothing is judged, so that a rebuild gives the
same whatever the wording in force says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from checklists.facts.contacts import Answer, Answers, Contact, is_put_off, prompt_of
from checklists.guidance.conditions import is_blank

Recorded = Mapping[str, Any]
Ledger = Mapping[str, Sequence[Recorded]]

WHAT_WAS_SAID = ("value", "reason", "put_off")


def ledger_after(before: Ledger, answers: Answers, contact: Contact) -> dict[str, Any]:
    """`counters["ledger"]`: {key: every different answer, the one given last at the end}.

    An answer is {"value" (None for a reason alone), "reason", "put_off" (whether "could not ask
    today" wrote it), "days" ([ISO day, place in the order of signing] of each time it was given,
    the earliest first), "on", "by", "visit" (of the last of them)}. A contact signed late finds its
    place by its day.
    """
    after = {key: list(given) for key, given in before.items()}
    for key, answer in answers.items():
        if prompt_of(key) in contact.baseline and says_something(answer):
            after[key] = with_answer(after.get(key, []), answer, contact)
    return after


def says_something(answer: Answer) -> bool:
    return bool(answer.get("reason")) or not is_blank(answer.get("value"))


def with_answer(given: Sequence[Recorded], answer: Answer, contact: Contact) -> list[Recorded]:
    new = answer_on(answer, contact, place=sum(len(one["days"]) for one in given))
    same = next((one for one in given if is_same(one, new)), None)
    if same is None:
        return by_last_day([*given, new])
    days = sorted([*same["days"], *new["days"]])
    if same["on"] > new["on"]:
        # In its place: of two contacts on one day the one signed last stays the last.
        return [{**one, "days": days} if one is same else one for one in given]
    return by_last_day([*(one for one in given if one is not same), {**new, "days": days}])


def by_last_day(given: Sequence[Recorded]) -> list[Recorded]:
    return sorted(given, key=lambda one: str(one["on"]))


def answer_on(answer: Answer, contact: Contact, *, place: int) -> Recorded:
    day, value = contact.on.isoformat(), answer.get("value")
    return {
        "value": None if is_blank(value) else value,
        "reason": answer.get("reason", ""),
        "put_off": is_put_off(answer),
        "days": [[day, place]],
        "on": day,
        "by": contact.by,
        "visit": contact.visit_id,
    }


def is_same(one: Recorded, other: Recorded) -> bool:
    return all(one[name] == other[name] for name in WHAT_WAS_SAID)
