"""Marks on the body map: by touch, by mouse, by keyboard and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from checklists.answers.saving import Change
from checklists.cases.models.case import Case
from checklists.demo.families import Contact, Family
from checklists.guidance.body_drawings import DRAWINGS
from checklists.guidance.body_marks import marks_in
from checklists.visits.models import Visit
from tests.answers.filling import working_visit
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import Person, PersonAtAKeyboard
from tests.visits.story import begin, say, signed

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

WREN = Family(
    "Wren", "Fableton", "Rosa Fableton", 45, "2 Fable Row", contacts=(Contact(33, "new-birth"),)
)
A_TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
FIVE_MM = 5 / 25.4 * 96  # pixels of a page
HER = "her grandmother"
BIRTHMARK = [
    '{"colour":"blue_grey","drawing":"1/back","id":"1-00c0ffee","kind":"birthmark",'
    '"length":30,"region":"left_lower_back","seen":"seen","x":430,"y":555}'
]


@pytest.fixture
def draft(family):
    """A visit of today of a baby with a mark."""
    family(WREN)
    visit = begin(Case.objects.get(given_name="Wren"), at=timezone.now(), present=("mother",))
    return say(visit, {"mark_seen": "yes", "mark_type": ["bruise"]}, at=timezone.now())


@pytest.fixture
def nurse(draft, new_context, axe):
    def nurse(kind=Person, **window):
        scripts = window.get("java_script_enabled", True)
        page = new_context(**window).new_page()
        who = kind(page, axe if scripts else lambda page: None).signs_in("hv.north")
        who.goes_to(f"/visits/{draft.pk}/weight-and-skin-check/") if scripts else page.goto(
            f"/visits/{draft.pk}/weight-and-skin-check/"
        )
        return who

    return nurse


def opens_the_map(who):
    who.go(who.button("Body map"))
    return who.is_on("Body map")


def shows(who, drawing):
    who.page.get_by_role("radio", name=drawing).check()


def drawing_of(who, key):
    return who.page.locator(f'[data-drawing="{key}"] input[type=image]')


def marks_of(visit):
    entry = working_visit(visit).documents.get("mark_map")
    return marks_in(entry["value"]) if entry else []


def words_of(visit):
    entry = working_visit(visit).private_document.get("mark_map_told")
    return entry["value"] if entry else None


def saved(who):
    expect(who.page.get_by_text("All sent")).to_be_visible()


def choose_from(who, label, words):
    who.page.locator("[data-mark] details[open]").get_by_label(label, exact=True).select_option(
        label=words
    )


def fill_in(who):
    """All that is asked of a mark."""
    choose_from(who, "What it looks like", "Bruise")
    choose_from(who, "Colour as seen", "Purple")
    choose_from(who, "Shape", "Oval")
    choose_from(who, "Seen or reported", "Reported, not seen by me")
    card = who.page.locator("[data-mark] details[open]")
    card.get_by_label("Length in mm").fill("12")
    card.get_by_label("Width in mm").fill("8")
    card.get_by_label("Reported by").fill(HER)


def says_it_all(mark):
    return mark.says == (
        "Bruise, left cheek (head and face), 12 by 8 mm, purple, oval, reported, not seen by me, "
        "at this contact"
    )


def within_five_mm(mark, x, y, box):
    """Whether it stands where the finger was, on the screen."""
    across = mark.x / 1000 * box["width"] - x
    down = mark.y / 1000 * box["height"] - y
    return across**2 + down**2 < FIVE_MM**2


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("how", ["a finger", "a mouse", "no scripts"])
def test_a_mark_is_put_where_it_was_pressed(nurse, draft, how, larger):
    window = {"viewport": DESKTOP} if how == "a mouse" else A_TOUCH
    who = opens_the_map(nurse(java_script_enabled=how != "no scripts", **window))
    shows(who, "Head and face")
    if larger:
        who.page.get_by_label("Draw it larger").check()
    target = drawing_of(who, "1/head")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    x, y = box["width"] * 0.73, box["height"] * 0.70

    press = target.tap if how == "a finger" else target.click
    press(position={"x": x, "y": y})
    fill_in(who)
    if how == "no scripts":
        who.page.get_by_role("button", name="Save and close").or_(
            who.button("Save and close")
        ).first.click()
    else:
        saved(who)

    (mark,) = marks_of(draft)
    assert says_it_all(mark)
    assert within_five_mm(mark, x, y, box)
    assert HER in words_of(draft)[0]


def test_the_keyboard_adds_moves_and_removes(nurse, draft):
    who = opens_the_map(nurse(PersonAtAKeyboard, viewport=DESKTOP))
    who.reach(who.page.get_by_label("Or add a mark from the list"))
    who.page.keyboard.type("Left cheek")
    who.press(who.button("Add"))
    expect(who.page.get_by_label("What it looks like")).to_be_focused()
    saved(who)
    (before,) = marks_of(draft)
    assert (before.x, before.y) == DRAWINGS["1/left"].region("left_cheek").middle

    who.press(who.button("Move mark 1 up"))
    expect(who.page.locator("[data-field=y]").first).to_have_value(str(before.y - 12))

    who.press(who.button("Remove mark 1"))
    expect(who.page.locator("[data-mark]")).to_have_count(0)
    expect(who.page.get_by_label("Or add a mark from the list")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_marks_are_moved_by_the_step_to_another_region_and_removed(nurse, draft, scripts):
    who = opens_the_map(nurse(java_script_enabled=scripts, viewport=PHONE))
    for region in ("1/head:left_cheek", "1/feet:right_heel"):
        who.page.get_by_label("Or add a mark from the list").select_option(region)
        who.button("Add").click()
        expect(
            who.page.locator(f"[data-mark] option:checked[value={region.partition(':')[2]}]")
        ).to_have_count(1)
    card = who.page.locator("[data-mark]").last
    for _ in range(2):
        card.get_by_role("button", name="Move mark 2 up").click()
    expect(card.locator("[data-field=y]")).to_have_value(str(345 - 24))
    card.get_by_label("Where it is").select_option("right_sole")
    first = who.page.locator("[data-mark]").first
    first.locator("summary").click()
    first.get_by_role("button", name="Remove mark 1").click()
    expect(who.page.locator("[data-mark]")).to_have_count(1)
    if scripts:
        saved(who)

    (mark,) = marks_of(draft)
    assert (mark.number, mark.region) == (2, "right_sole")
    assert (mark.x, mark.y) == DRAWINGS["1/feet"].region("right_sole").middle


def test_a_mark_is_dragged(nurse, draft):
    who = opens_the_map(nurse(viewport=DESKTOP))
    drawing_of(who, "1/front").click(position={"x": 150, "y": 240})
    dot = who.page.locator("[data-dot] circle")
    box = dot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    who.page.mouse.move(x, y)
    who.page.mouse.down()
    who.page.mouse.move(x + 5, y + 10)
    who.page.mouse.move(x - 40, y + 142)
    who.page.mouse.up()
    expect(who.page.locator("[data-field=region]").first).to_have_value("right_shin")
    saved(who)

    (mark,) = marks_of(draft)
    assert mark.region == "right_shin"


def test_a_mark_that_is_made_without_a_signal_arrives_with_it(nurse, draft):
    who = opens_the_map(nurse(**A_TOUCH))
    who.page.context.set_offline(True)
    drawing_of(who, "1/front").tap(position={"x": 150, "y": 240})
    choose_from(who, "What it looks like", "Bruise")
    expect(who.page.get_by_text("Keep this page open")).to_be_visible()
    assert marks_of(draft) == []

    who.page.context.set_offline(False)

    saved(who)
    assert [(mark.region, mark.kind) for mark in marks_of(draft)] == [("tummy", "bruise")]


def test_a_mark_takes_six_taps_from_the_skin_check(nurse, draft):
    who = nurse(**A_TOUCH)
    before = who.taps

    opens_the_map(who)
    who.press(drawing_of(who, "1/front"))
    for label, words in (("What it looks like", "Bruise"), ("Seen or reported", "Seen by me")):
        who.reach(who.page.get_by_label(label))
        choose_from(who, label, words)
    who.type(who.page.get_by_label("Length in mm"), "12")
    who.go(who.button("Save and close"))

    assert who.taps - before == 6
    assert [mark.length for mark in marks_of(draft)] == [12]


def test_nothing_is_on_the_page_before_it_is_opened(nurse, draft):
    who = nurse(viewport=PHONE)

    assert who.page.locator("[data-body-map]").count() == 0
    who.page.goto(f"/visits/{draft.pk}/body-map/")
    assert who.page.locator("[data-body-map]").count() == 0
    expect(who.button("Open")).to_be_visible()


def test_a_birthmark_of_an_earlier_visit_stands_in_outline_beside_a_new_mark(
    family, new_context, axe
):
    family(WREN)
    case, now = Case.objects.get(given_name="Wren"), timezone.now()
    said = {"mark_seen": "known_recorded", "mark_birthmark_verified": "recorded"}
    signed(case, {**said, "mark_map": Change(BIRTHMARK)}, at=now - timedelta(days=5))
    second = say(begin(case, at=now), {"mark_seen": "yes"}, at=now)
    who = Person(new_context(viewport=DESKTOP).new_page(), axe).signs_in("hv.north")
    who.page.goto(f"/visits/{second.pk}/weight-and-skin-check/")

    opens_the_map(who)
    shows(who, "Back")
    drawing_of(who, "1/back").click(position={"x": 170, "y": 200})

    over = who.page.locator('[data-drawing="1/back"] svg')
    expect(over.locator(".body-map__dot--earlier")).to_have_text("a")
    expect(over.locator("[data-dot]")).to_have_text("1")
    who.sees("matches a written record, checked by Nia Northfield")
    axe(who.page)
    assert Visit.objects.filter(status=Visit.Status.DRAFT).count() == 1
