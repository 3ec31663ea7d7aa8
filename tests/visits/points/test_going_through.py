"""A health visitor goes through the pages of a visit."""

import pytest
from django.urls import reverse

from tests.answers.filling import (
    entry,
    fields,
    known_from_last_time,
    opened,
    send,
    url_of,
    working_visit,
)


def test_saving_goes_on_to_the_next_page(hv, visit):
    response = send(hv, visit, "sleep", {"sleep_night_place": ["cot_or_basket"]})

    assert response.url == url_of(visit, "handling")
    assert entry(visit, "sleep_night_place")["value"] == ["cot_or_basket"]


def test_the_last_page_leads_to_the_review(hv, visit):
    response = send(hv, visit, "last-question", {"baby_worry": "no"})

    assert response.url == reverse("visit_review", args=[visit.pk])


def test_back_to_the_visit_saves_too(hv, visit):
    response = send(hv, visit, "sleep", {"sleep_back": "always", "do": "back"})

    assert response.url == reverse("visit", args=[visit.pk])
    assert entry(visit, "sleep_back")["value"] == "always"


def test_a_page_with_nothing_to_ask_is_passed_over(hv, visit):
    response = hv.post(url_of(visit, "how-the-visit-went"), {"next": "team-discussion"})

    assert response.url == url_of(visit, "last-question")


def test_a_page_that_an_answer_brings_up_is_next(hv, visit):
    page = fields(opened(hv, visit, "how-the-visit-went"))

    response = send(hv, visit, "how-the-visit-went", {"practitioner_safety": "yes"}, page)

    assert response.url == url_of(visit, "team-discussion")


def test_leaving_and_coming_back_shows_what_was_answered(hv, visit):
    send(hv, visit, "sleep", {"sleep_back": "sometimes", "sleep_back__note": "On her side at noon"})

    page = hv.get(url_of(visit, "sleep"))

    assert fields(page).sent["sleep_back"] == ["sometimes"]
    assert "On her side at noon" in page.content.decode()


def test_a_question_answered_earlier_folds_to_one_line(hv, visit):
    send(hv, visit, "sleep", {"sleep_back": "always"})

    html = hv.get(url_of(visit, "sleep")).content.decode()

    assert html.count('class="folded"') == 1
    assert '<b class="folded__answer">Always</b>' in html


def test_a_question_whose_reason_is_missing_stays_open(hv, visit):
    send(hv, visit, "sleep", {"sleep_bed_share_advice": "not_done"})

    assert 'class="folded"' not in hv.get(url_of(visit, "sleep")).content.decode()


@pytest.mark.parametrize("answer", ["no", "yes", "reported"])
def test_going_on_leads_to_the_same_page_whatever_was_said_of_a_mark(hv, visit, answer):
    response = send(hv, visit, "weight-and-skin-check", {"mark_seen": answer})

    assert response.url == url_of(visit, "sleep")


def test_the_page_says_which_wording_it_has(hv, visit):
    assert "Wording of version 1." in hv.get(url_of(visit, "sleep")).content.decode()


def test_a_newer_version_does_not_move_a_draft(hv, visit):
    visit.version.status = "retired"
    type(visit.version).objects.filter(pk=visit.version_id).update(status="retired")

    html = hv.get(url_of(visit, "sleep")).content.decode()

    assert "This visit stays on version 1." in html


# Could not ask today


def test_could_not_ask_records_not_asked_with_its_reason(hv, visit):
    send(hv, visit, "sleep", {"sleep_sofa__why": "short_of_time"})

    kept = entry(visit, "sleep_sofa")
    assert (kept["value"], kept["reason"], kept["how"]) == (
        "not_asked",
        "short_of_time",
        "could_not",
    )


def test_could_not_ask_keeps_the_reason_where_no_choice_says_it(hv, visit):
    send(hv, visit, "sleep", {"sleep_back__why": "short_of_time"})

    kept = entry(visit, "sleep_back")
    assert (kept["value"], kept["reason"], kept["how"]) == (None, "short_of_time", "could_not")
    assert "sleep_back" not in {gap.key for gap in working_visit(visit).gaps()}


def test_could_not_ask_and_an_answer_together_is_asked_about(hv, visit):
    changes = {"sleep_back": "always", "sleep_back__why": "short_of_time"}

    response = send(hv, visit, "sleep", changes)

    assert response.status_code == 422
    assert "Choose an answer, or say why there is none, not both" in response.content.decode()


def test_words_already_saved_do_not_give_way_to_could_not_ask(hv, visit):
    send(hv, visit, "baby-today", {"baby_lived_experience": "Sleeps in the cot."})

    response = send(hv, visit, "baby-today", {"baby_lived_experience__why": "short_of_time"})

    assert response.status_code == 422
    assert entry(visit, "baby_lived_experience")["value"] == "Sleeps in the cot."


def test_an_answer_given_later_takes_the_place_of_could_not_ask(hv, visit):
    send(hv, visit, "sleep", {"sleep_back__why": "short_of_time"})

    send(hv, visit, "sleep", {"sleep_back": "always"})

    kept = entry(visit, "sleep_back")
    assert (kept["value"], kept["reason"], kept["how"]) == ("always", "", "answered")


