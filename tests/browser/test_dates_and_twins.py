"""A date is told anew, and what was planned follows; twins are two records with a way across."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.demo.families import Contact, Family
from checklists.nhsuk.wording import day_month, in_words
from checklists.outstanding.models import OutstandingItem
from checklists.reading.clock import london_today

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

UNBORN = Family(
    "Otis",
    "Makebelieve",
    "Olive Makebelieve",
    -90,
    "22 Margin Street",
    contacts=(Contact(5, "antenatal", {"sleep_own_surface": "none"}),),
)
FIRST, SECOND = (f"Baby of Olive Makebelieve, twin {place}" for place in (1, 2))
WHY = "The scan letter had another day."


def days_from_now(days):
    return london_today() + timedelta(days=days)


def test_twins_are_added_born_and_found_from_each_other(nurse, family):
    family(UNBORN)
    nurse.signs_in("hv.north").opens("Baby of Olive Makebelieve")

    adds_a_twin(nurse)
    goes_across(nurse)

    records_the_birth(nurse, days_from_now(0))
    nurse.sees("The birth is recorded.").opens(SECOND)
    records_the_birth(nurse, days_from_now(-1))
    nurse.sees("The birth is recorded.").sees("The other twin").sees(FIRST)


def adds_a_twin(nurse):
    nurse.go(nurse.link("Add a twin"))
    nurse.is_on("Add a twin")
    nurse.go(nurse.button("Add this baby"))
    nurse.sees("This is the record of the other twin.")


def goes_across(nurse):
    nurse.sees("The other twin").opens(FIRST)
    nurse.sees("The other twin").sees(SECOND)


def records_the_birth(nurse, day):
    nurse.go(nurse.link("The baby is born: record the birth"))
    nurse.is_on("Record the birth").does_not_see("How many babies were born?")
    nurse.writes_the_day("Date of birth", day)
    nurse.go(nurse.button("Record the birth"))


def test_what_was_planned_follows_a_corrected_date_and_then_the_birth(nurse, family):
    case = family(UNBORN)
    item = OutstandingItem.objects.get(case=case, rule_key="sleep_no_own_space")
    nurse.signs_in("hv.north").opens("Baby of Olive Makebelieve")

    corrects_the_due_date(nurse, days_from_now(70))
    the_item(nurse, item).sees(f"Due {day_month(days_from_now(42))}")
    nurse.sees("because a date of the baby changed")

    nurse.goes_to(reverse("record_birth", args=[case.pk]))
    records_a_birth_before_the_signed_contact(nurse)
    the_item(nurse, item).sees("High").sees("Due today")


def corrects_the_due_date(nurse, day):
    nurse.go(nurse.link("Change name, dates or address"))
    group = nurse.set_of("Due date")
    for part in ("day", "month", "year"):
        group.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))
    nurse.go(nurse.button("Save"))
    nurse.sees("Saved.")


def the_item(nurse, item):
    return nurse.goes_to(reverse("item", args=[item.pk]))


def records_a_birth_before_the_signed_contact(nurse):
    nurse.writes_the_day("Date of birth", days_from_now(-7))
    nurse.choose(nurse.page.get_by_label("One baby", exact=True))
    nurse.go(nurse.button("Record the birth"))
    nurse.sees("There is a problem").sees(in_words(days_from_now(-5)))
    nurse.type(nurse.page.get_by_label("Why does the new date not fit what is signed?"), WHY)
    nurse.go(nurse.button("Record the birth"))
    nurse.sees("The birth is recorded.")
