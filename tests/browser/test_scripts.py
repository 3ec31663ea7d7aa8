"""What the scripts do on a page of questions, with the server played by the test."""

import json
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

ADDRESS = "http://page.test/visit"
SCRIPT = settings.BASE_DIR / "static" / "build" / "main.js"

FORM = """
<form method="post" action="/save" data-autosave
      data-answers='{"asked_before": {"value": "yes", "reason": ""}}'>
  <div data-question="smokes" data-in-force='["mother"]'>
    <label><input type="radio" name="smokes.carry" value="same"> Still the same</label>
    <label><input type="radio" name="smokes.carry" id="changed" data-changed> Changed</label>
    <div data-reveal-for="changed">
      <label><input type="checkbox" name="smokes" value="mother" data-answer> Mother</label>
      <label><input type="checkbox" name="smokes" value="father" data-answer> Father</label>
      <label><input type="checkbox" name="smokes" value="none" data-answer data-exclusive>
        No one</label>
    </div>
  </div>
  <div data-show-when='{"prompt": "smokes", "op": "contains_any", "value": ["mother", "father"]}'>
    <div data-question="help">
      <p>Was help offered?</p>
      <label><input type="radio" name="help" value="no" data-answer> Not offered</label>
    </div>
  </div>
  <p data-show-when='{"prompt": "help", "op": "eq", "value": "no"}'>Offer it next time</p>
  <p data-show-when='{"prompt": "asked_before", "op": "eq", "value": "yes"}'>Asked before</p>
  <p data-show-when='{"all": [{"always": false}]}'>Never shown</p>
  <label>Note <textarea name="note"></textarea></label>
  <input type="hidden" name="smokes__rev" value="1">
</form>
"""
BAR = render_to_string("nhsuk/_bar.html", {"saved": "Up to date"})
QUESTIONS = f"{FORM}{BAR}"


@pytest.fixture
def saves():
    return []


@pytest.fixture
def opened(page, saves):
    """opened(body) shows a page with our scripts; what it saves is kept in `saves`."""

    def save(route):
        saves.append(route.request.post_data)
        answer = {"saved": "Saved 2.21pm", "detail": "All sent", "revisions": {"smokes__rev": 2}}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    def opened(body):
        html = f'<!DOCTYPE html>{body}<script type="module" src="/main.js"></script>'
        page.route("**/visit", lambda route: route.fulfill(content_type="text/html", body=html))
        page.route("**/main.js", lambda route: route.fulfill(path=SCRIPT))
        page.route("**/save", save)
        for name in ("baby-care-advice/", "accounts/login/", "shut"):
            page.route(
                f"**/{name}",
                lambda route: route.fulfill(content_type="text/html", body="<h1>Plain page</h1>"),
            )
        page.clock.install()
        page.goto(ADDRESS)
        return page

    return opened


def test_the_last_answer_counts_until_it_is_said_to_have_changed(opened):
    page = opened(QUESTIONS)
    expect(page.get_by_text("Was help offered?")).to_be_visible()

    page.get_by_label("Changed").check()

    expect(page.get_by_text("Was help offered?")).to_be_hidden()
    expect(page.get_by_label("Father")).to_be_visible()


def test_a_follow_up_comes_and_goes_with_what_hides_it(opened):
    page = opened(QUESTIONS)
    page.get_by_label("Not offered").check()
    expect(page.get_by_text("Offer it next time")).to_be_visible()

    page.get_by_label("Changed").check()
    expect(page.get_by_text("Offer it next time")).to_be_hidden()

    page.get_by_label("Father").check()
    expect(page.get_by_text("Offer it next time")).to_be_visible()


def test_answers_of_other_pages_and_known_facts_count(opened):
    page = opened(QUESTIONS)

    expect(page.get_by_text("Asked before")).to_be_visible()
    expect(page.get_by_text("Never shown")).to_be_hidden()


NOT_TO_CONFIRM = FORM.replace(
    '<label><input type="radio" name="smokes.carry" id="changed" data-changed> Changed</label>', ""
)


