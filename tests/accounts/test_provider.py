"""Signing in through a real OpenID Connect provider: a server of its own, over real HTTP."""

from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.accounts.second_factors import code_of, give_app, give_code
from tests.factories import TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SIGN_IN = "/accounts/provider/work/"


@pytest.fixture
def nia():
    return UserFactory(username="nia")


def leaves_for(client, **asked):
    answer = client.get(f"{SIGN_IN}?{urlencode(asked)}")
    assert answer.status_code == 302
    return answer.url


def signs_in_there(address, sub):
    """What the browser sends to the provider's page; the address that it leads back to."""
    answer = httpx.post(address, data={"sub": sub})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def comes_back(client, address):
    there = urlsplit(address)
    assert there.netloc == "testserver"
    return client.get(f"{there.path}?{there.query}")


def sign_in(client, sub, **asked):
    return comes_back(client, signs_in_there(leaves_for(client, **asked), sub))


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_an_active_user_signs_in_and_goes_where_they_were_going(client, provider, nia):
    provider.knows("17", preferred_username="nia")

    answer = sign_in(client, "17", next="/items/")

    assert answer.url == "/items/"
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert Event.objects.get(kind="session.started").details == {"methods": ["socialaccount"]}


def test_the_sign_in_page_offers_it_by_name_and_keeps_the_way(client, provider):
    page = client.get(reverse("account_login") + "?next=/items/").text

    assert "Sign in with Northtown login" in page
    assert f'href="{SIGN_IN}?next=%2Fitems%2F"' in page


def test_without_settings_there_is_no_button_and_no_address(client):
    assert SIGN_IN not in client.get(reverse("account_login")).text
    assert client.get(SIGN_IN).status_code == 404
    assert client.get(f"{SIGN_IN}back/").status_code == 404


def test_what_leaves_asks_for_a_code_and_holds_no_secret(client, provider):
    asked = parse_qs(urlsplit(leaves_for(client)).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/accounts/provider/work/back/"]
    assert "told to both" not in str(asked)


def refused_in_words(answer):
    return answer.status_code == 403 and "There is no open account for you here" in answer.text


def test_someone_unknown_here_is_refused_and_gets_no_account(client, provider):
    provider.knows("18", preferred_username="stranger", email="stranger@example.test")

    answer = sign_in(client, "18")

    assert refused_in_words(answer)
    assert not User.objects.exists()
    assert Event.objects.filter(kind="session.refused", why="provider", target="").exists()


def test_someone_deactivated_is_refused_in_the_same_words(client, provider):
    gone = UserFactory(username="gone", is_active=False)
    provider.knows("19", preferred_username="gone")
    provider.knows("20", preferred_username="stranger")

    answer, other = sign_in(client, "19"), sign_in(Client(), "20")

    assert refused_in_words(answer)
    assert answer.text == other.text
    assert not is_signed_in(client)
    assert Event.objects.filter(why="provider", target=f"user:{gone.pk}").exists()


def test_somebody_for_whom_the_provider_gives_no_name_is_refused(client, provider, nia):
    provider.knows("nia")

    assert refused_in_words(sign_in(client, "nia"))


@pytest.mark.parametrize("claimed", ["NIA", "Nia", " nia", "\uff4eia"])
def test_the_name_there_is_matched_as_at_sign_in(client, provider, nia, claimed):
    provider.knows("29", preferred_username=claimed)

    sign_in(client, "29")

    assert client.session["_auth_user_id"] == str(nia.pk)


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({"email": "nia", "email_verified": True}, True),
        ({"email": "nia", "email_verified": False}, False),
        ({"email": "nia", "email_verified": "true"}, False),
        ({"email": "nia"}, False),
    ],
)
def test_an_address_counts_only_when_it_is_verified(
    client, provider, nia, settings, claims, comes_in
):
    settings.OIDC_USERNAME_CLAIM = "email"
    provider.knows("21", preferred_username="nia", **claims)

    sign_in(client, "21")

    assert is_signed_in(client) is comes_in


def test_another_claim_may_hold_the_name(client, provider, nia, settings):
    settings.OIDC_USERNAME_CLAIM = "staff_number"
    provider.knows("22", preferred_username="someone.else", staff_number="nia")

    sign_in(client, "22")

    assert client.session["_auth_user_id"] == str(nia.pk)


def test_the_provider_knowing_the_address_of_an_account_is_not_enough(client, provider):
    UserFactory(username="nia", email="nia@example.test")
    provider.knows("23", preferred_username="x", email="nia@example.test", email_verified=True)

    assert refused_in_words(sign_in(client, "23"))


