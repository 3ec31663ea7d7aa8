"""A new birth visit at which much is difficult, written without a pointer."""

import re

import pytest

from checklists.demo.families import Family
from checklists.outstanding.models import OutstandingItem
from checklists.reading.clock import london_today
from tests.browser.steps import PersonAtAKeyboard, answer_the_rest

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

JUNO = Family("Juno", "Madeupley", "June Madeupley", 12, "9 Parable Court")
PARTNER = "Name not known"

# Worked out by hand from the rules in content.json: priority, and days until it is due.
OPENS = {
    "bruise_non_mobile": ("immediate", 0),  # a mark was reported, and the baby does not move yet
    "bruise_referral_no_outcome": ("high", 1),  # referred, and nothing heard yet
    "da_postnatal_not_completed": ("high", 14),  # the enquiry was not made
    "da_interpreter": ("high", 7),  # needed, and there was none
    "new_adult_identified": ("high", 14),  # someone new, and not everyone is recorded
    "adult_gap": ("high", 14),  # the mother's partner has not been met: sooner than the usual 28
}
TITLES = (
    "Bruise or mark on a baby who is not mobile: refer now",
    "Chase or challenge the referral outcome",
    "Complete routine enquiry after the birth",
    "Book an independent interpreter for the next contact",
    "New or unrecorded adult around the baby",
    "Meet this adult and explore their history",
)


@pytest.fixture
def nurse(desktop, axe):
    return PersonAtAKeyboard(desktop, axe)


def test_a_difficult_visit_opens_what_the_rules_say(nurse, family):
    family(JUNO)
    nurse.signs_in("hv.north").opens("Juno Madeupley")
    nurse.starts_a_visit(present=("Mother", "A partner"))

    a_mark_is_reported(nurse)
    nobody_interprets(nurse)
    the_partner_stays(nurse)
    alone_again(nurse)
    worries(nurse)
    answer_the_rest()
    nurse.reviews().opens_what_signing_will_do().sees("Opens 6 items, owner Nia Northfield")
    for title in TITLES:
        nurse.sees(title)
    nurse.signs().sees("Say what you did, when and with whom").sees("The record is frozen")

    today = london_today()
    opened = {
        item.rule_key: (item.get_priority_display().lower(), (item.due_on - today).days)
        for item in OutstandingItem.objects.all()
    }
    assert opened == OPENS


def a_mark_is_reported(nurse):
    """No page, title or sound of it until she asks, by a button that every family's page has."""
    nurse.takes("Weight and skin check")
    nurse.answers("Was the baby seen undressed (weighing, bath or change)?", "Done")
    nurse.answers("Can the baby move around independently?", "No, not yet rolling")
    nurse.answers(
        "Is there any bruise, mark, swelling, bleeding or injury, "
        "seen or reported, now or since last contact?",
        "Not seen, but someone reported one",
    )
    nurse.is_on("Weight and skin check").does_not_see(
        re.compile("Ring now|[Rr]eferral|[Rr]efer to")
    )
    nurse.answers("What was seen or reported?", "Bruise")
    nurse.writes(
        "What explanation was given, by whom, in their words?",
        "Her sister: there was a blue mark on the leg on Friday.",
    )
    nurse.answers("Does the account fit the mark and what the baby can do?", "Not sure")
    nurse.answers(
        "Body map completed?", "Not done", because="Mark was reported and could not be seen"
    )
    nurse.asks_for_next_steps().rings("Duty worker", "FICTION-1")
    nurse.answers("Same-day paediatric assessment", "Arranged today")
    nurse.writes("Who is keeping the baby safe until seen?", "The mother's sister, at her home.")
    nurse.answers("Other children in the home considered?", "Done")
    nurse.answers("Were the parents told about the referral?", "Yes").goes_on().is_on("Sleep")


def nobody_interprets(nurse):
    nurse.goes_back_to_the_visit().takes("What the family knows")
    nurse.answers(
        "What does this family need so that advice is usable?", "Spoken-language interpreter"
    )
    nurse.answers(
        "How did I check that today's advice was understood?",
        "Talked it through, seemed to understand",
    )
    nurse.goes_on().goes_back_to_the_visit()


def the_partner_stays(nurse):
    """Private pages stay shut; what he can read does not say what they are about."""
    nurse.takes("Mother's wellbeing").could_not_ask("Not a good time")
    nurse.is_on("Family and friends").goes_on().goes_back_to_the_visit()


def alone_again(nurse):
    nurse.says_who_is_here("No one, I am on my own")
    nurse.takes("Mother's wellbeing").opens_the_private_part()
    nurse.answers("Was the mother alone with me for long enough to ask safely?", "No")
    nurse.answers("Have I noticed anything that suggests abuse or control?", "None seen")
    nurse.answers("Who interpreted today?", "No interpreter available")
    nurse.writes("How and when will she be seen alone?", "At the clinic, with an interpreter.")
    nurse.writes_the_day("Date planned for the next safe attempt", london_today()).goes_on()
    nurse.is_on("Family and friends").opens_the_private_part().adds_an_adult(
        "Name not known or not shared"
    )
    nurse.about(PARTNER).answers("Relationship to the baby", "Mother's current partner")
    nurse.answers("Does this adult live in the home?", "Stays over")
    nurse.answers("Is this adult ever left alone with the baby?", "Not known yet")
    nurse.answers(
        "Has a practitioner met and spoken with this adult?", "No", because="Not yet invited"
    )
    nurse.answers(
        "Have this adult's health and vulnerabilities been explored?",
        "Not done",
        because="No independent interpreter",
    )
    nurse.answers("What is known that may need support or attention?", "Not yet explored")
    nurse.answers(
        "What do we know about this adult's history with other children?",
        "Not asked or checked yet",
    )
    nurse.about_the_rest()
    nurse.answers(
        "Since the last contact, has anyone come into or left the home or the baby's care, "
        "or has a relationship started or ended?",
        "Yes, someone new",
    )
    nurse.answers(
        "Do I know everyone who lives in, stays at or looks after the baby "
        "(nights and weekends too), and is each on the record?",
        "Some missing",
    )
    nurse.goes_on().goes_back_to_the_visit()


def worries(nurse):
    nurse.takes("Last question about Juno").opens_the_private_part()
    nurse.answers(
        "Having thought about the baby first, is anything worrying me?",
        "Yes, a concern I can describe",
    )
    nurse.writes(
        "What is the worry, and what have I done about it?", "The mark. Rang, and told my manager."
    )
    nurse.goes_on().goes_back_to_the_visit().takes("Team discussion").opens_the_private_part()
    nurse.answers("Have I told my manager or safeguarding lead?", "Yes (who and when in notes)")
    nurse.goes_on().goes_back_to_the_visit()
