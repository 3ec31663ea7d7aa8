"""A practitioner finds every resource of the content at some point of a visit, and may follow it
without telling anyone where she came from."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.demo.families import Family
from checklists.guidance.models import Resource
from tests.browser.conftest import DESKTOP
from tests.browser.steps import Person
from tests.extent import IN_FULL
from tests.factories import LocalNumberFactory
from tests.visits.story import begin

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

WREN = Family("Wren", "Fableton", "Rosa Fableton", 12, "2 Fable Row")
UNBORN = Family("", "Storyman", "Sana Storyman", -70, "4 Fable Row")
AFTER = ("new-birth", "6-8-week", "3-4-month", "6-month", "12-month", "2-2-half-year")
ALSO = ("targeted", "brief-contact", "movement-in", "antenatal-targeted")
BORN, BEFORE = (*AFTER, *ALSO[:3]), ("antenatal", *ALSO[1:])
WHY = "Why we ask and where to turn"
PRIVATE, APART = "mothers-wellbeing", "next-steps-for-today"  # led to by a button
LONG = "Childrens-social-care-referrals-of-the-whole-county-and-its-city " * 2


class Reader(Person):
    """A health visitor who reads what stands behind the disclosure of each page."""

    def opens_what_is_shut(self):
        while self.button("Open").count():
            looked = self.page.get_by_label("I have looked who is near")
            if looked.count():
                self.choose(looked)
            self.go(self.button("Open"))
        return self

    def unfolds(self):
        self.press(self.page.locator("summary", has_text=WHY))
        expect(self.page.get_by_role("heading", name="Where to turn")).to_be_visible()
        return self

    def reads_where_to_turn(self, address):
        """{title: address or ''} of every resource that she sees there."""
        self.page.goto(address)
        self.opens_what_is_shut().unfolds()
        return self.page.evaluate(
            """() => Object.fromEntries(
                [...document.querySelectorAll("details[open] .resource")]
                    .filter((one) => one.checkVisibility())
                    .map((one) => [
                        one.querySelector(".resource__title").innerText.split(" (opens")[0],
                        one.querySelector("a")?.href ?? "",
                    ]))"""
        )

    def points_of(self, visit):
        self.page.goto(f"/visits/{visit.pk}/")
        found = self.page.locator(f'main a[href^="/visits/{visit.pk}/"]').all()
        addresses = [one.get_attribute("href") for one in found]
        points = [one for one in dict.fromkeys(addresses) if re.search(r"/[a-z-]+/$", one)]
        marks = any(one.endswith("/weight-and-skin-check/") for one in points)
        return [*points, f"/visits/{visit.pk}/{APART}/"] if marks else points


@pytest.fixture
def reader(page, axe, family):
    reader = Reader(page, axe)
    reader.cases = {"born": family(WREN), "unborn": family(UNBORN)}
    return reader.signs_in("hv.north")


def a_visit(reader, who="born", kind="new-birth"):
    return begin(reader.cases[who], visit_type=kind, at=timezone.now())


NO_POINT = ("here", "stop", "discard", "review", "history", "last-question")


def everything_read(reader, who, kinds):
    read = {}
    for kind in kinds:
        points = [
            one
            for one in reader.points_of(a_visit(reader, who, kind))
            if one.rstrip("/").rsplit("/", 1)[1] not in NO_POINT
        ]
        assert len(points) > 6, points
        for one in points:
            read |= reader.reads_where_to_turn(one)
    return read


def test_every_resource_of_the_content_is_seen_at_some_point_of_a_visit(reader):
    read = everything_read(reader, "born", BORN if IN_FULL else BORN[:1])
    read |= everything_read(reader, "unborn", BEFORE if IN_FULL else BEFORE[:1])

    stored = {one.title: one.url or "" for one in Resource.objects.all()}
    assert len(stored) == 29
    assert {title: read.get(title) for title in stored} == stored


# Following a link


@pytest.fixture
def elsewhere(page):
    """Every other site, and the headers with which it was asked."""
    asked = []

    def answer(route):
        asked.append(route.request.all_headers())
        route.fulfill(content_type="text/html", body="<title>Elsewhere</title>")

    page.context.route(re.compile(r"^https://"), answer)
    return asked


def follows(reader, link):
    with reader.page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    return opened.value


def test_a_link_opens_beside_the_visit_and_is_told_nothing_of_it(reader, elsewhere):
    visit = a_visit(reader)
    reader.goes_to(f"/visits/{visit.pk}/sleep/").unfolds()

    other = follows(reader, reader.page.get_by_role("link", name=re.compile("^Safer sleep advice")))

    assert other.title() == "Elsewhere"
    assert other.evaluate("[document.referrer, window.opener]") == ["", None]
    assert len(elsewhere) == 1
    assert "referer" not in elsewhere[0]
    assert reader.page.url.endswith("/sleep/")


def test_a_link_of_an_opened_page_works_and_the_page_shuts_behind_it(reader, elsewhere):
    visit = a_visit(reader)
    reader.page.goto(f"/visits/{visit.pk}/{PRIVATE}/")
    reader.opens_what_is_shut().unfolds()
    reader.sees("The page it opens stays in the history of this browser.")
    reader.scan(reader.page)

    other = follows(reader, reader.page.get_by_role("link", name=re.compile("Dash risk")))
    reader.page.evaluate("dispatchEvent(new Event('blur'))")  # the new tab covers hers

    assert other.title() == "Elsewhere"
    assert "referer" not in elsewhere[0]
    expect(reader.page.locator("[data-private]")).to_have_count(0)
    expect(reader.page.get_by_text(WHY)).to_have_count(0)


def test_the_quick_exit_hides_what_was_unfolded(reader):
    visit = a_visit(reader)
    reader.page.goto(f"/visits/{visit.pk}/sleep/")
    reader.unfolds()

    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")

    expect(reader.page).to_have_title("Washing and bathing your baby")
    expect(reader.page.get_by_text("Where to turn")).to_have_count(0)


def test_with_no_signal_the_page_goes_on_holding_it(reader):
    visit = a_visit(reader)
    reader.page.goto(f"/visits/{visit.pk}/sleep/")

    reader.page.context.set_offline(True)

    reader.unfolds().sees("Safer sleep advice and guide for professionals")
    reader.page.context.set_offline(False)


def test_without_scripts_it_unfolds_too(reader, new_context):
    visit = a_visit(reader)
    plain = new_context(java_script_enabled=False, viewport=DESKTOP)
    plain.add_cookies(reader.page.context.cookies())
    page = plain.new_page()
    page.goto(f"/visits/{visit.pk}/sleep/")

    page.locator("summary", has_text=WHY).click()

    expect(page.get_by_role("heading", name="Where to turn")).to_be_visible()


# How it looks


@pytest.mark.parametrize("slug", ["plan-and-services", PRIVATE])
@pytest.mark.parametrize("state", ["empty", "ordinary", "long"])
def test_it_reads_well(reader, new_context, screenshot, state, slug):
    case = reader.cases["born"]
    if state == "ordinary":
        said = {"note": "For advice, day or night.", "team": case.team}
        LocalNumberFactory(name="Advice of the named nurse", **said)
        LocalNumberFactory(name="Pathway", number="", url="https://trust.example/path")
    if state == "long":
        LocalNumberFactory.create_batch(4, name=LONG[:100], number=LONG, note=LONG * 2)
        LocalNumberFactory(name=LONG[:99], number=LONG, note=LONG * 2)
    visit = a_visit(reader)
    reader.page.goto(f"/visits/{visit.pk}/{slug}/")
    reader.opens_what_is_shut()
    screenshot(reader.page, f"why_{slug}_{state}_shut_390")
    reader.unfolds()

    reader.scan(reader.page)
    screenshot(reader.page, f"why_{slug}_{state}_390")
    reader.page.set_viewport_size(DESKTOP)
    reader.scan(reader.page)
    screenshot(reader.page, f"why_{slug}_{state}_1280")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