def test_what_was_last_known_counts_until_there_is_an_answer_of_today(opened):
    page = opened(NOT_TO_CONFIRM.replace('data-reveal-for="changed"', ""))
    expect(page.get_by_text("Was help offered?")).to_be_visible()

    page.get_by_label("No one").check()

    expect(page.get_by_text("Was help offered?")).to_be_hidden()


CARRIED = """
<div data-carried data-question="{name}">
  <label><input type="radio" name="{name}__carry" value="same"> {name} is still the same</label>
</div>
"""


def test_the_number_on_the_button_is_what_still_waits(opened):
    button = "<button data-confirms>Confirm the 3 unchanged answers on this page</button>"
    names = ("Place", "Plan", "Help")
    page = opened(f"<form>{''.join(CARRIED.format(name=one) for one in names)}{button}</form>")
    expect(page.get_by_role("button")).to_have_text("Confirm the 3 unchanged answers on this page")

    page.get_by_label("Place is still").check()
    expect(page.get_by_role("button")).to_have_text("Confirm the 2 unchanged answers on this page")
    page.get_by_label("Plan is still").check()
    expect(page.get_by_role("button")).to_have_text("Confirm the unchanged answer on this page")
    page.get_by_label("Help is still").check()
    expect(page.get_by_role("button")).to_have_count(0)


def test_an_answer_that_stands_alone_clears_the_others(opened):
    page = opened(QUESTIONS)
    page.get_by_label("Changed").check()
    page.get_by_label("Mother").check()
    page.get_by_label("Father").check()

    page.get_by_label("No one").check()

    expect(page.get_by_label("Mother")).not_to_be_checked()
    page.get_by_label("Father").check()
    expect(page.get_by_label("No one")).not_to_be_checked()


REASONS = """
<form>
  <div data-question="baby_mobility">
    <label><input type="radio" name="moves" value="mobile" data-answer> Walks</label>
    <label><input type="radio" name="moves" value="not_rolling" data-answer> Does not roll</label>
  </div>
  <div data-question="referral">
    <label data-fits-when='{"prompt": "baby_mobility", "op": "eq", "value": "mobile"}'>
      <input type="radio" name="why" value="mobile" data-reason> Baby is mobile</label>
    <label><input type="radio" name="why" value="other" data-reason> Other</label>
  </div>
</form>
"""


def test_a_reason_is_offered_while_it_makes_sense_and_stays_when_it_is_chosen(opened):
    page = opened(REASONS)
    mobile = page.get_by_label("Baby is mobile")
    expect(mobile).to_be_hidden()

    page.get_by_label("Walks").check()
    mobile.check()
    page.get_by_label("Does not roll").check()
    expect(mobile).to_be_visible()

    page.get_by_label("Other").check()
    expect(mobile).to_be_hidden()


COULD_NOT = """
<form>
  <div data-question="slept">
    <label><input type="radio" name="slept" value="back" data-answer> On the back</label>
    <label><input type="radio" name="slept__why" value="later" data-why checked>
      Say why later</label>
    <div data-question="day">
      <label>The day <textarea name="day" data-answer>Feeds well</textarea></label>
      <label><input type="radio" name="day__why" value="short" data-why> Ran short of time</label>
    </div>
  </div>
</form>
"""


def test_an_answer_and_could_not_ask_take_each_others_place(opened):
    page = opened(COULD_NOT)

    page.get_by_label("On the back").check()
    expect(page.get_by_label("Say why later")).not_to_be_checked()

    page.get_by_label("Say why later").check()
    expect(page.get_by_label("On the back")).not_to_be_checked()


def test_words_are_kept_beside_could_not_ask_until_she_chooses(opened):
    page = opened(COULD_NOT)

    page.get_by_label("Ran short of time").check()
    expect(page.get_by_label("The day")).to_have_value("Feeds well")
    expect(page.get_by_label("Say why later")).to_be_checked()

    page.get_by_label("The day").press_sequentially(" at night")
    expect(page.get_by_label("Ran short of time")).not_to_be_checked()


