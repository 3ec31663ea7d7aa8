"""Two windows, repeated saves, and saving as she types."""

import pytest

from checklists.answers.saving import Change
from checklists.audit.models import Event
from tests.answers.filling import entry, fields, opened, send, url_of, write

SECRET = "She told me that he takes her telephone."


# Two windows, and a save that is repeated


def test_two_windows_that_answer_different_questions_both_count(hv, visit):
    one, two = (fields(hv.get(url_of(visit, "sleep"))) for _ in range(2))

    send(hv, visit, "sleep", {"sleep_back": "always"}, one)
    send(hv, visit, "sleep", {"sleep_sofa": "no"}, two)

    assert entry(visit, "sleep_back")["value"] == "always"
    assert entry(visit, "sleep_sofa")["value"] == "no"


def test_two_windows_with_different_texts_show_both_and_choose_neither(hv, visit):
    one, two = (fields(hv.get(url_of(visit, "baby-today"))) for _ in range(2))
    send(hv, visit, "baby-today", {"baby_lived_experience": "First text"}, one)

    response = send(hv, visit, "baby-today", {"baby_lived_experience": "Second text"}, two)

    html = response.content.decode()
    assert response.status_code == 409
    assert "First text" in html
    assert "Second text" in html
    assert "baby_lived_experience__keep" not in fields(response).sent
    assert entry(visit, "baby_lived_experience")["value"] == "First text"


@pytest.mark.parametrize(("keep", "kept"), [("mine", "Second text"), ("theirs", "First text")])
def test_the_text_she_chooses_is_kept(hv, visit, keep, kept):
    one, two = (fields(hv.get(url_of(visit, "baby-today"))) for _ in range(2))
    send(hv, visit, "baby-today", {"baby_lived_experience": "First text"}, one)
    both = send(hv, visit, "baby-today", {"baby_lived_experience": "Second text"}, two)

    changes = {"baby_lived_experience__keep": keep}
    response = send(hv, visit, "baby-today", changes, fields(both))

    assert response.status_code == 302
    assert entry(visit, "baby_lived_experience")["value"] == kept


def test_choosing_neither_shows_both_again(hv, visit):
    one, two = (fields(hv.get(url_of(visit, "baby-today"))) for _ in range(2))
    send(hv, visit, "baby-today", {"baby_lived_experience": "First text"}, one)
    both = send(hv, visit, "baby-today", {"baby_lived_experience": "Second text"}, two)

    response = send(hv, visit, "baby-today", {}, fields(both))

    assert response.status_code == 409
    assert entry(visit, "baby_lived_experience")["value"] == "First text"


def test_a_second_tap_saves_once(hv, visit):
    page = fields(hv.get(url_of(visit, "sleep")))

    send(hv, visit, "sleep", {"sleep_back": "always"}, page)
    response = send(hv, visit, "sleep", {"sleep_back": "always"}, page)

    assert response.status_code == 302
    assert entry(visit, "sleep_back")["revision"] == 1


# Saving as she types


def as_it_changes(client, visit, slug, changes, page):
    return send(client, visit, slug, changes, page, headers={"accept": "application/json"})


def test_saving_as_she_types_says_when_and_gives_the_new_revisions(hv, visit):
    page = fields(hv.get(url_of(visit, "sleep")))

    told = as_it_changes(hv, visit, "sleep", {"sleep_back": "always"}, page).json()

    assert told["saved"] == "Saved 2.21pm"
    assert told["errors"] == {}
    assert told["revisions"]["sleep_back__rev"] == "1"
    assert told["revisions"]["receipt"] != page.sent["receipt"][0]


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_save_whose_answer_was_lost_and_then_more_typing_are_both_kept(hv, visit, accept):
    """And so is Back, another answer, and the button: the page still has the receipt of before."""
    page = fields(hv.get(url_of(visit, "sleep")))
    as_it_changes(hv, visit, "sleep", {"sleep_back": "always"}, page)

    headers = {"accept": accept}
    answer = send(hv, visit, "sleep", {"sleep_back": "sometimes"}, page, headers=headers)

    assert answer.status_code < 500
    assert entry(visit, "sleep_back")["value"] == "sometimes" or answer.status_code == 409


@pytest.mark.parametrize("sent", [{"sleep_back": "always"}, {}])
def test_what_nothing_was_read_of_is_never_said_to_be_saved(hv, visit, sent):
    headers = {"accept": "application/json"}

    answer = hv.post(url_of(visit, "sleep"), {"opened": "1", **sent}, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["saved"] == "Not saved"


def test_saving_as_she_types_says_what_is_not_well_formed_and_keeps_the_rest(hv, visit):
    page = fields(hv.get(url_of(visit, "sleep")))
    changes = {"sleep_carer_impaired": ["none", "exhausted"], "sleep_back": "always"}

    told = as_it_changes(hv, visit, "sleep", changes, page).json()

    assert told["errors"] == {
        "sleep_carer_impaired": "Choose what applies, or \u2018No one\u2019, not both"
    }
    assert entry(visit, "sleep_back")["value"] == "always"


def test_what_another_window_answered_stays_to_be_settled_while_she_types(hv, visit):
    """With the revision of the other answer, the next save would write over it unseen."""
    page = fields(hv.get(url_of(visit, "sleep")))
    write(visit, sleep_back=Change("sometimes"))

    told = as_it_changes(hv, visit, "sleep", {"sleep_back": "always"}, page).json()

    assert told["incomplete"]
    assert "sleep_back" in told["errors"]
    assert "sleep_back__rev" not in told["revisions"]
    assert entry(visit, "sleep_back")["value"] == "sometimes"


def test_a_mark_answered_as_she_types_leads_nowhere(hv, visit):
    page = fields(hv.get(url_of(visit, "weight-and-skin-check")))

    told = as_it_changes(hv, visit, "weight-and-skin-check", {"mark_seen": "yes"}, page).json()

    assert "reload" not in told


# The log


def test_a_page_is_logged_as_read_and_a_sitting_as_one_save(hv, visit):
    page = fields(hv.get(url_of(visit, "sleep")))
    send(hv, visit, "sleep", {"sleep_back": "always"}, page)
    page = fields(hv.get(url_of(visit, "sleep")))
    send(hv, visit, "sleep", {"sleep_sofa": "no"}, page)

    kinds = list(Event.objects.order_by("at", "seq").values_list("kind", flat=True))

    assert kinds.count("case.read") == 2
    assert kinds.count("visit.saved") == 1


def test_nothing_that_was_said_is_in_the_log(hv, visit):
    page = fields(opened(hv, visit, "mothers-wellbeing"))
    send(hv, visit, "mothers-wellbeing", {"da_notes": SECRET}, page)

    assert SECRET not in str(list(Event.objects.values()))
