"""What was recorded last time, on the pages of a visit: confirmed, asked anew, or done before."""

import re

import pytest

from tests.answers.filling import entry, fields, known_from_last_time, send, url_of, working_visit


def html_of(response):
    return response.content.decode().replace("&#x27;", "'")


def number_on_button(html):
    (words,) = re.findall(r"Confirm the (.*?unchanged answers?)", html)
    return int(words.split()[0]) if words[0].isdigit() else 1


def test_the_button_confirms_free_text_as_well_as_choices(hv, case, visit):
    known_from_last_time(case, handling_messages_reached=["mother"], crying_plan="Ring Nan.")
    page = hv.get(url_of(visit, "handling"))

    send(hv, visit, "handling", {"do": "confirm"})

    kept = working_visit(visit).documents
    assert number_on_button(html_of(page)) == 2
    assert {key: kept[key]["how"] for key in kept} == {
        "handling_messages_reached": "confirmed",
        "crying_plan": "confirmed",
    }
    assert kept["crying_plan"]["value"] == "Ring Nan."


def test_why_it_could_not_be_asked_is_neither_counted_nor_confirmed_over(hv, case, visit):
    known_from_last_time(case, baby_mobility="not_rolling")
    send(hv, visit, "weight-and-skin-check", {"baby_mobility__why": "short_of_time"})

    html = html_of(hv.get(url_of(visit, "weight-and-skin-check")))

    assert "unchanged answer" not in html
    assert entry(visit, "baby_mobility")["how"] == "could_not"


def test_what_was_done_before_is_shown_with_its_day_and_cannot_be_confirmed(hv, case, visit):
    known_from_last_time(case, equipment_checked="done")

    page = hv.get(url_of(visit, "home"))

    assert "Last done on 21 October 2026 by Nia Northfield" in html_of(page)
    assert "Done today" in html_of(page)
    assert "Still the same" not in html_of(page)
    assert "equipment_checked__carry" not in fields(page).offered


def test_what_is_done_today_is_an_answer_of_today(hv, case, visit):
    known_from_last_time(case, equipment_checked="done")

    send(hv, visit, "home", {"equipment_checked": "done"})

    assert entry(visit, "equipment_checked")["how"] == "answered"
    assert "Done today" not in html_of(hv.get(url_of(visit, "home")))


def test_the_history_is_asked_anew_at_the_contacts_that_the_content_names(hv, case, visit):
    known_from_last_time(case, history_reviewed="done")

    html = html_of(hv.get(url_of(visit, "history")))

    assert "Last done on 21 October 2026 by Nia Northfield" in html
    assert "Done today" not in html
    assert "unchanged answer" not in html
    assert 'class="folded"' not in html


def test_what_was_not_known_is_asked_again_beside_what_was_said(hv, case, visit):
    known_from_last_time(case, sleep_smoking_who=["not_asked"], sleep_room_share="yes")

    html = html_of(hv.get(url_of(visit, "sleep")))

    assert "Last time (21 October 2026, Nia Northfield): Not asked" in html
    assert number_on_button(html) == 1


@pytest.mark.parametrize(("last", "left"), [("not_offered", True), ("referred", False)])
def test_a_required_act_that_was_not_done_is_still_missing(case, visit, last, left):
    known_from_last_time(case, sleep_smoking_who=["mother"], sleep_smoking_referral=last)

    missing = {gap.key for gap in working_visit(visit).gaps()}

    assert ("sleep_smoking_referral" in missing) is left


def test_an_old_page_that_confirms_an_act_is_told_why_not(hv, case, visit):
    known_from_last_time(case, equipment_checked="done")

    response = send(hv, visit, "home", {"equipment_checked__carry": "same"})

    assert response.status_code == 422
    assert "cannot be confirmed" in html_of(response)
    assert entry(visit, "equipment_checked") is None


def test_rules_still_read_what_was_done_before(case, visit):
    known_from_last_time(case, equipment_checked="not_done", learning_need_mother="known")

    working = working_visit(visit)

    assert working.answers_in_force["equipment_checked"].value == "not_done"
