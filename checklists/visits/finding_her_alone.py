"""Finding her alone, in words: for an opened private part and for no other page.

Counts of what was, with what stood in the way. No share, no order by success, no advice.
"""

from collections.abc import Mapping
from typing import Any

from checklists.cases.models.case import Case
from checklists.facts.enquiries import Enquiry, asked_before_birth, still_to_ask_after_birth
from checklists.facts.facts import Facts
from checklists.facts.finding_alone import FoundAlone, found_alone, what_stood_in_the_way
from checklists.guidance.compiled_prompt import reason_words
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.known_prompts import ENQUIRY_IN_RECORD
from checklists.visits.models import Visit

ASK_TODAY = (
    "No safe enquiry before the birth is on record, and none since. Ask today if she is alone."
)
NOT_BEFORE = "Not asked safely before the birth, as far as this record goes."
NOT_SAFE = "She was not alone, or a relative interpreted"
NO_REASON = "No reason written"
PLACE_NOT_RECORDED = "Place not recorded"
SHORT_PLACES: Mapping[str, str] = {
    **{place.value: place.label for place in Visit.Place},
    Visit.Place.HOME: "Home",
    Visit.Place.CLINIC: "Clinic",
}
HALVES = {True: ", before noon", False: ", after noon", None: ""}


def finding_her_alone(case: Case, facts: Facts, wording: Compiled) -> dict[str, Any]:
    """What `visits/_finding_her_alone.html` shows; the caller has opened the private part."""
    return {
        "ask_today": ASK_TODAY if is_to_be_asked(case, facts) else "",
        "alone": [alone_row(row) for row in found_alone(facts.enquiries)],
        "in_the_way": [
            {"why": why_not(last, wording), "times": times}
            for last, times in what_stood_in_the_way(facts.enquiries)
        ],
    }


def is_to_be_asked(case: Case, facts: Facts) -> bool:
    """Whether the enquiry after the birth comes first when the next visit is prepared."""
    return case.born_on is not None and still_to_ask_after_birth(facts.enquiries, in_record(facts))


def not_asked_before_birth(case: Case, facts: Facts) -> str:
    """What stays in the history, whatever was asked since; '' when she was asked or is expecting
    the baby still."""
    if case.born_on is None or asked_before_birth(facts.enquiries, in_record(facts)):
        return ""
    return NOT_BEFORE


def in_record(facts: Facts) -> str | None:
    said: str | None = facts.private_answers.get(ENQUIRY_IN_RECORD, {}).get("value")
    return said


def alone_row(row: FoundAlone) -> dict[str, str]:
    """'Home, before noon', 'alone at 1 of 3', 'not said at 1'."""
    place = SHORT_PLACES.get(row.place, PLACE_NOT_RECORDED)
    return {
        "place": place + HALVES[row.before_noon],
        "alone": f"alone at {row.alone} of {row.of}",
        "not_said": f"not said at {row.not_said}" if row.not_said else "",
    }


def why_not(enquiry: Enquiry, wording: Compiled) -> str:
    if enquiry["asked"]:
        return NOT_SAFE
    prompt = wording.prompts[enquiry["key"]]
    return reason_words(prompt, enquiry["reason"], wording.neutral_reasons) or NO_REASON