def test_what_is_typed_is_saved_soon_and_the_bar_says_when(opened, saves):
    page = opened(QUESTIONS)

    page.get_by_label("Note").fill("Two lines")
    page.clock.run_for(1500)

    expect(page.get_by_text("Saved 2.21pm")).to_be_visible()
    assert "note=Two+lines" in saves[-1]
    assert page.locator("[name=smokes__rev]").input_value() == "2"


def test_a_save_that_fails_is_told_and_tried_again(opened, saves):
    page = opened(QUESTIONS)
    page.route("**/save", lambda route: route.abort(), times=1)

    page.get_by_label("Note").fill("Kept")
    page.clock.run_for(1500)
    expect(page.get_by_text("Not saved yet")).to_be_visible()

    page.clock.run_for(11_000)
    expect(page.get_by_text("Saved 2.21pm")).to_be_visible()
    assert "note=Kept" in saves[-1]


def test_the_button_waits_for_the_save_before_it(opened, saves):
    page = opened(QUESTIONS.replace("</form>", "<button>Save and go on</button></form>"))
    held = []
    page.route("**/save", lambda route: held.append(route), times=1)
    page.get_by_label("Note").fill("First words")
    with page.expect_request("**/save"):
        page.clock.run_for(1500)

    page.get_by_label("Note").fill("First words and more")
    page.get_by_role("button", name="Save and go on").click()
    assert saves == []

    with page.expect_request("**/save"):
        held[0].fulfill(status=200, content_type="application/json", body='{"saved": "Saved"}')
    expect(page).to_have_url("http://page.test/save")
    assert "note=First+words+and+more" in saves[0]


def test_the_first_press_after_a_save_goes_on(opened, saves):
    page = opened(QUESTIONS.replace("</form>", "<button>Save and go on</button></form>"))
    page.get_by_label("Still the same").check()
    page.clock.run_for(1500)
    expect(page.get_by_text("Saved 2.21pm")).to_be_visible()

    page.get_by_role("button", name="Save and go on").click()

    expect(page).to_have_url("http://page.test/save")


# The test stands in for a server that is slow: nothing leaves the page.
TAPS = """
() => {
    const held = [];
    document.addEventListener("submit", (event) => {
        held.push(event.defaultPrevented);
        event.preventDefault();
    });
    document.querySelector("form button").click();
    document.querySelector("form button").click();
    return held;
}
"""


def test_a_second_tap_while_the_answer_is_slow_sends_no_second_form(opened):
    page = opened(QUESTIONS.replace("</form>", "<button>Save and go on</button></form>"))

    assert page.evaluate(TAPS) == [False, True]


def test_the_bar_stops_saying_that_all_is_sent_as_soon_as_it_is_not(opened):
    page = opened(QUESTIONS)
    page.get_by_label("Note").fill("Two lines")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.clock.run_for(1500)
    expect(page.get_by_text("All sent")).to_be_visible()

    page.get_by_label("Note").fill("Three lines")

    expect(page.get_by_text("All sent")).to_have_count(0)
    expect(page.get_by_text("Saved 2.21pm")).to_be_visible()


def test_leaving_in_the_middle_of_a_word_saves_it(opened, saves):
    page = opened(QUESTIONS)
    page.get_by_label("Note").fill("Half a wo")

    with page.expect_request("**/save"):
        page.get_by_role("link", name="Baby care advice").click()

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()


def test_escape_twice_takes_the_place_of_the_page(opened):
    page = opened(QUESTIONS)
    page.goto(ADDRESS)
    before = page.evaluate("history.length")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert page.evaluate("history.length") == before


STRIP = render_to_string("nhsuk/_private_strip.html", {"close_url": "/shut"})
PRIVATE = f'<section data-private data-close-url="/shut">{STRIP}<button>Answer</button></section>'


