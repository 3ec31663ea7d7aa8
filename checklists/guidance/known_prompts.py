"""Prompts, choices and reasons that code reads by name, and what each is needed for.

An editor may reword all of them. A version that lacks one, or asks for another kind of answer, is
not published; `known_checks` says why in the words that stand here.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What code needs of one prompt. `needed` completes "It is needed to ..."."""

    key: str
    answer_type: str
    needed: str
    choices: Collection[str] = ()
    reasons: Collection[str] = ()


KNOWN: dict[str, Known] = {}


def known(
    key: str,
    answer_type: str,
    needed: str,
    choices: Collection[str] = (),
    reasons: Collection[str] = (),
) -> str:
    """The key, once what is needed of its prompt is listed in KNOWN."""
    KNOWN[key] = Known(key, answer_type, needed, choices, reasons)
    return key


# --- reasons ------------------------------------------------------------------------------------

PARTNER_PRESENT = "partner_present"
FAMILY_PRESENT = "family_present"
CHILD_PRESENT = "child_present"
NO_INTERPRETER = "no_interpreter"
DONE_BY_OTHER = "done_by_other"
NOT_WITH_MOTHER = "not_with_mother"

# What a shut page offers instead of reasons, where it means more to code than its words.
NOT_A_GOOD_TIME = "not_a_good_time"
LATER = "later"
NEUTRAL_REASONS = {
    NOT_A_GOOD_TIME: "take the exact reason from who is present at the visit",
    LATER: "ask for the exact reason before the visit is signed",
}

# --- the baby -----------------------------------------------------------------------------------

SEEN_AWAKE, SEEN_ASLEEP, NOT_SEEN = "seen_awake", "seen_asleep", "not_seen"
BABY_SEEN = known(
    "baby_seen", "choice", "say when the baby was last seen", [SEEN_AWAKE, SEEN_ASLEEP, NOT_SEEN]
)
SEEN_UNDRESSED = known(
    "skin_seen", "status", "say at review whether the baby was undressed", ["done", "not_done"]
)
BABYS_DAY = known("baby_lived_experience", "text", "tell the baby's day on the case page")

# --- sleep, crying and equipment ----------------------------------------------------------------

SPACE_SUITABLE, SPACE_UNSUITABLE = "yes", "unsuitable"
SLEEP_SPACE = known(
    "sleep_own_surface",
    "choice",
    "say on the case page when the sleep space was last seen, and how it was",
    [SPACE_SUITABLE, SPACE_UNSUITABLE],
)
NIGHT_PLACE = known(
    "sleep_night_place", "multi_choice", "say on the case page where the baby sleeps at night"
)
TAKEN_HOME = "say it on the sheet that the family takes home"
BED_SHARING_ADVICE = known("sleep_bed_share_advice", "status", TAKEN_HOME, ["done"])
CRYING_ADVICE = known("icon_given_main", "status", TAKEN_HOME, ["done"])
CRYING_PLAN = known("crying_plan", "text", TAKEN_HOME)
EQUIPMENT_CHECKED = known("equipment_checked", "status", TAKEN_HOME, ["done"])

# --- advice given -------------------------------------------------------------------------------

CARERS = ("mother", "father", "partner", "grandparent", "other_carer")
NO_MALE_CARER, NO_OTHER_CARERS = "no_male_carer", "no_other_carers"
CARERS_OR_NONE = (*CARERS, NO_MALE_CARER, NO_OTHER_CARERS)
WHO_WAS_TOLD = "say on the case page who was given this advice, and who was not"
SLEEP_ADVICE = known("sleep_messages_reached", "multi_choice", WHO_WAS_TOLD, CARERS_OR_NONE)
HANDLING_ADVICE = known("handling_messages_reached", "multi_choice", WHO_WAS_TOLD, CARERS_OR_NONE)
HOME_ADVICE = known("home_messages_reached", "multi_choice", WHO_WAS_TOLD, CARERS_OR_NONE)
VULNERABILITY_ADVICE = known("vulnerability_explained_to", "multi_choice", WHO_WAS_TOLD, CARERS)
SAID_BACK = "teach_back"
UNDERSTANDING_CHECKED = known(
    "understanding_checked", "choice", "say whether advice was explained or shown back", [SAID_BACK]
)

# --- a mark, and the telephone call about it ----------------------------------------------------

MARKED = frozenset({"yes", "reported"})
MARK_SEEN = known("mark_seen", "choice", "lead to the telephone call about a mark", MARKED)
READ_OUT = "read it out on the telephone when a mark is referred"
MOBILITY = known("baby_mobility", "choice", READ_OUT)
MARK_TYPE = known("mark_type", "multi_choice", READ_OUT)
BODY_MAP = known("mark_body_map", "status", READ_OUT)
BODY_MARKS = known(
    "mark_map", "body_map", "draw the marks of a visit, and those from birth later on"
)
WORDS_OF_MARKS = known("mark_map_told", "mark_words", "keep apart who told of a mark on the map")
IN_A_RECORD = "recorded"
BIRTHMARK_CHECKED = known(
    "mark_birthmark_verified", "choice", "say who checked a birthmark", [IN_A_RECORD]
)
EXPLANATION = known("mark_explanation", "text", READ_OUT)
EXPLANATION_FITS = known("mark_explanation_fits", "choice", READ_OUT)
OTHER_CHILDREN = known("mark_siblings", "status", READ_OUT)
SAFE_UNTIL_SEEN = known("mark_safety_now", "text", READ_OUT)
PARENTS_TOLD = known("mark_parents_told", "choice", READ_OUT)
PAEDIATRIC_ASSESSMENT = known("mark_paediatric", "choice", READ_OUT)
REFERRAL_MADE, REFERRAL_MADE_BY_OTHER = "made", "made_by_other"
REFERRAL = known(
    "mark_csc_referral",
    "choice",
    "record that the telephone call was made",
    [REFERRAL_MADE, REFERRAL_MADE_BY_OTHER],
)
REFERENCE = known("mark_csc_reference", "text", "record whom a telephone call reached, and when")

