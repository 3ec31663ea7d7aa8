"""The enquiry over time: asked or not, why not, by whom, and when it is due again.

It is made of `Facts.enquiries`, which holds no answer: a row says the same whatever was answered.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from checklists.answers.words import source_words, value_words
from checklists.cases.models.case import Case
from checklists.facts.enquiries import Enquiry
from checklists.facts.facts import Facts
from checklists.guidance.compiled_prompt import reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import (
    ASKED_BEFORE,
    ENQUIRY_AFTER_BIRTH,
    ENQUIRY_BEFORE_BIRTH,
    ENQUIRY_IN_RECORD,
)
from checklists.nhsuk.wording import in_words
from checklists.visits.finding_her_alone import NOT_SAFE, not_asked_before_birth

GROUPS = {ENQUIRY_AFTER_BIRTH: "After the birth", ENQUIRY_BEFORE_BIRTH: "Before the birth"}
SAME_REASON = "The same reason as the time before"

Row = dict[str, Any]


def enquiry_groups(
    case: Case, facts: Facts, wording: Compiled, names: Mapping[str, str], today: date
) -> list[Row]:
    """Two groups, the later first, each with its rows, newest first. `names`: visit types."""
    rows = enquiry_rows(facts.enquiries, wording, names, today)
    return [
        {
            "title": title,
            "rows": [row for row in rows if row["key"] == key],
            "record": other_records_words(facts, wording) if key == ENQUIRY_BEFORE_BIRTH else "",
            "not_before": not_asked_before_birth(case, facts)
            if key == ENQUIRY_BEFORE_BIRTH
            else "",
        }
        for key, title in GROUPS.items()
    ]


def enquiry_rows(
    enquiries: Iterable[Enquiry], wording: Compiled, names: Mapping[str, str], today: date
) -> list[Row]:
    """A row for each enquiry, newest first."""
    rows, before = [], ""
    for enquiry in enquiries:
        rows.append(
            {
                "key": enquiry["key"],
                "state": "Asked" if enquiry["asked"] else "Not asked",
                "why": why_words(enquiry, wording),
                "again": again_words(enquiry),
                "same": SAME_REASON if enquiry["reason"] == before != "" else "",
                "line": f"{in_words(date.fromisoformat(enquiry['on']))}. {enquiry['by']}",
                "title": names.get(enquiry["visit_type"], enquiry["visit_type"]),
                "url": reverse("visit_signed", args=[enquiry["visit"]]),
            }
        )
        # "Asked before" is no reason of its own: the next one is compared with the one before it.
        before = before if enquiry["reason"] == ASKED_BEFORE else enquiry["reason"]
    if rows:
        rows[-1]["over"] = day_passed_words(enquiry, today)
    return rows[::-1]


def why_words(enquiry: Enquiry, wording: Compiled) -> str:
    """Why she was not asked, or that she was asked where it was not safe."""
    prompt = wording.prompts[enquiry["key"]]
    if enquiry["asked"]:
        return "" if enquiry["safe"] else NOT_SAFE
    if enquiry["reason"] == ASKED_BEFORE:
        return prompt.label_of(ASKED_BEFORE)
    return reason_words(prompt, enquiry["reason"], wording.neutral_reasons) or "No reason written"


def again_words(enquiry: Enquiry) -> str:
    if enquiry["again_on"]:
        return f"Due again {in_words(date.fromisoformat(enquiry['again_on']))}"
    return "Due again at the next contact"


def day_passed_words(enquiry: Enquiry, today: date) -> str:
    """Said of the last one only: nobody has tried since the day it was planned for."""
    planned = enquiry["again_on"]
    return "That day has passed" if planned and planned < today.isoformat() else ""


def other_records_words(facts: Facts, wording: Compiled) -> str:
    """Whether other records say that she was asked before the birth; '' when nobody has looked."""
    known = facts.private_answers.get(ENQUIRY_IN_RECORD)
    if not known:
        return ""
    return (
        f"{value_words(wording.prompts[ENQUIRY_IN_RECORD], known['value'])}. {source_words(known)}"
    )
