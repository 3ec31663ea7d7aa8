"""A form sent while signed out, or older than the last sign-in, is not lost."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

OWN = {"Origin": "http://testserver"}
TYPED = {"note": 'She said "no"\nand <b>left</b>.', "place": ["home", "clinic"]}
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
