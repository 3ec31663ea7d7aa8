"""What a person does with the pages, in their words, and how many taps it takes.

A tap is anything pressed on the screen; typing costs the tap that reaches the field. Every page
on the way is scanned for barriers as it is first left, with its answers and follow-ups.
"""

import re

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from checklists.answers.saving import Change, save_point
from checklists.demo.ordinary import answers_for
from checklists.demo.people import PASSWORD
from checklists.visits.models import Visit
from tests.answers.filling import working_visit


class Person:
    """Someone at work, with one window. `scan(page)` fails on a barrier."""

    def __init__(self, page: Page, scan):
        self.page, self.place, self.taps = page, page, 0
        self.scan, self.scanned = scan, set()

    # --- the hand -------------------------------------------------------------------------------

    def press(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def reach(self, field: Locator) -> None:
        self.press(field)

    def go(self, target: Locator) -> None:
        """Press what leads to another page, and scan the one that is first left, as it is now."""
        if self.page.url not in self.scanned:
            self.scanned.add(self.page.url)
            self.scan(self.page)
        with self.page.expect_event("domcontentloaded"):
            self.press(target)
        self.place = self.page

    def choose(self, target: Locator) -> None:
        self.press(target)
        expect(target).to_be_checked()

    def type(self, field: Locator, words: str) -> None:
        self.reach(field)
        self.page.keyboard.type(words)

    def button(self, name) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    # --- coming in ------------------------------------------------------------------------------

    def signs_in(self, username: str):
        self.page.goto("/accounts/login/")
        self.type(self.page.get_by_label("Username"), username)
        self.type(self.page.get_by_label("Password"), PASSWORD)
        self.go(self.button("Sign in"))
        return self

    def opens(self, name: str):
        """A family of the page she is on."""
        self.go(self.link(name).first)
        return self

    def looks_at(self, place: str):
        """A page named in the header, behind "Menu" on a phone, or in the tabs of a family."""
        if not self.link(place).count():
            self.press(self.page.locator("summary", has_text="Menu"))
        self.go(self.link(place).first)
        return self

    def goes_to(self, address: str):
        """As from a link that someone sent."""
        self.page.goto(address)
        self.scan(self.page)
        return self

    def looks_for(self, name: str):
        self.page.goto("/find/")
        self.type(self.page.get_by_role("search").get_by_role("textbox"), name)
        self.go(self.button("Find"))
        return self

    def shows_full_titles(self):
        self.go(self.button("Show full titles"))
        return self

    def starts_a_visit(self, *, place: str = "At home", present: tuple = ("Mother",), kind=""):
        """The kind that is proposed, unless another is named."""
        self.go(self.link("Start visit"))
        if kind:
            self.choose(self.page.get_by_label(kind, exact=True))
        self.choose(self.page.get_by_label(place, exact=True))
        for who in present:
            self.choose(self.page.get_by_label(who, exact=True))
        self.go(self.button("Start visit"))
        return self

    def says_who_is_here(self, *present: str):
        self.go(self.link("Change who is here"))
        everyone = self.page.get_by_role("checkbox")
        for box in everyone.all():
            if box.is_checked() != (self.label_of(box) in present):
                self.press(box)
        self.go(self.button("Save"))
        return self

    def label_of(self, box: Locator) -> str:
        return box.evaluate("box => box.labels[0].innerText.trim()")

    # --- a page of questions --------------------------------------------------------------------

    def takes(self, task: str):
        """A page from the list of the visit."""
        self.go(self.link(task))
        self.is_on(task)
        return self

    def is_on(self, title: str):
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self

    def question(self, words: str) -> Locator:
        """The question with what belongs to it; the innermost one of these words."""
        text = self.page.get_by_text(re.compile(rf"^{re.escape(words)}( \(optional\))?$"))
        return self.place.locator("[data-question]:visible").filter(has=text).last

    def set_of(self, words: str) -> Locator:
        return self.place.get_by_role("group", name=words, exact=True)

    def about(self, adult: str):
        """What follows is about one adult of the page, until it is left."""
        name = self.page.get_by_role("heading", name=adult, exact=True)
        self.place = self.page.locator("[data-record]").filter(has=name)
        return self

    def about_the_rest(self):
        self.place = self.page
        return self

    def answers(self, words: str, *choices: str, because: str = ""):
        for choice in choices:
            self.choose(self.set_of(words).get_by_label(choice, exact=True))
        if because:
            why = self.question(words).get_by_role("group", name=re.compile("^Why not"))
            self.choose(why.get_by_label(because, exact=True))
        return self

    def writes(self, words: str, text: str):
        self.type(self.question(words).get_by_role("textbox", name=words), text)
        return self

    def answers_or_writes(self, words: str, answer: str):
        has_choices = self.set_of(words).count()
        return self.answers(words, answer) if has_choices else self.writes(words, answer)

    def writes_the_day(self, words: str, day):
        group = self.set_of(words)
        for part in ("day", "month", "year"):
            box = group.get_by_label(part.capitalize(), exact=True)
            self.type(box, str(getattr(day, part)))
        return self

    def confirms_what_has_not_changed(self):
        self.go(self.button(re.compile("^Confirm the .*unchanged answers? on this page$")))
        return self

    def confirms_each_adult(self):
        """One press for each adult of the page of whom nothing has changed."""
        same = self.button(re.compile("^Nothing has changed about "))
        while same.count():
            self.go(same.first)
        return self

    def confirms_and_goes_on(self):
        """Where the page asks nothing else."""
        self.go(self.button(re.compile("^Confirm the .*unchanged answers? and go on$")))
        return self

    def adds_an_adult(self, how_known: str):
        self.press(self.page.locator("summary", has_text="Add another adult"))
        self.choose(self.page.get_by_label(how_known, exact=True))
        self.go(self.button("Add this adult"))
        return self

    def opens_the_private_part(self):
        self.go(self.button("Open"))
        expect(self.page.locator("[data-private]")).to_be_visible()
        return self

    def opens_this(self):
        """What the page of an item shows only once it is opened."""
        self.go(self.button("Open"))
        return self

    def could_not_ask(self, reason: str):
        """On a private page that stays shut."""
        self.answers("Could not ask today", reason)
        return self.goes_on()

    def goes_back_to_the_visit(self):
        self.go(self.page.locator("a.back"))
        return self

    def reviews(self):
        self.go(self.link("Review visit"))
        return self.is_on("Review and sign")

    def goes_on(self):
        """Save the page and go where the button leads."""
        self.go(self.button(re.compile("^Save and (go|review|close)")))
        return self

    # --- signing --------------------------------------------------------------------------------

    def opens_what_signing_will_do(self):
        self.go(self.button("Open").last)
        self.sees("What signing will do")
        return self

    def agrees_to_close(self, title: str):
        self.choose(self.page.get_by_role("checkbox", name=re.compile(f"^{re.escape(title)}")))
        return self

    def signs(self):
        self.choose(self.page.get_by_role("checkbox", name=re.compile("^Yes, this visit is about")))
        self.go(self.button("Sign visit"))
        self.scan(self.page)
        return self

    # --- looking --------------------------------------------------------------------------------

    def sees(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def does_not_see(self, words):
        expect(self.page.get_by_text(words)).to_have_count(0)
        return self

    def asks_for_next_steps(self):
        """Asked first while someone is near; a second tap alone opens nothing."""
        self.go(self.button("Next steps for today"))
        self.go(self.page.locator("[name=do][value=show]"))
        self.sees("Look who is near, then tick this").does_not_see("Ring now")
        self.choose(self.page.get_by_label("I have looked who is near"))
        self.go(self.page.locator("[name=do][value=show]"))
        return self.is_on("Next steps for today").sees("Ring now")

    def rings(self, who: str, reference: str):
        self.type(self.page.get_by_label("Who you spoke to"), who)
        self.type(self.page.get_by_label("Reference", exact=True), reference)
        self.go(self.button("Record the call"))
        self.sees("The call is recorded")
        return self


class PersonAtAKeyboard(Person):
    """The same without a pointer: what takes no focus, or does not answer to keys, fails."""

    def press(self, target: Locator) -> None:
        self.reach(target)
        box = target.evaluate("element => ['radio', 'checkbox'].includes(element.type)")
        self.page.keyboard.press("Space" if box else "Enter")

    def reach(self, field: Locator) -> None:
        field.focus()
        expect(field).to_be_focused()
        self.taps += 1


def answer_the_rest(*also: str) -> None:
    """What a story does not tell of the one draft is as at any visit, put there by the verb; `also`
    what need not be answered.

    `test_routine_visit` fills in all of it by hand.
    """
    visit = Visit.objects.get(status=Visit.Status.DRAFT)
    now, ordinary = working_visit(visit), answers_for(visit.stage)
    missing = {gap.key for gap in now.gaps()} & ordinary.keys() | set(also)
    save_point(
        now.visit.sheet,
        changes={key: Change(ordinary[key]) for key in missing},
        base_revisions={},
        receipt=None,
        by=visit.author,
        at=timezone.now(),
    )
