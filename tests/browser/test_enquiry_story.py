"""An enquiry that could not be made is waited for, seen by those it concerns, and made."""

from datetime import timedelta

import pytest

from checklists.demo.families import Family
from checklists.nhsuk.wording import day_month
from checklists.outstanding.models import OutstandingItem
from checklists.reading.clock import london_today
from tests.browser.steps import answer_the_rest

pytestmark = pytest.mark.browser

OTIS = Family("Otis", "Makebelieve", "Olive Makebelieve", 12, "22 Margin Street")
NAME = "Otis Makebelieve"
ENQUIRY = "Complete routine enquiry after the birth"
WITHOUT_TELLING = "Follow-up"
WELLBEING = "Mother's wellbeing"


def test_an_enquiry_that_was_not_made_waits_for_the_next_visit(nurse, colleague, family):
    family(OTIS)
    nurse.signs_in("hv.north")

    could_not_ask(nurse)

    waits_with_her(nurse)
    her_manager_sees_it(colleague("manager.north"))
    no_other_team_sees_it(colleague("manager.south"))

    asks_at_the_next_visit(nurse)

    nothing_waits(nurse)


def could_not_ask(nurse):
    """The partner is there; when she is alone again she says how she will try."""
    nurse.opens(NAME).starts_a_visit(present=("Mother", "A partner"))
    nurse.is_on("New birth review").takes(WELLBEING).does_not_see("Partner or ex-partner")
    nurse.could_not_ask("Not a good time")
    nurse.goes_back_to_the_visit().says_who_is_here("No one, I am on my own")
    nurse.takes(WELLBEING).opens_the_private_part()
    nurse.answers("Was the mother alone with me for long enough to ask safely?", "No")
    nurse.answers("Have I noticed anything that suggests abuse or control?", "None seen")
    nurse.writes("How and when will she be seen alone?", "At the clinic, where she comes alone.")
    nurse.writes_the_day("Date planned for the next safe attempt", day(7)).goes_on()
    # A father whom nobody asks about at two contacts would be something to do himself.
    answer_the_rest("father_identity")
    nurse.goes_back_to_the_visit().reviews().opens_what_signing_will_do()
    nurse.sees(ENQUIRY).sees(f"Due {day_month(day(14))}")
    nurse.signs().sees("The record is frozen").does_not_see(ENQUIRY)


def waits_with_her(nurse):
    nurse.opens(f"Back to {NAME}").sees("1 high").sees(WITHOUT_TELLING).does_not_see(ENQUIRY)
    nurse.shows_full_titles().sees(ENQUIRY).sees(f"Due {day_month(day(14))}")
    nurse.looks_at("My items").sees(NAME).sees(WITHOUT_TELLING).does_not_see(ENQUIRY)
    nurse.shows_full_titles().sees(ENQUIRY).sees(f"Due {day_month(day(14))}")
    nurse.opens(ENQUIRY).sees("Why it was opened").looks_at("My items").sees(ENQUIRY)


def her_manager_sees_it(manager):
    manager.is_on("North team").sees(NAME).sees(WITHOUT_TELLING).does_not_see(ENQUIRY)
    manager.shows_full_titles().sees(ENQUIRY).sees(f"Due {day_month(day(14))}")


def no_other_team_sees_it(manager):
    item = OutstandingItem.objects.get()
    manager.is_on("South team").sees("No open item is listed for this team").does_not_see(NAME)
    manager.looks_at("My items").sees("No open item is in your name").does_not_see(NAME)
    manager.looks_for(NAME).sees("Nothing found")
    for address in (f"/items/{item.pk}/", f"/cases/{item.case_id}/"):
        manager.goes_to(address).is_on("This page cannot be opened").does_not_see(NAME)


def asks_at_the_next_visit(nurse):
    nurse.looks_at("My caseload").opens(NAME).sees("1 high")
    nurse.starts_a_visit(kind="Extra visit").sees("1 item open from before")
    nurse.takes(WELLBEING).opens_the_private_part().sees("Not asked, by Nia Northfield")
    nurse.answers("Was the mother alone with me for long enough to ask safely?", "Yes")
    nurse.answers("Routine enquiry after the birth: what happened?", "Asked safely, no disclosure")
    nurse.answers("Have I noticed anything that suggests abuse or control?", "None seen").goes_on()
    answer_the_rest()
    nurse.goes_back_to_the_visit().reviews().opens_what_signing_will_do()
    nurse.sees("Proposes to close 1 item").agrees_to_close(ENQUIRY).signs()


def nothing_waits(nurse):
    nurse.opens(f"Back to {NAME}").sees("No open item listed")
    nurse.looks_at("Outstanding").shows_full_titles().sees(ENQUIRY).sees(
        f"Closed {day_month(day(0))}. Done"
    )
    nurse.looks_at("My items").sees("No open item is in your name")


def day(days):
    return london_today() + timedelta(days=days)
