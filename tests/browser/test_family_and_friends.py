"""Two adults of whom nothing has changed: who is new comes first, the rest is quick on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.demo.contacts import household_answers
from checklists.demo.families import Contact, Family
from checklists.demo.ordinary import FATHER
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.visits.models import Visit
from tests.answers.filling import working_visit
from tests.browser.steps import PersonAtAKeyboard

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

BEFORE = 6270  # pixels at 390: two adults, a question after the other
PERCY, GRAN = "Percy Pretendham", "Gran Pretendham"
ADA = Family(
    "Ada",
    "Pretendham",
    "Posy Pretendham",
    45,
    "1 Footnote Yard",
    father=PERCY,
    contacts=(Contact(33, "new-birth"),),
)
ANYONE_NEW = (
    "Since the last contact, has anyone come into or left the home or the baby's care, "
    "or has a relationship started or ended?"
)


@pytest.fixture
def gran(family):
    """The second adult, known as well as the first."""
    case = family(ADA)
    answers = {**FATHER, "adult_name": GRAN, "adult_role": "grandparent"}
    return add_adult(
        case,
        named=Adult.Named.KNOWN,
        answers=household_answers(answers),
        by=case.owner,
        at=timezone.now(),
    )


def opens_family_and_friends(person):
    person.signs_in("hv.north").opens("Ada Pretendham").starts_a_visit()
    return person.takes("Family and friends").opens_the_private_part()


def height(page):
    return page.evaluate("document.documentElement.scrollHeight")


def line_of(page, name):
    """The one line that stands for an adult of whom nothing is left to say."""
    heading = page.get_by_role("heading", name=name, exact=True)
    return page.locator("details.adult--settled").filter(has=heading)


def test_who_is_new_comes_first_and_each_adult_is_confirmed_in_one_press(nurse, gran, screenshot):
    opens_family_and_friends(nurse)
    page = nurse.page

    first = page.locator("#opened [data-question]").first
    assert first.get_attribute("data-question") == "new_adult_since_last"
    nurse.about(PERCY).sees(f"Does {PERCY} live in the home?").sees("Calm with the baby")
    assert height(page) < BEFORE * 0.6
    screenshot(page, "family-two-known")

    nurse.about_the_rest().answers(ANYONE_NEW, "No")
    nurse.go(nurse.button(f"Nothing has changed about {PERCY}"))
    expect(line_of(page, PERCY)).to_be_visible()
    nurse.go(nurse.button(f"Nothing has changed about {GRAN}"))
    expect(line_of(page, GRAN)).to_be_visible()
    assert height(page) < BEFORE / 3
    screenshot(page, "family-two-confirmed")

    kept = working_visit(Visit.objects.get(status=Visit.Status.DRAFT)).documents
    assert {kept[key]["how"] for key in kept if key.endswith(str(gran.pk))} == {"confirmed"}
    assert kept["new_adult_since_last"]["value"] == "no"


def test_one_answer_is_changed_by_keyboard_and_the_rest_is_confirmed(page, axe, gran, screenshot):
    nurse = opens_family_and_friends(PersonAtAKeyboard(page, axe))
    nurse.about(GRAN)
    nurse.press(nurse.place.locator(".line > summary", has_text="live in the home?"))
    nurse.choose(nurse.place.get_by_label("Changed").locator("visible=true"))
    nurse.answers("What is it now?", "Visits")

    nurse.go(nurse.button(f"Nothing else has changed about {GRAN}"))

    expect(line_of(page, GRAN)).to_contain_text("Recorded at this visit")
    nurse.press(line_of(page, GRAN).locator("summary").first)
    expect(nurse.page.get_by_text("Visits").locator("visible=true").first).to_be_visible()
    axe(page)
    screenshot(page, "family-one-changed")
