"""An editor rewords the guidance and publishes; what was begun or signed before keeps its words."""

import re

import pytest
from playwright.sync_api import Page

from checklists.demo.families import Contact, Family
from tests.browser.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.postgres_only]

OLD_WORDS = "Is the baby always put down on their back?"
NEW_WORDS = "Is the baby put down on their back for every sleep, by everyone?"
NEW_GUIDANCE = "Ask who puts the baby down when you are not there."
TOLD = Family(
    "Wren",
    "Fableton",
    "Rosie Fableton",
    45,
    "15 Inkwell Row",
    contacts=(Contact(33, "new-birth"), Contact(0, "6-8-week", signed=False)),
)


class Reader(Person):
    """Someone who reads what to look for before asking."""

    def reads_the_guidance(self):
        self.press(self.page.locator("summary", has_text="Why we ask"))
        return self


class Editor(Reader):
    """Someone who edits the guidance in the admin."""

    def starts_a_draft(self):
        self.go(self.link("Guidance versions").first)
        self.go(self.button("Start a draft"))
        return self.sees("Version 2: draft")

    def rewords_the_guidance_of(self, point: str, words: str):
        self.go(self.link("Learning points").first)
        self.go(self.link(re.compile(f"^{re.escape(point)}")))
        guidance = self.page.get_by_label("Guidance:")
        guidance.fill(f"{words}\n\n{guidance.input_value()}")
        self.go(self.button("Save and continue editing").first)
        return self

    def previews(self, page: str):
        self.go(self.link(page))
        return self

    def rewords_the_question(self, old: str, new: str):
        self.go(self.link("Prompts").first)
        self.page.get_by_role("textbox", name="Search").fill("sleep_back")
        self.go(self.button("Search"))
        self.go(self.link(old))
        self.page.get_by_label("Question:").fill(new)
        self.go(self.button("Save").first)
        return self

    def publishes(self, what_changed: str):
        self.go(self.link("Guidance versions").first)
        self.go(self.link("Version 2"))
        self.sees("Point 3: guidance")
        self.go(self.link("Publish this draft"))
        self.page.get_by_label("What changed").fill(what_changed)
        self.go(self.button("Publish version 2"))
        return self.sees("Version 2 is in force")


@pytest.fixture
def editor(desktop: Page, axe):
    return Editor(desktop, axe)


@pytest.fixture
def nurse(page: Page, axe):
    return Reader(page, axe)


def test_new_words_reach_new_visits_only(family, editor, nurse):
    case = family(TOLD)
    signed, begun = case.visits.order_by("held_at")

    editor.signs_in("editor").starts_a_draft()
    editor.rewords_the_guidance_of("3. Safe sleep, safe handling", NEW_GUIDANCE)
    editor.previews("Sleep").sees(OLD_WORDS)
    editor.reads_the_guidance().sees(NEW_GUIDANCE)
    editor.goes_to("/admin/").rewords_the_question(OLD_WORDS, NEW_WORDS)
    editor.publishes("Ask about everyone who puts the baby down.")

    nurse.signs_in("hv.north").opens("Wren Fableton")
    nurse.starts_a_visit(kind="Extra visit")
    nurse.sees("Wording of version 2").takes("Sleep").sees(NEW_WORDS)
    nurse.reads_the_guidance().sees(NEW_GUIDANCE)

    nurse.goes_to(f"/visits/{begun.pk}/").sees("Wording of version 1")
    nurse.sees("newer wording is in force now")
    nurse.takes("Sleep").sees(OLD_WORDS).does_not_see(NEW_WORDS)
    nurse.sees("This visit stays on version 1.")

    nurse.goes_to(f"/visits/{signed.pk}/").sees(OLD_WORDS).does_not_see(NEW_WORDS)
    nurse.sees("newer wording is in force now")
