"""A family moves away: it is offered, accepted, and the old holder sees it no more."""

import re

import pytest

from checklists.demo.families import Contact, Family
from checklists.outstanding.models import OutstandingItem

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

NAME = "Otis Makebelieve"
WITHOUT_A_COT = {"sleep_own_surface": "none"}
OTIS = Family(
    "Otis",
    "Makebelieve",
    "Olive Makebelieve",
    12,
    "22 Margin Street",
    contacts=(Contact(0, "new-birth", WITHOUT_A_COT),),
)
NOTE = "They move on Saturday. I can come along to the first contact."


def test_a_family_goes_to_another_team_with_what_is_open(nurse, colleague, family):
    case = family(OTIS)
    assert OutstandingItem.objects.open().filter(case=case).exists()
    nurse.signs_in("hv.north")

    offers_it(nurse)

    a_manager_of_the_south_accepts(colleague("manager.south"))

    the_old_holder_sees_it_no_more(nurse, case)
    the_new_holder_has_it(colleague("hv.south"))


def offers_it(nurse):
    nurse.opens(NAME)
    nurse.go(nurse.link("Hand over this family"))
    nurse.is_on("Hand over this family")
    nurse.page.get_by_label("Who takes over?").select_option("South team, where a manager chooses")
    nurse.type(nurse.page.get_by_label("What do they need to know?"), NOTE)
    nurse.go(nurse.button("Offer the family"))
    nurse.sees("Until it is accepted nothing changes.").sees("Offered today, not answered yet")
    nurse.looks_at("My caseload").sees(NAME)


def a_manager_of_the_south_accepts(manager):
    manager.looks_at("Handovers").sees("From Nia Northfield, North team").opens(NAME)
    manager.sees(NOTE).sees("…Margin Street").does_not_see("22 Margin Street")
    holder = manager.page.get_by_label("Who holds the family from today?")
    holder.select_option("Sunny Southwell")
    manager.go(manager.button("Accept"))
    manager.sees("Accepted. Sunny Southwell holds the family from today.")


def the_old_holder_sees_it_no_more(nurse, case):
    nurse.looks_at("My caseload").does_not_see(NAME)
    nurse.looks_at("My items").does_not_see(NAME)
    nurse.goes_to(f"/cases/{case.pk}/").is_on("This page cannot be opened").does_not_see("Otis")
    nurse.go(nurse.link("Go to the first page"))
    nurse.looks_at("Handovers").sees(re.compile("^Mo Southgate accepted this on")).does_not_see(
        NAME
    )


def the_new_holder_has_it(nurse):
    nurse.is_on("My caseload").sees(NAME).looks_at("My items").sees(NAME)
