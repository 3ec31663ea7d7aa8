"""No signal, then a button: nothing typed leaves its page until the server can have it.

On a phone: a page that saves by itself, and forms that do not. What is said is true at each step.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.accounts.models import UnsentWords
from checklists.answers.models import AnswerSheet
from checklists.cases.models.case import Case
from checklists.demo.families import Contact, Family
from checklists.facts.storing import read_facts
from checklists.household.models import Professional
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.registration.registering import change_case
from checklists.visits.models import Amendment, Visit
from tests.browser.conftest import PASSWORD
from tests.browser.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

WREN = Family(
    "Wren",
    "Fableton",
    "Rosa Fableton",
    45,
    "2 Fable Row",
    contacts=(Contact(33, "new-birth", {"sleep_own_surface": "none"}),),
)
BABY_TODAY = "Baby today"
HER_DAY = "What is daily life like for this baby right now?"
TYPED = "Feeds every three hours and watches faces"
DAN = {
    "named": "known",
    "adult_role": "birth_father",
    "adult_lives_in_home": "yes",
    "adult_cares_alone": "no",
    "adult_met": "yes",
}
ASKS = "Not sent yet. Stay on this page?"
# Each link that leads to another page, in the menu too, and the button to sign out.
WAYS = "a[href]:not([href^='#'], [data-way-out], [data-close], [target=_blank]), .menu form button"


class AtHome(Person):
    """A health visitor with a phone and little signal."""

    def __init__(self, page, scan):
        super().__init__(page, lambda page: None)
        self.scan_now = scan

    def loses_signal(self):
        self.page.context.set_offline(True)
        return self

    def has_signal_again(self):
        self.page.context.set_offline(False)
        return self

    def box(self, words):
        return self.page.get_by_label(words, exact=True)

    def is_told(self, first, second=""):
        """In the bar, or beside the button."""
        bar = self.page.locator("[data-bar-saved]")
        if bar.count():
            expect(bar).to_have_text(first)
            expect(self.page.locator("[data-bar-detail]")).to_have_text(second)
        else:
            said = ". ".join(filter(None, [first, second]))
            expect(self.page.get_by_role("status").filter(has_text=said)).to_be_visible()
        return self

    def is_asked_and_stays(self):
        asks = self.page.get_by_role("alertdialog", name=ASKS)
        expect(asks.get_by_role("button", name="Stay on this page")).to_be_focused()
        expect(self.page.get_by_role("link", name="Baby care advice")).to_be_in_viewport()
        asks.get_by_role("button", name="Stay on this page").click()
        expect(asks).to_have_count(0)
        return self

    def tries_every_way_out(self):
        """Each link, those of the menu too, its button to sign out, and Back."""
        ways = self.page.locator(WAYS).all()
        assert len(ways) > 5
        for way in ways:
            way.dispatch_event("click")  # also what the shut menu holds
            self.is_asked_and_stays()
        for _ in range(2):
            self.page.evaluate("history.back()")
            self.is_asked_and_stays()
        return self

    def leaves_by_the_quick_exit(self):
        self.page.get_by_role("link", name="Baby care advice").click()
        expect(self.page).to_have_title("Washing and bathing your baby")
        return self

    def confirms(self):
        self.page.get_by_label("Password").fill(PASSWORD)
        self.go(self.button("Confirm"))
        return self

    def is_called_away(self):
        """By the quick exit, with no signal; back in the service once it is there again."""
        self.loses_signal().leaves_by_the_quick_exit()
        with self.page.expect_event("load"):
            self.has_signal_again()
        self.page.goto("/")
        return self.confirms()


@pytest.fixture
def nia(page, axe, family):
    case = family(WREN)
    nia = AtHome(page, axe)
    nia.case = case
    return nia.signs_in("hv.north")


def item_form(nia, name="act_on_item"):
    item = OutstandingItem.objects.open().filter(case=nia.case).first()
    nia.page.goto(f"/items/{item.pk}/")
    nia.go(nia.link("Record what was done"))
    return item


def steps(item):
    return ItemEvent.objects.filter(item=item, kind="acted").count()


def says_when(nia):
    for part, value in {"Day": "1", "Month": "2", "Year": "2026"}.items():
        nia.page.get_by_label(part, exact=True).fill(value)
    return nia


def goes_back_once_from(nia, title):
    """Back is one press again, and the page that was left is no second time in the way."""
    nia.page.go_back()
    nia.is_on(title)


def test_no_control_of_a_point_page_loses_what_was_typed(nia):
    nia.opens("Wren Fableton").starts_a_visit()
    nia.goes_back_to_the_visit() if nia.page.locator("h1").inner_text() == BABY_TODAY else nia
    nia.takes(BABY_TODAY)
    length = nia.page.evaluate("history.length")
    nia.loses_signal()
    nia.box(HER_DAY).fill(TYPED)
    nia.is_told("Not saved yet", "Keep this page open")

    nia.tries_every_way_out()
    nia.button("Back to the visit").click()
    nia.is_told("Not sent yet", "Goes when the signal is back")
    nia.button(re.compile("^Save and go")).click()
    nia.is_told("Not sent yet", "Goes when the signal is back").is_on(BABY_TODAY)
    expect(nia.box(HER_DAY)).to_have_value(TYPED)

    with nia.page.expect_event("load"):
        nia.has_signal_again()
    nia.is_on("Weight and skin check")
    assert nia.page.evaluate("history.length") == length + 1
    assert AnswerSheet.objects.filter(body__icontains=TYPED).exists()
    goes_back_once_from(nia, BABY_TODAY)
    expect(nia.box(HER_DAY)).to_have_value(TYPED)


def test_a_decision_waits_for_another_press_and_is_made_once(nia):
    item = item_form(nia)
    says_when(nia).box("What was done").fill(TYPED)
    nia.is_told("Not sent yet", "Press the button to send it").loses_signal()
    nia.tries_every_way_out()
    nia.scan_now(nia.page)

    nia.button("Save what was done").click()
    nia.is_told("Not sent yet", "Keep this page open")
    nia.has_signal_again().is_told("Signal is back", "Press the button again")
    assert steps(item) == 0

    with nia.page.expect_event("load"):
        nia.button("Save what was done").dblclick()
    nia.sees("Recorded.")
    assert steps(item) == 1
    assert not UnsentWords.objects.exists()


SILENT = {
    "no way through": lambda route: route.abort(),
    "out of order": lambda route: route.fulfill(status=503, body="Out of order"),
}


@pytest.mark.parametrize("silent", SILENT.values(), ids=SILENT)
def test_a_save_goes_by_itself_once_a_server_that_was_silent_answers(nia, silent):
    page = nia.page
    page.clock.install()
    page.goto(f"/cases/{nia.case.pk}/household/professionals/new/")
    page.route("**/*", silent)
    nia.box("Name").fill(TYPED)
    nia.box("What they do").fill("Midwife")

    nia.button("Save").click()
    nia.is_told("Not sent yet", "Goes when the signal is back")
    page.locator("a.back").click()
    nia.is_asked_and_stays()
    nia.button("Save").click()

    page.unroute("**/*")
    with page.expect_event("load"):
        page.clock.run_for(11_000)
    nia.is_on("Household").sees(TYPED)
    assert Professional.objects.filter(name=TYPED).count() == 1


def test_what_the_quick_exit_takes_from_a_form_comes_back_into_it(nia):
    item = item_form(nia)
    address = nia.page.url
    nia.box("What was done").fill(TYPED)
    nia.loses_signal()
    nia.leaves_by_the_quick_exit()
    assert TYPED not in nia.page.content()

    with nia.page.expect_event("load"):
        nia.has_signal_again()
    assert steps(item) == 0
    nia.page.goto(address)
    nia.confirms()
    nia.page.goto(address)
    expect(nia.box("What was done")).to_have_value(TYPED)
    nia.sees("This was not sent when you left. Check it, then press the button.")
    nia.is_told("Not sent yet", "Press the button to send it")
    says_when(nia).go(nia.button("Save what was done"))

    assert steps(item) == 1
    assert not UnsentWords.objects.exists()


def leaves_a_new_case(nia):
    """Told of a record that may be of the same baby, and left at once."""
    nia.page.goto("/cases/new/")
    nia.page.locator("[name=given_name]").fill("Wren")
    nia.page.locator("[name=family_name]").fill("Fableton")
    nia.page.locator("[name=is_born][value=yes]").check()
    for part, value in zip(("day", "month", "year"), born_on(nia.case), strict=True):
        nia.page.locator(f"[name=born_on-{part}]").fill(value)
    nia.go(nia.button("Add to my caseload"))
    nia.sees("This baby may have a record already")
    return nia


def born_on(case):
    return (str(getattr(case.born_on, part)) for part in ("day", "month", "year"))


def test_an_abandoned_new_case_fills_the_next_one_only_when_asked(nia):
    given, year = (nia.page.locator(f"[name={name}]") for name in ("given_name", "born_on-year"))
    leaves_a_new_case(nia).page.goto("/cases/new/")

    nia.sees(re.compile("Words from a form that was not sent, from today .*, are kept"))
    nia.scan_now(nia.page)
    expect(given).to_have_value("")
    assert "Wren" not in nia.page.content()
    given.fill("Ida")
    nia.button("Put them back").click()

    expect(nia.page.locator("[name=family_name]")).to_have_value("Fableton")
    expect(given).to_have_value("Ida")
    expect(nia.page.locator("[name=is_born][value=yes]")).not_to_be_checked()
    nia.page.locator("[name=is_born][value=yes]").check()
    expect(year).to_have_value(str(nia.case.born_on.year))
    nia.go(nia.button("Add to my caseload"))
    assert not UnsentWords.objects.exists()


def test_a_case_that_was_saved_after_the_question_leaves_no_words_behind(nia):
    leaves_a_new_case(nia)
    assert UnsentWords.objects.exists()
    nia.box("It is another baby: save it").check()
    nia.go(nia.button("Add to my caseload"))

    assert Case.objects.filter(given_name="Wren").count() == 2
    assert not UnsentWords.objects.exists()


def test_nothing_of_another_visit_comes_back_into_start_a_visit(nia):
    address = f"/cases/{nia.case.pk}/visits/start/"
    nia.page.goto(address)
    nia.page.locator("[name=present][value=mother]").check()
    day = nia.page.locator("[name=held_on-day]")
    today = day.input_value()
    day.fill("1" if today != "1" else "2")
    nia.is_called_away()
    with nia.page.expect_response("**/back/"):
        nia.page.goto(address)
    nia.page.wait_for_load_state("networkidle")

    expect(day).to_have_value(today)
    expect(nia.page.locator("[name=present][value=mother]")).not_to_be_checked()
    nia.does_not_see("This was not sent when you left")
    nia.does_not_see("Words from a form that was not sent")


def test_words_of_a_row_never_go_over_what_is_typed_while_they_are_fetched(nia):
    address, mother = f"/cases/{nia.case.pk}/edit/", nia.page.locator("[name=mother_name]")
    nia.page.goto(address)
    mother.fill("Rosa Mayfield")
    nia.is_called_away()
    held = []
    nia.page.route("**/back/", lambda route: held.append(route))
    with nia.page.expect_request("**/back/"):
        nia.page.goto(address)
    nia.page.locator("[name=address]").fill("")
    held[0].continue_()

    nia.button("Put them back").click()
    expect(mother).to_have_value("Rosa Mayfield")
    expect(nia.page.locator("[name=address]")).to_have_value("")


def test_words_that_come_back_undo_nothing_that_was_saved_meanwhile(nia):
    address, mother = f"/cases/{nia.case.pk}/edit/", nia.page.locator("[name=mother_name]")
    nia.page.goto(address)
    mother.fill("Rosa Mayfield")
    nia.loses_signal().leaves_by_the_quick_exit()
    change_case(nia.case, by=nia.case.owner, at=timezone.now(), address="9 Quill Court")

    with nia.page.expect_event("load"):
        nia.has_signal_again()
    nia.page.goto(address)
    nia.confirms()
    nia.page.goto(address)
    expect(mother).to_have_value("Rosa Mayfield")
    nia.go(nia.button("Save"))

    nia.case.refresh_from_db()
    assert (nia.case.mother_name, nia.case.address) == ("Rosa Mayfield", "9 Quill Court")


def test_a_page_that_saves_by_itself_goes_on_from_its_own_saves(nia):
    nia.page.goto(f"/cases/{nia.case.pk}/household/people/new/")
    for name, value in DAN.items():
        nia.page.locator(f"[name={name}][value={value}]").check()
    for typed in ("Dan", "Dan Inventall"):
        nia.box("Name (optional)").fill(typed)
        nia.is_told(re.compile("^Saved "), "All sent")

    nia.go(nia.button("Save"))

    nia.is_on("Household")
    private = read_facts(Case.objects.get(pk=nia.case.pk), with_private=True).private_answers
    assert "Dan Inventall" in [answer["value"] for answer in private.values()]


def opens_the_private_amendment(nia, visit):
    nia.page.goto(f"/visits/{visit.pk}/signed/")
    nia.go(nia.button("Open"))
    nia.go(nia.button("Amend this part"))
    return nia.is_on("Amend")


def test_a_private_amendment_that_closes_with_no_signal_comes_back_only_where_it_was_typed(nia):
    visit = Visit.objects.get(case=nia.case)
    opens_the_private_amendment(nia, visit).box("What should it say?").fill(TYPED)
    nia.loses_signal()
    nia.page.evaluate("window.dispatchEvent(new Event('blur'))")
    nia.sees("This part has closed. It can be opened again when there is a signal.")
    assert TYPED not in nia.page.content()

    with nia.page.expect_event("load"):
        nia.has_signal_again()
    nia.page.goto(f"/visits/{visit.pk}/amend/")
    nia.is_on("Amend")
    expect(nia.box("What should it say?")).to_have_value("")
    opens_the_private_amendment(nia, visit)
    expect(nia.box("What should it say?")).to_have_value(TYPED)

    nia.loses_signal().button("Add to the record").click()
    nia.is_told("Not sent yet", "Keep this page open")
    assert not Amendment.objects.exists()
