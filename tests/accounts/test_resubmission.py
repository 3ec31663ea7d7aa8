"""A form sent while signed out, or older than the last sign-in, is not lost."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

OWN = {"Origin": "http://testserver"}
TYPED = {"note": 'She said "no"\nand <b>left</b>.', "place": ["home", "clinic"]}
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
SENT_TO = "/accounts/password/change/"


@pytest.fixture
def careful():
    """A browser whose forms must carry the token of its last sign-in."""
    return Client(enforce_csrf_checks=True, headers=OWN)


def sign_in(browser):
    UserFactory(username="nia")
    browser.get(reverse("account_login"))
    response = browser.post(
        reverse("account_login"),
        {
            "login": "nia",
            "password": PASSWORD,
            "csrfmiddlewaretoken": browser.cookies[settings.CSRF_COOKIE_NAME].value,
        },
    )
    assert response.status_code == 302


def holds_what_was_typed(page):
    return (
        'value="She said &quot;no&quot;\nand &lt;b&gt;left&lt;/b&gt;."' in page
        and page.count('name="place"') == 2
        and f'action="{SENT_TO}"' in page
    )


def test_a_form_sent_after_sign_out_is_kept_in_the_answer(client):
    response = client.post(SENT_TO, TYPED)

    assert response.status_code == 401
    assert holds_what_was_typed(response.text)
    assert reverse("account_login") in response.text


def test_a_page_that_saves_by_itself_is_told_in_words(client):
    response = client.post(SENT_TO, TYPED, headers={"Accept": "application/json"})

    assert response.status_code == 401
    assert response.json()["sign_in"] == reverse("account_login")


def test_a_form_older_than_the_last_sign_in_is_offered_again(careful):
    sign_in(careful)

    response = careful.post(SENT_TO, {**TYPED, "csrfmiddlewaretoken": "a" * 64})

    assert response.status_code == 403
    assert holds_what_was_typed(response.text)
    assert "a" * 64 not in response.text


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_another_sites_form_is_not_offered_for_sending(careful, headers):
    sign_in(careful)

    response = careful.post(SENT_TO, {**TYPED, "csrfmiddlewaretoken": "a" * 64}, headers=headers)

    assert response.status_code == 403
    assert "She said" not in response.text


# --- the next person at the same tablet -----------------------------------------------------------


def token_of(browser):
    """As a page of the browser carries it now."""
    page = browser.get(reverse("account"))
    return str(page.context["csrf_token"])


def signs_in(browser, username):
    """In another tab, with or without having been signed out there."""
    browser.post(reverse("account_logout"), {"csrfmiddlewaretoken": token_of(browser)})
    token = str(browser.get(reverse("account_login")).context["csrf_token"])
    browser.post(
        reverse("account_login"),
        {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token},
    )


def pressed_again(browser, page):
    """The button of a page that holds what was typed."""
    sent = {}
    for name, value in HIDDEN.findall(page.text.split("<main")[1]):
        sent.setdefault(name, []).append(unescape(value))
    return browser.post(SENT_TO, sent)


def test_what_one_person_typed_is_never_sent_under_the_name_of_the_next(careful):
    sign_in(careful)
    UserFactory(username="morag", name="Morag Northcote")
    typed = {**TYPED, "csrfmiddlewaretoken": token_of(careful)}

    signs_in(careful, "morag")
    refused = careful.post(SENT_TO, typed)
    again = pressed_again(careful, refused)

    for page in (refused, again):
        assert page.status_code == 403
        assert "Somebody else was signed in when this page was opened." in page.text
        assert "Morag Northcote" in page.text
        assert holds_what_was_typed(page.text)
        assert "csrfmiddlewaretoken" not in page.text.split("<main")[1]


def test_who_typed_it_sends_it_after_signing_in_again(careful):
    sign_in(careful)
    UserFactory(username="morag")
    typed = {**TYPED, "csrfmiddlewaretoken": token_of(careful)}
    signs_in(careful, "morag")
    refused = careful.post(SENT_TO, typed)

    signs_in(careful, "nia")
    offered = pressed_again(careful, refused)
    sent = pressed_again(careful, offered)

    assert "send it once more to save it" in offered.text
    assert sent.status_code != 403


def test_the_page_goes_on_holding_it_when_it_is_pressed_with_nobody_signed_in(careful):
    sign_in(careful)
    UserFactory(username="morag")
    typed = {**TYPED, "csrfmiddlewaretoken": token_of(careful)}
    signs_in(careful, "morag")
    refused = careful.post(SENT_TO, typed)

    careful.post(reverse("account_logout"), {"csrfmiddlewaretoken": token_of(careful)})
    page = pressed_again(careful, refused)

    assert page.status_code == 403
    assert "Nobody is signed in here now" in page.text
    assert holds_what_was_typed(page.text)


def test_a_page_that_saves_by_itself_says_that_it_is_somebody_elses(careful):
    sign_in(careful)
    UserFactory(username="morag")
    typed = {**TYPED, "csrfmiddlewaretoken": token_of(careful)}

    signs_in(careful, "morag")
    answer = careful.post(SENT_TO, typed, headers={"Accept": "application/json"})

    assert answer.json() == {"problem": "Somebody else has signed in here. Press Save"}


@pytest.mark.parametrize("mark", ["", "x", "\u00e9", "a:b:c"])
def test_nobody_makes_a_mark_of_their_own(careful, mark):
    sign_in(careful)

    answer = careful.post(SENT_TO, {**TYPED, "typed_by": mark})

    assert "send it once more to save it" in answer.text