# --- plan, handover and supervision -------------------------------------------------------------

UNIVERSAL = "universal"
PLAN_LEVEL = known(
    "plan_level", "choice", "know since when more than a universal plan is in place", [UNIVERSAL]
)
NO_PROGRESS = frozenset({"no_change", "worse"})
PLAN_PROGRESS = known(
    "plan_progress", "choice", "count the visits at which the plan made no progress", NO_PROGRESS
)
HANDED_OVER_IN_FULL = "both"
HANDOVER_DONE = known(
    "handover_done", "choice", "know when care was handed over in full", [HANDED_OVER_IN_FULL]
)
STILL_TO_SAY = frozenset({"partly", "avoided"})
DIFFICULT_CONVERSATION = known(
    "difficult_conversation_needed",
    "choice",
    "count the visits at which something hard was still to be said",
    STILL_TO_SAY,
)
NEXT_SUPERVISION = known("sup_next_date", "date", "take a day that lies ahead")

# --- routine enquiry ----------------------------------------------------------------------------

DISCLOSED = "asked_disclosure"
ASKED = frozenset({"asked_no_disclosure", DISCLOSED, "asked_not_answered"})
ASKED_BEFORE = "asked_before"
SOMEONE_PRESENT = (PARTNER_PRESENT, FAMILY_PRESENT, CHILD_PRESENT)
WHY_NOT_ASKED = (*SOMEONE_PRESENT, NO_INTERPRETER, DONE_BY_OTHER, NOT_WITH_MOTHER)
EVERY_TRY = "list every time the routine enquiry was made, or why it was not"
ENQUIRY_BEFORE_BIRTH = known("da_antenatal", "choice", EVERY_TRY, ASKED, WHY_NOT_ASKED)
ENQUIRY_AFTER_BIRTH = known(
    "da_postnatal", "choice", EVERY_TRY, [*ASKED, ASKED_BEFORE], WHY_NOT_ASKED
)
ENQUIRIES = (ENQUIRY_BEFORE_BIRTH, ENQUIRY_AFTER_BIRTH)
SEEN_IN_RECORD = "yes_record"
ENQUIRY_IN_RECORD = known(
    "da_antenatal_history",
    "choice",
    "say what the record holds of an enquiry before the birth",
    [SEEN_IN_RECORD],
)
ASKED_SAFELY = "know whether the mother was asked safely"
SEEN_ALONE = known("da_seen_alone", "yes_no", ASKED_SAFELY, ["no"])
FAMILY_INTERPRETED = "family_used"
WHO_INTERPRETED = known("da_interpreter", "choice", ASKED_SAFELY, [FAMILY_INTERPRETED])
NEXT_ENQUIRY = known("da_next_date", "date", "say when the enquiry is tried again")
TOLD_US = "told_us"
SIGNS_OF_ABUSE = known("da_indicators", "multi_choice", "know when abuse was told", [TOLD_US])
SAFE_CONTACT = known("da_safe_contact", "text", "say on the case page how to reach her safely")

# --- the father and other adults ----------------------------------------------------------------

FATHER_KNOWN = frozenset({"yes", "donor"})
FATHER_NOT_ASKED, FATHER_WITHHELD = "not_asked", "withheld"
FATHER_IDENTITY = known(
    "father_identity",
    "choice",
    "count the contacts at which he was not known",
    [*FATHER_KNOWN, FATHER_NOT_ASKED, FATHER_WITHHELD],
)
HIDDEN_OR_LATE = frozenset({"late_booking", "concealed", "denied"})
PREGNANCY_CONCEALED = known(
    "pregnancy_concealed", "choice", "know whether to ask what lay behind it", HIDDEN_OR_LATE
)
CONSIDERED = frozenset({"considered_no_signs", "considered_signs"})
COERCION_CONSIDERED = known(
    "coercion_considered",
    "choice",
    "count the contacts at which nobody thought about it",
    CONSIDERED,
)
AROUND_THE_BABY = "show on the household page who is around the baby"
LIVES_NEAREST = ("yes", "stays_over", "baby_goes_to_them", "visits")
ADULT_NAME = known("adult_name", "text", AROUND_THE_BABY)
ADULT_ROLE = known("adult_role", "choice", AROUND_THE_BABY)
LIVES_IN_HOME = known(
    "adult_lives_in_home", "choice", AROUND_THE_BABY, [*LIVES_NEAREST, "not_known"]
)
CARES_ALONE = known("adult_cares_alone", "choice", AROUND_THE_BABY, ["yes", "not_known"])
MET, SEEN_NOT_SPOKEN, NOT_MET = "yes", "seen_not_spoken", "no"
ADULT_MET = known("adult_met", "choice", AROUND_THE_BABY, [MET, SEEN_NOT_SPOKEN, NOT_MET])
ADULTS_ALL_RECORDED = known(
    "adults_record_complete",
    "choice",
    "know that a family without an adult on record was asked about adults",
    ["yes", "no_males"],
)
ADULT_KNOWN_FROM = known("adult_known_from", "multi_choice", AROUND_THE_BABY)
