"""A routine 6 to 8 week visit at which nothing is new, from signing in to signed."""

import pytest

from checklists.answers.in_force import NOTHING_SAID
from checklists.demo.families import Contact, Family
from checklists.outstanding.models import OutstandingItem
from checklists.visits.models import Visit
from tests.answers.filling import working_visit

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

MOST_TAPS = 75
REQUIRED = 25
BEHIND_A_TAP = 4  # not counted on the page that anyone may see
WREN = Family(
    "Wren",
    "Fableton",
    "Rosa Fableton",
    45,
    "2 Fable Row",
    father="Dev Fableton",
    contacts=(Contact(33, "new-birth", present=("mother", "father")),),
)
HER_DAY = "Feeds every three hours, watches faces, sleeps in the cot by the bed."

# What is asked at every contact and must be answered, page by page in the order of the visit.
BEFORE_AND_WITH_THE_FAMILY = {
    "Baby today": {
        "Did I see the baby at this contact?": "Seen awake",
        "What is daily life like for this baby right now?": HER_DAY,
    },
    "Weight and skin check": {
        "Was the baby seen undressed (weighing, bath or change)?": "Done",
        "Is there any bruise, mark, swelling, bleeding or injury, "
        "seen or reported, now or since last contact?": "No",
    },
    "Sleep": {
        "Where does the baby sleep at night?": "Cot, crib or Moses basket",
        "Does the baby have a clear, flat, firm sleep space of their own, "
        "and did I see it?": "Yes, seen today",
        "Is the baby always put down on their back?": "Always",
        "Does anyone fall asleep in bed with the baby, "
        "on purpose or by accident?": "No, and no plan to",
        "Have I gone through safer bed-sharing practice and when never to do it?": "Done",
        "Since the last contact, has anyone dozed off with the baby on a sofa or armchair?": "No",
        "At night, is anyone who looks after the baby affected by alcohol, drugs, "
        "drowsy-making medicine or exhaustion?": "No one",
        "Looking at the sleep place, what needs to change?": "None of these",
        "Is there a plan for nights that are different?": "Plan agreed",
    },
    "Handling": {
        "Have I talked today with the main carer about crying and safe handling (ICON)?": "Done",
        "How are carers coping with crying?": "Coping",
        "How is the baby handled, lifted and supported?": "Gentle and confident",
    },
    "Home": {"Looking round with the family, which hazards were found?": "None found"},
    "What the family knows": {
        "How did I check that today's advice was understood?": (
            "They explained or showed it back to me"
        ),
    },
    "Parents' health": {
        "Mother: emotional wellbeing and mental health": "Asked, no concern",
    },
}
WHEN_ALONE = {
    "Mother's wellbeing": {
        "Was the mother alone with me for long enough to ask safely?": "Yes",
        "Routine enquiry after the birth: what happened?": "Asked safely, no disclosure",
        "Have I noticed anything that suggests abuse or control?": "None seen",
    },
    "Family and friends": {
        "Since the last contact, has anyone come into or left the home or the baby's care, "
        "or has a relationship started or ended?": "No",
    },
    "Pregnancy and family background": {},
    "Family picture": {
        "Does what I was told match what I saw and what others know?": "Yes",
    },
    "Plan and services": {},
}
# Asked anew at this contact: that it was read last time says nothing of today.
HISTORY = "Before the visit, did I read the history (family, earlier children, other agencies)?"
WORRY = "Having thought about the baby first, is anything worrying me?"


def test_a_visit_at_which_nothing_is_new_takes_few_taps(nurse, family):
    family(WREN)

    nurse.signs_in("hv.north").opens("Wren Fableton").starts_a_visit()
    shown = REQUIRED - BEHIND_A_TAP
    nurse.sees(f"{shown} required questions still to answer on the pages that are open")
    nurse.takes("Read the history").is_on("Read the history")
    nurse.answers(HISTORY, "Done").goes_on()
    for title, answers in BEFORE_AND_WITH_THE_FAMILY.items():
        goes_through(nurse.is_on(title), answers)
    for title, answers in WHEN_ALONE.items():
        goes_through(nurse.is_on(title).opens_the_private_part(), answers)
    nurse.is_on("Professionals involved").confirms_what_has_not_changed().goes_on()
    nurse.is_on("How the visit went").goes_on()
    nurse.is_on("Last question about Wren").answers(WORRY, "No worry today").goes_on()
    nurse.is_on("Review and sign").opens_what_signing_will_do().sees("Signing opens no new item")
    nurse.signs()

    print(f"\nA routine 6 to 8 week visit takes {nurse.taps} taps")  # noqa: T201 the number is asked for
    nurse.is_on("6 to 8 week review").sees("The record is frozen")
    assert nurse.taps <= MOST_TAPS
    assert_required_questions_were_answered(Visit.objects.get(visit_type="6-8-week"))
    assert not OutstandingItem.objects.exists()


def goes_through(nurse, answers):
    if not answers:
        nurse.confirms_and_goes_on()
        return
    nurse.confirms_what_has_not_changed().confirms_each_adult()
    for question, answer in answers.items():
        nurse.answers_or_writes(question, answer)
    nurse.goes_on()


def assert_required_questions_were_answered(visit):
    now = working_visit(visit)
    required = {
        key for key, prompt in now.asked(now.prompts) if prompt.required and not prompt.is_carried
    }
    answered = {key for key, entry in now.documents.items() if entry["how"] == "answered"}

    assert len(required) == REQUIRED
    assert answered == required | {"history_reviewed"}
    assert {entry["how"] for entry in now.current.values()} == {"answered", "confirmed"}
    left = [key for key, entry in now.documents.items() if entry["how"] == NOTHING_SAID]
    assert all(now.last_time.prompt(key).is_act for key in left)