def test_a_private_section_closes_after_a_minute_without_use(opened):
    page = opened(PRIVATE)
    page.clock.run_for(50_000)
    page.get_by_role("button", name="Answer").click()

    page.clock.run_for(50_000)
    expect(page.get_by_role("button", name="Answer")).to_be_visible()

    page.clock.run_for(11_000)
    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()


IN_FRONT = """
(event) => {
    document.cookie = "away=1; Path=/";
    const target = event === "pageshow" ? window : document;
    target.dispatchEvent(new Event(event));
    return [document.title, location.pathname, document.querySelectorAll("form").length];
}
"""


@pytest.mark.parametrize("event", ["pageshow", "visibilitychange"])
def test_a_page_that_comes_to_the_front_after_leaving_another_gives_way_too(opened, event):
    page = opened(QUESTIONS)

    shown = page.evaluate(IN_FRONT, event)

    assert shown == ["Washing and bathing your baby", "/baby-care-advice/", 0]
    # A window that is closed as its next page arrives may never say that it has closed.
    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()


@pytest.mark.parametrize(("unreached", "times"), [("save", 2), ("baby-care-advice/", 1)])
def test_the_advice_in_the_page_stands_until_all_is_sent_and_the_network_is_there(
    opened, saves, unreached, times
):
    page = opened(QUESTIONS)
    page.get_by_label("Note").fill("Half a wo")
    page.route(f"**/{unreached}", lambda route: route.abort(), times=times)

    with page.expect_event("requestfailed"):
        page.get_by_role("link", name="Baby care advice").click()
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_title("Washing and bathing your baby")
    page.clock.run_for(11_000)

    expect(page).to_have_url(re.compile("/accounts/login/$"))
    assert "note=Half+a+wo" in saves[-1]


def test_a_page_whose_visit_was_signed_keeps_its_words_and_asks_before_it_is_left(opened):
    ask = render_to_string("nhsuk/_not_sent.html")
    page = opened(f'{FORM}<a href="/shut">Elsewhere</a>{BAR}{ask}')
    answer = json.dumps({"saved": "Not saved", "problem": "This visit was signed", "final": True})
    json_answer = {"status": 409, "content_type": "application/json", "body": answer}
    asked = []
    page.route("**/save", lambda route: (asked.append(1), route.fulfill(**json_answer)))

    page.get_by_label("Note").fill("Half a wo")
    page.clock.run_for(60_000)
    expect(page.locator("[data-bar-saved]")).to_have_text("Not saved")
    expect(page.locator("[data-bar-detail]")).to_have_text("This visit was signed")
    page.get_by_role("link", name="Elsewhere").click()

    expect(page.get_by_role("alertdialog")).to_be_visible()
    expect(page).to_have_url(ADDRESS)
    expect(page.get_by_label("Note")).to_have_value("Half a wo")


@pytest.mark.parametrize(
    "closes",
    ["window.dispatchEvent(new Event('blur'))", "document.querySelector('[data-close]').click()"],
    ids=["covered", "by hand"],
)
def test_what_was_typed_in_a_closed_section_is_sent_when_the_network_is_back(opened, saves, closes):
    typed = PRIVATE.replace("<button>", '<textarea name="private">Hers</textarea><button>')
    page = opened(FORM.replace("</form>", f"{typed}</form>"))
    page.route("**/save", lambda route: route.abort(), times=1)
    page.locator("[name=private]").fill("Her own words")

    with page.expect_event("requestfailed"):
        gone = page.evaluate(f"{closes}; document.querySelector('[name=private]') === null")
    assert gone

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible(timeout=15_000)
    assert "private=Her+own+words" in saves[0]


def test_a_box_that_is_written_in_when_its_section_closes_is_never_saved_empty(opened, saves):
    typed = PRIVATE.replace("<button>", '<textarea name="private"></textarea><button>')
    page = opened(FORM.replace("</form>", f"{typed}</form>{BAR}"))
    page.locator("[name=private]").press_sequentially("Her own words")
    page.clock.run_for(1500)
    expect(page.get_by_text("Saved 2.21pm")).to_be_visible()

    page.evaluate("document.querySelector('[data-close]').click()")

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert [one for one in saves if "private=Her+own+words" not in one] == []


