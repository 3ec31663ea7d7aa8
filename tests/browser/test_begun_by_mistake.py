"""A visit begun by mistake: discarded at once while it is empty, by two people when it is not."""

import re

import pytest

from checklists.demo.families import Contact, Family
from checklists.visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

NEXT_DOOR = "Belongs to the baby next door."
NAME = "Wren Fableton"
WREN = Family(
    "Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row", contacts=(Contact(33, "new-birth"),)
)


def test_a_brief_contact_begun_by_mistake_leaves_a_marker_and_one_with_words_needs_two(
    nurse, colleague, family, screenshot
):
    case = family(WREN)
    nurse.signs_in("hv.north").opens(NAME)

    begins_a_brief_contact(nurse, screenshot)
    discards_it(nurse, screenshot)
    begins_another_and_writes_in_it(nurse)
    asks_a_second_person(nurse, screenshot)
    the_manager_reads_and_agrees(colleague("manager.north"), screenshot)

    statuses = case.visits.exclude(status=Visit.Status.SIGNED).values_list("status", flat=True)
    assert list(statuses) == ["discarded", "discarded"]


def begins_a_brief_contact(nurse, screenshot):
    nurse.go(nurse.link("Start visit"))
    nurse.go(nurse.button("Clinic"))
    nurse.is_on("Start a brief contact?")
    screenshot(nurse.page, "brief-contact-390")
    nurse.go(nurse.button("Start brief contact"))
    nurse.is_on("Brief contact")


def discards_it(nurse, screenshot):
    nurse.go(nurse.link("Begun by mistake? Discard this visit"))
    nurse.choose(nurse.page.get_by_label("Started for the wrong baby"))
    screenshot(nurse.page, "discard-390")
    nurse.go(nurse.button("Discard visit"))
    nurse.is_on("Visits").sees("The visit was discarded.")
    nurse.sees(re.compile("^A visit begun on .* was discarded$"))
    screenshot(nurse.page, "marker-390")


def begins_another_and_writes_in_it(nurse):
    nurse.starts_a_visit()
    nurse.takes("Baby today")
    nurse.writes("What is daily life like for this baby right now?", NEXT_DOOR)
    nurse.goes_on()


def asks_a_second_person(nurse, screenshot):
    visit = Visit.objects.get(status=Visit.Status.DRAFT)
    nurse.goes_to(f"/visits/{visit.pk}/discard/").sees("a second person has to agree")
    screenshot(nurse.page, "discard-written-390")
    nurse.go(nurse.link("Ask a second person"))
    nurse.type(nurse.page.get_by_label("Why is this visit to be discarded?"), "Wrong twin.")
    nurse.go(nurse.button("Ask a second person"))
    nurse.sees("Asked. It stays until a second person agrees.")


def the_manager_reads_and_agrees(manager, screenshot):
    manager.go(manager.link("All families"))
    screenshot(manager.page, "team-families-1280")
    manager.opens(NAME).looks_at("Visits")
    manager.go(manager.page.get_by_role("link", name="waits to be discarded"))
    manager.sees("Wrong twin.").does_not_see(NEXT_DOOR)
    manager.go(manager.button("Open"))
    manager.sees(NEXT_DOOR)
    manager.choose(manager.page.get_by_label("I have read what is written"))
    screenshot(manager.page, "discard-agree-1280")
    manager.go(manager.button("Discard it for good"))
    manager.sees("Discarded. Only that a visit was begun is left.")
    screenshot(manager.page, "marker-1280")