def failed_in_words(answer):
    return answer.status_code == 401 and "That sign-in did not work" in answer.text


@pytest.mark.parametrize("state", ["wrong", "", None])
def test_an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(client, provider, nia, state):
    provider.knows("24", preferred_username="nia")
    back = signs_in_there(leaves_for(client), "24")
    code = parse_qs(urlsplit(back).query)["code"][0]
    given = {"code": code} if state is None else {"code": code, "state": state}

    answer = client.get(f"{SIGN_IN}back/?{urlencode(given)}")

    assert failed_in_words(answer)
    assert not is_signed_in(client)


def test_an_answer_is_taken_by_the_browser_that_asked_and_only_once(client, provider, nia):
    provider.knows("25", preferred_username="nia")
    back = signs_in_there(leaves_for(client), "25")

    assert failed_in_words(comes_back(Client(), back))
    assert comes_back(client, back).status_code == 302
    assert failed_in_words(comes_back(Client(), back))
    again = Client()
    leaves_for(again)
    assert failed_in_words(comes_back(again, back))


def test_a_code_that_was_made_up_signs_nobody_in(client, provider, nia):
    state = parse_qs(urlsplit(leaves_for(client)).query)["state"][0]

    assert failed_in_words(client.get(f"{SIGN_IN}back/?code=made-up&state={state}"))


@pytest.mark.parametrize("error", ["access_denied", "server_error"])
def test_somebody_who_stops_at_the_provider_is_told_here(client, provider, error):
    state = parse_qs(urlsplit(leaves_for(client)).query)["state"][0]

    assert failed_in_words(client.get(f"{SIGN_IN}back/?error={error}&state={state}"))


def test_a_provider_that_does_not_answer_is_said_in_words(client, provider, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://localhost:9"}

    assert failed_in_words(client.get(SIGN_IN))


def test_it_leads_nowhere_outside(client, provider, nia):
    provider.knows("26", preferred_username="nia")

    assert sign_in(client, "26", next="https://elsewhere.example/").url == "/"


def test_our_second_factor_is_still_asked_for(client, provider, nia, second_factor_required):
    provider.knows("27", preferred_username="nia")

    assert sign_in(client, "27").url == "/"
    assert client.get("/").url == reverse("mfa_index")


def test_our_second_factor_is_shown_before_the_session_begins(client, provider, nia):
    provider.knows("28", preferred_username="nia")
    give_app(nia)

    assert sign_in(client, "28").url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    give_code(client, code_of())
    assert is_signed_in(client)


def test_the_providers_own_second_factor_counts_where_the_settings_say_so(
    client, provider, settings, second_factor_required
):
    settings.OIDC_SECOND_FACTOR_COUNTS = True
    person(Role.EDITOR, username="nia")
    provider.knows("29", preferred_username="nia")

    sign_in(client, "29")

    assert client.get("/accounts/confirmed/").status_code == 200


def test_who_has_no_password_here_confirms_there(client, provider, nia):
    nia.set_unusable_password()
    nia.save()
    provider.knows("30", preferred_username="nia")
    sign_in(client, "30")

    asked = client.get(f"{reverse('account_reauthenticate')}?next=/accounts/confirmed/")
    there = client.get(asked.url)
    back = comes_back(client, signs_in_there(there.url, "30"))

    assert parse_qs(urlsplit(there.url).query)["prompt"] == ["login"]
    assert back.url == "/accounts/confirmed/"


def test_who_said_there_long_ago_who_they_are_has_confirmed_nothing_here(client, provider):
    person(Role.HEALTH_VISITOR, TeamFactory(), username="nia", password="!")
    long_ago = int(timezone.now().timestamp()) - 3 * 60 * 60
    provider.knows("31", preferred_username="nia", auth_time=long_ago)
    sign_in(client, "31")
    assert is_signed_in(client)

    asked = client.get(reverse("emergency"))
    assert urlsplit(asked.url).path == reverse("account_reauthenticate")
    sign_in(client, "31")
    assert client.get(reverse("emergency")).status_code == 302

    provider.knows("31", preferred_username="nia")
    sign_in(client, "31")
    assert client.get(reverse("emergency")).status_code == 200


@pytest.mark.parametrize("moment", ["", "yesterday", -1])
def test_a_provider_that_does_not_tell_when_lets_nobody_in(client, provider, nia, moment):
    provider.knows("32", preferred_username="nia", auth_time=moment)

    answer = sign_in(client, "32")

    assert answer.status_code == 401
    assert not is_signed_in(client)


def test_the_provider_is_asked_to_tell_when(client, provider):
    assert parse_qs(urlsplit(leaves_for(client)).query)["max_age"] == ["43200"]
