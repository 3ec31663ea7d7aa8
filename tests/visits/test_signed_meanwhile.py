"""A page that was open when its visit was signed: nothing typed there goes without a word."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from checklists.answers.typed import field_name
from checklists.visits.draft.holding import NotADraft
from checklists.visits.draft.signing import sign
from checklists.visits.draft.views import review
from checklists.visits.models import Visit
from tests.answers.filling import LONG_STORY, fields, opened, send
from tests.factories import ItemFactory, person
from tests.visits.form_data import CALL
from tests.visits.story import begin, leave_the_rest, reread

SIGNED = "This visit was signed meanwhile"
NOT_SAVED = "This press saved nothing"
SECRET = "She told me that he takes her telephone."


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def visit(case, nurse):
    return begin(reread(case))


def sign_elsewhere(visit):
    return sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=timezone.now())


def at(name, visit):
    return reverse(name, args=[visit.pk])


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def stale(hv, visit, slug, **changes):
    """The page as it was rendered before the visit was signed, sent after it."""
    page = fields(opened(hv, visit, slug))
    sign_elsewhere(visit)
    named = {field_name(key): value for key, value in changes.items()}
    return lambda **more: send(hv, visit, slug, named, page, **more)


def test_words_typed_on_a_point_are_shown_with_the_way_to_amend(hv, visit):
    response = stale(hv, visit, "baby-today", baby_lived_experience=LONG_STORY)()

    assert response.status_code == 409
    for words in (SIGNED, NOT_SAVED, "Second line.", f'action="{at("visit_amend", visit)}"'):
        assert words in response.text
    assert "<b data-bar-saved>This page</b>" not in response.text
    assert not Visit.objects.get(pk=visit.pk).sheet.body["baby_lived_experience"]["value"]


def test_private_words_are_shown_in_a_part_that_closes_by_itself(hv, visit):
    response = stale(hv, visit, "mothers-wellbeing", da_notes=SECRET)()

    outside, inside = response.text.split("data-private", 1)
    assert SECRET in inside
    assert SECRET not in outside


@pytest.mark.parametrize(
    ("slug", "key", "private"),
    [("baby-today", "baby_lived_experience", False), ("mothers-wellbeing", "da_notes", True)],
)
def test_amending_takes_the_words_along_into_their_half(hv, visit, slug, key, private):
    late = fields(stale(hv, visit, slug, **{key: SECRET})())

    page = hv.post(at("visit_amend", visit), late.sent)

    assert SECRET in fields(page).sent["says"][0]
    assert page.context["private"] is private
    assert not visit.amendments.exists()


def test_private_words_are_not_shown_where_the_page_was_not_opened(hv, visit):
    page = fields(opened(hv, visit, "mothers-wellbeing"))
    sign_elsewhere(visit)
    del page.sent["opened"]

    response = send(hv, visit, "mothers-wellbeing", {field_name("da_notes"): SECRET}, page)

    assert response.url == at("visit_signed", visit)
    assert SIGNED in told(response)


def test_what_is_signed_as_it_stands_is_not_said_to_be_lost(hv, visit):
    response = stale(hv, visit, "baby-today")()

    assert response.url == at("visit_signed", visit)
    assert SIGNED in told(response)


def test_a_save_while_she_types_is_told_so_and_shows_nothing(hv, visit):
    sent = stale(hv, visit, "mothers-wellbeing", da_notes=SECRET)

    response = sent(headers={"accept": "application/json"})

    assert response.status_code == 409
    assert response.json() == {
        "saved": "Not saved",
        "problem": "This visit was signed",
        "final": True,
    }


@pytest.mark.parametrize("reference", ["ABC 123", ""])
def test_a_call_is_shown_with_the_way_to_amend(hv, visit, reference):
    sign_elsewhere(visit)

    response = hv.post(at("call_sheet", visit), {**CALL, "reference": reference})

    assert response.status_code == 409
    way = at("visit_amend", visit)
    for words in (SIGNED, NOT_SAVED, "Sam Example", "23 November 2026", "14:15", reference, way):
        assert words in response.text


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("visit_presence", {"present": ["mother", "father"]}),
        ("visit_stop", {"reason": "short_of_time"}),
        ("visit_twin", {}),
    ],
)
def test_a_choice_leads_to_the_signed_page_and_says_that_it_changed_nothing(hv, visit, name, sent):
    sign_elsewhere(visit)

    response = hv.post(at(name, visit), sent)

    assert response.url == at("visit_signed", visit)
    assert SIGNED in told(response)
    assert hv.get(at(name, visit)).url == response.url


def test_nobody_else_is_told_that_it_was_signed(client, case, visit):
    sign_elsewhere(visit)
    client.force_login(person(team=case.team))

    for name in ("visit_presence", "visit_stop", "visit_twin", "visit_room"):
        assert client.post(at(name, visit), {}).status_code == 404


def test_a_second_press_of_sign_leads_to_the_signed_page(hv, visit, monkeypatch):
    def too_late(*args, **kwargs):
        sign_elsewhere(visit)
        raise NotADraft

    monkeypatch.setattr(review, "sign", too_late)

    response = hv.post(at("visit_sign", visit), {"right_baby": "yes"})

    assert response.url == at("visit_signed", visit)
    assert told(response) == ""


def test_a_closing_ticked_too_late_is_said_not_to_be_taken(hv, case, visit):
    item = ItemFactory(case=case)
    sign_elsewhere(visit)

    response = hv.post(at("visit_sign", visit), {"right_baby": "yes", "closing": [str(item.pk)]})

    assert response.url == at("visit_signed", visit)
    assert "still open" in told(response)
