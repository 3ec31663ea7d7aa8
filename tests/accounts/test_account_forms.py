"""Every field of every account form, sent what no form of ours sends.

Never out of order, nobody comes in, nothing that lets somebody in is added, changed or taken away.
"""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, reverse

from checklists.accounts import urls as own
from checklists.people.models.users import User
from safebabies import urls
from tests.accounts.second_factors import (
    NINE,
    give_app,
    give_passkey,
    give_password,
    sign_in,
)
from tests.factories import TeamFactory, person

pytestmark = pytest.mark.django_db

SENT = [
    "0",
    "-0",
    "false",
    "[]",
    "{}",
    "",
    "null",
    '"null"',
    '"[]"',
    "x" * 5000,
    "1" * 5000,
    '{"response": {"userHandle": [{}]}, "id": 0, "rawId": false}',
    "[" * 5000 + "]" * 5000,
    "NaN",
    '{"\\u0000": "\\ud800"}',
]
# Who sends it, and the fields that the page reads.
VISITOR, HALFWAY, FRESH, FULL = "a visitor", "after the password", "without one", "signed in"
FORMS = {
    "account_login": (VISITOR, ["login", "password", "next", "remember"]),
    "mfa_login_webauthn": (VISITOR, ["credential", "next"]),
    "mfa_authenticate": (HALFWAY, ["code", "credential", "next"]),
    "account_logout": (VISITOR, ["next"]),
    "mfa_add_webauthn": (FRESH, ["credential", "name", "passwordless"]),
    "mfa_activate_totp": (FRESH, ["code"]),
    "account_reauthenticate": (FULL, ["password", "next"]),
    "mfa_reauthenticate": (FULL, ["code", "next"]),
    "mfa_reauthenticate_webauthn": (FULL, ["credential", "next"]),
    "account_change_password": (FULL, ["oldpassword", "password1", "password2", "next"]),
    "openid_connect_login": (VISITOR, ["process", "next", "scope", "auth_params"]),
    "openid_connect_callback": (VISITOR, ["state", "code", "error"]),
}
# These read no field: that they were sent is all they say. Other tests send them.
WITHOUT_FIELDS = {
    "account",
    "account_inactive",
    "confirmed",
    "end_other_sessions",
    "end_session",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "sessions",
}
OF_WORDS = {"unsent_words", "unsent_words_back"}  # no account; see test_unsent
PROVIDERS = {"openid_connect_login", "openid_connect_callback"}


def test_no_account_page_is_forgotten():
    routed = {one.name for one in [*urls.sign_in, *own.urlpatterns] if isinstance(one, URLPattern)}

    assert routed == FORMS.keys() | WITHOUT_FIELDS | OF_WORDS


@pytest.fixture
def nia(second_factor_required):
    with time_machine.travel(NINE, tick=False):
        yield person(team=TeamFactory(), username="nia")


@pytest.fixture
def opened(nia):
    """A browser of the one who sends it, each time from another address: nobody is locked out."""
    addresses = iter(range(1, 255))

    def by(who):
        client = Client(REMOTE_ADDR=f"198.51.100.{next(addresses)}")
        if who in {HALFWAY, FULL} and not nia.authenticator_set.exists():
            give_app(nia)
            give_passkey(nia)
        if who == FULL:
            sign_in(client)
        elif who != VISITOR:
            give_password(client)
        return client

    return by


def what_lets_her_in():
    kept = Authenticator.objects.order_by("pk").values_list("pk", "type", "data")
    return list(kept), User.objects.get(username="nia").password


@pytest.mark.parametrize("name", sorted(FORMS.keys() - PROVIDERS))
def test_no_field_of_an_account_form_takes_what_it_does_not_ask_for(opened, name):
    who, fields = FORMS[name]
    client = opened(who)
    client.get(reverse(name))
    before, was_in = what_lets_her_in(), "_auth_user_id" in client.session

    for field in fields:
        for sent in SENT:
            client.defaults["REMOTE_ADDR"] = address_of(field, sent)
            answer = client.post(reverse(name), {field: sent})
            assert answer.status_code in {200, 302}, (field, sent[:60])
            assert ("_auth_user_id" in client.session) is was_in

    assert what_lets_her_in() == before


def address_of(field, sent):
    """Each guess from another address, so that none is refused by the lock alone."""
    return f"2001:db8::{len(field):x}:{SENT.index(sent):x}"


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_no_address_of_the_provider_takes_what_it_does_not_ask_for(client, provider, name):
    for field in FORMS[name][1]:
        for sent in SENT:
            answer = client.get(reverse(name, args=["work"]), {field: sent})
            assert answer.status_code in {200, 302, 400, 401, 403}, (field, sent[:60])

    assert "_auth_user_id" not in client.session
