"""What each signed contact leaves of every baseline question: its answers, and why it could not be
asked. What that means is read by `not_known`; here nothing is judged, so that a rebuild gives the
same whatever the wording in force says.
"""

from collections.abc import Mapping
from typing import Any

from checklists.facts.contacts import Answer, Answers, Contact, prompt_of
from checklists.guidance.conditions import is_blank

Ledger = Mapping[str, Mapping[str, Any]]


def ledger_after(before: Ledger, answers: Answers, contact: Contact) -> dict[str, Any]:
    """`counters["ledger"]`: {key: {"said": [...], "could_not": {...} or None}}.

    "said" holds the last entry of each value that was ever given, first to last: {"value",
    "reason", "on" (ISO day), "by", "visit"}. "could_not" is the last reason given without any
    answer, as long as no answer came after it: {"reason", "on", "by", "visit", "times"}, where
    `times` counts the contacts running with that same reason.
    """
    after = {key: dict(kept) for key, kept in before.items()}
    for key, answer in answers.items():
        if prompt_of(key) in contact.baseline:
            after[key] = with_answer(before.get(key, {}), answer, contact)
    return after


def with_answer(kept: Mapping[str, Any], answer: Answer, contact: Contact) -> dict[str, Any]:
    said, could_not = list(kept.get("said", [])), kept.get("could_not")
    if not is_blank(answer.get("value")):
        return {
            "said": with_value(said, {"value": answer["value"], **given_at(answer, contact)}),
            "could_not": could_not if is_after(could_not, contact) else None,
        }
    if not answer.get("reason") or is_after(could_not, contact) or is_said_later(said, contact):
        return {"said": said, "could_not": could_not}
    same = could_not is not None and could_not["reason"] == answer["reason"]
    times = could_not["times"] + 1 if could_not and same else 1
    return {"said": said, "could_not": {**given_at(answer, contact), "times": times}}


def given_at(answer: Answer, contact: Contact) -> dict[str, str]:
    return {
        "reason": answer.get("reason", ""),
        "on": contact.on.isoformat(),
        "by": contact.by,
        "visit": contact.visit_id,
    }


def with_value(said: list[dict[str, Any]], entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Of each value the newest entry; a contact signed late replaces no newer one."""
    same = [one for one in said if one["value"] == entry["value"]]
    if same and same[0]["on"] > entry["on"]:
        return said
    others = [one for one in said if one["value"] != entry["value"]]
    return sorted([*others, entry], key=lambda one: one["on"])


def is_after(could_not: Mapping[str, Any] | None, contact: Contact) -> bool:
    """Whether it was recorded for a later day than that of this contact, which is signed late."""
    return could_not is not None and could_not["on"] > contact.on.isoformat()


def is_said_later(said: list[dict[str, Any]], contact: Contact) -> bool:
    return any(one["on"] > contact.on.isoformat() for one in said)