def test_what_closes_by_itself_is_said_only_where_a_script_closes_it(opened, new_context):
    shut = render_to_string("nhsuk/_private_shut.html", {"open_url": "/shut"})
    page = opened(f"{PRIVATE}{shut}")
    expect(page.get_by_text("Closes after 60 seconds without use")).to_be_visible()
    expect(page.get_by_text("It closes by itself")).to_be_visible()

    plain = new_context(java_script_enabled=False).new_page()
    html = f"<!DOCTYPE html>{PRIVATE}{shut}"
    plain.route("**/*", lambda route: route.fulfill(content_type="text/html", body=html))
    plain.goto(ADDRESS)

    read = plain.locator("body").inner_text()
    assert "Close it when you have finished" in read
    assert not re.search("closes", read, re.IGNORECASE)


def test_a_private_section_is_printed_before_it_closes(opened):
    page = opened(FORM.replace("</form>", f"{PRIVATE}</form>"))

    page.evaluate(
        "['beforeprint', 'blur'].forEach((kind) => window.dispatchEvent(new Event(kind)))"
    )
    expect(page.locator("[data-private] button")).to_have_count(1)

    page.evaluate("['afterprint', 'blur'].forEach((kind) => window.dispatchEvent(new Event(kind)))")
    expect(page.locator("[data-private] button")).to_have_count(0)


TITLES = render_to_string("outstanding/_full_strip.html", {"here": "/shut"})
LIST = f"{TITLES}<ul data-titles><li><button>Full title</button></li></ul>"
HAPPENS = "(kind) => window.dispatchEvent(new Event(kind))"


@pytest.fixture
def full_titles(opened, page):
    """A list in full titles, and what its script has told the server since."""
    told = []
    page.on("request", lambda sent: sent.method == "POST" and told.append(sent))
    return opened(LIST), told


def test_full_titles_end_after_a_minute_without_use(full_titles):
    page, told = full_titles
    expect(page.get_by_text("They close after 60 seconds without use.")).to_be_visible()
    page.clock.run_for(50_000)
    page.get_by_role("button", name="Full title").click()

    page.clock.run_for(50_000)
    expect(page.get_by_role("button", name="Full title")).to_be_visible()

    page.clock.run_for(11_000)
    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert [sent.headers["x-background"] for sent in told] == ["1"]


@pytest.mark.parametrize("cover", ["blur", "pagehide"])
def test_full_titles_leave_a_page_that_is_covered_and_come_back_with_it(full_titles, cover):
    page, told = full_titles

    page.evaluate(HAPPENS, cover)
    expect(page.locator("[data-titles] *")).to_have_count(0)
    page.clock.run_for(50_000)
    page.evaluate(HAPPENS, "focus")

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert told == []


def test_full_titles_end_when_the_page_was_left_for_a_minute(full_titles):
    page, told = full_titles

    page.evaluate(HAPPENS, "blur")
    page.clock.run_for(61_000)

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert len(told) == 1


def test_full_titles_end_with_the_page_when_its_timers_slept(full_titles):
    page, told = full_titles

    page.evaluate(HAPPENS, "blur")
    page.clock.set_system_time(page.evaluate("Date.now() + 61_000"))
    page.evaluate(HAPPENS, "focus")

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert len(told) == 1


def test_full_titles_stay_closed_until_the_server_has_been_told(full_titles):
    page, told = full_titles
    page.route("**/shut", lambda route: route.abort(), times=1)

    with page.expect_event("requestfailed"):
        page.clock.run_for(61_000)
    expect(page.get_by_text("Closed for now. It needs a signal to come back.")).to_be_visible()
    page.clock.run_for(11_000)

    expect(page.get_by_role("heading", name="Plain page")).to_be_visible()
    assert len(told) == 2