# From last time


def test_last_time_is_shown_with_its_date_and_author_and_counts_for_nothing_yet(hv, case, visit):
    known_from_last_time(case, sleep_room_share="yes")

    html = hv.get(url_of(visit, "sleep")).content.decode()

    assert "21 October 2026, Nia Northfield" in html
    assert entry(visit, "sleep_room_share") is None
    assert "sleep_room_share__carry" not in fields(hv.get(url_of(visit, "sleep"))).sent


def test_still_the_same_confirms_it(hv, case, visit):
    known_from_last_time(case, sleep_room_share="yes")

    send(hv, visit, "sleep", {"sleep_room_share__carry": "same"})

    kept = entry(visit, "sleep_room_share")
    assert (kept["value"], kept["how"]) == ("yes", "confirmed")


def test_changed_takes_the_new_answer(hv, case, visit):
    known_from_last_time(case, sleep_room_share="yes")

    changes = {"sleep_room_share__carry": "changed", "sleep_room_share": "no"}
    send(hv, visit, "sleep", changes)

    kept = entry(visit, "sleep_room_share")
    assert (kept["value"], kept["how"]) == ("no", "changed")


def test_changed_without_an_answer_is_a_gap_of_a_required_question(hv, case, visit):
    known_from_last_time(case, baby_mobility="not_rolling")

    send(hv, visit, "weight-and-skin-check", {"baby_mobility__carry": "changed"})

    assert "baby_mobility" in {gap.key for gap in working_visit(visit).gaps()}


def test_one_action_confirms_the_unchanged_answers_of_the_page_and_no_others(hv, case, visit):
    known_from_last_time(
        case, sleep_room_share="yes", sleep_smoking_who=["none"], plan_level="universal"
    )
    changes = {"sleep_smoking_who__carry": "changed", "sleep_smoking_who": ["mother"]}

    response = send(hv, visit, "sleep", {**changes, "do": "confirm"})

    kept = working_visit(visit).documents
    assert response.url == f"{url_of(visit, 'sleep')}#ask-today"
    assert {key: kept[key]["how"] for key in kept} == {
        "sleep_room_share": "confirmed",
        "sleep_smoking_who": "changed",
    }


def test_the_button_says_how_many_it_confirms(hv, case, visit):
    known_from_last_time(case, sleep_room_share="yes", sleep_smoking_who=["none"])
    send(hv, visit, "sleep", {"sleep_smoking_who__carry": "same", "do": "back"})

    html = hv.get(url_of(visit, "sleep")).content.decode()

    assert "Confirm the unchanged answer on this page" in html


def test_where_nothing_else_is_asked_confirming_goes_on(hv, case, visit):
    known_from_last_time(case, plan_level="universal")
    page = fields(opened(hv, visit, "plan-and-services"))

    response = send(hv, visit, "plan-and-services", {"do": "confirm_on"}, page)

    assert response.url == url_of(visit, page.sent["next"][0])
    assert entry(visit, "plan_level")["how"] == "confirmed"


def test_with_a_part_still_shut_confirming_stays(hv, case, visit):
    known_from_last_time(case, plan_level="universal", professional_disagreement="none")

    html = hv.get(url_of(visit, "plan-and-services")).content.decode()

    assert "Confirm the 2 unchanged answers on this page" in html


def test_what_is_asked_at_every_contact_is_never_carried(hv, case, visit):
    known_from_last_time(case, sleep_back="always")

    send(hv, visit, "sleep", {"do": "confirm"})

    assert entry(visit, "sleep_back") is None


def test_not_asking_again_does_not_take_back_what_is_known(hv, case, visit):
    known_from_last_time(case, substance_use_mother="in_treatment")

    send(hv, visit, "parents-health", {"substance_use_mother__why": "partner_present"})

    assert entry(visit, "substance_use_mother")["value"] is None
    assert working_visit(visit).answers_in_force["substance_use_mother"].value == "in_treatment"


# Follow-ups


def test_a_follow_up_is_in_the_page_hidden_until_its_answer_is_given(hv, visit):
    before = hv.get(url_of(visit, "sleep")).content.decode()

    send(hv, visit, "sleep", {"sleep_smoking_who": ["mother"]})

    after = hv.get(url_of(visit, "sleep")).content.decode()
    assert follow_up_of(before, "sleep_smoking_referral").endswith(" hidden>")
    assert not follow_up_of(after, "sleep_smoking_referral").endswith(" hidden>")


def follow_up_of(html, key):
    """The opening tag around a question that depends on another."""
    return html[: html.index(f'id="q-{key}"')].rsplit('<div class="follow-up"', 1)[1].split("\n")[0]


def test_without_scripts_the_page_comes_back_to_show_its_follow_up(hv, visit):
    response = send(hv, visit, "sleep", {"sleep_smoking_who": ["mother"], "plain": "1"})

    assert response.url == f"{url_of(visit, 'sleep')}#ask-today"


def test_without_scripts_a_page_with_nothing_new_goes_on(hv, visit):
    response = send(hv, visit, "sleep", {"sleep_smoking_who": ["none"], "plain": "1"})

    assert response.url == url_of(visit, "handling")
