"""The secret of a second factor opens for its user alone, whoever can write in the tables."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.exceptions import InvalidTag
from django.test import Client

from checklists.accounts.second_factor_reading import is_working, kinds_that_work
from checklists.accounts.second_factor_secrets import (
    SecretNotBound,
    SecretOfNobody,
    encrypt_secret,
    secret_of_app,
)
from tests.accounts.second_factors import (
    SECRET,
    code_of,
    give_app,
    give_code,
    give_password,
    is_signed_in,
    recovery_codes_of,
    secret_of,
)
from tests.accounts.unbound_secrets import unbound
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
THEIRS = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"


@pytest.fixture
def nia():
    user = UserFactory(username="nia")
    give_app(user)
    return user


@pytest.fixture
def other():
    user = UserFactory()
    give_app(user, THEIRS)
    return user


def row_of(user, kind):
    return Authenticator.objects.get(user=user, type=kind)


def move(kind, *, of, to):
    """Somebody who can write rows puts a secret of their own under another name."""
    Authenticator.objects.filter(user=to, type=kind).update(data=row_of(of, kind).data)


def test_each_reads_their_own(nia, other):
    assert (secret_of(nia), secret_of(other)) == (SECRET, THEIRS)


def test_a_secret_moved_to_another_user_does_not_open(nia, other):
    move("totp", of=other, to=nia)

    with pytest.raises(InvalidTag):
        secret_of(nia)
    assert kinds_that_work(nia) == {"recovery_codes"}


def test_whoever_moves_a_secret_does_not_sign_in_with_it(nia, other):
    move("totp", of=other, to=nia)
    client = Client()

    give_password(client)
    give_code(client, code_of(THEIRS))

    assert not is_signed_in(client)


def test_recovery_codes_moved_to_another_user_let_nobody_in(nia, other):
    code = recovery_codes_of(other)[0]
    move("recovery_codes", of=other, to=nia)
    client = Client()

    give_password(client)
    give_code(client, code)

    assert not is_signed_in(client)
    assert not is_working(row_of(nia, "recovery_codes"))


def test_codes_moved_after_they_were_looked_at_do_not_open(nia, other):
    """allauth reads the row again, locked, when a code is tried."""
    code, codes = recovery_codes_of(other)[0], RecoveryCodes(row_of(nia, "recovery_codes"))
    move("recovery_codes", of=other, to=nia)

    with pytest.raises(InvalidTag):
        codes.validate_code(code)


def test_a_secret_from_before_it_was_bound_does_not_open(nia):
    app = row_of(nia, "totp")
    app.data["secret"] = unbound(SECRET)

    with pytest.raises(SecretNotBound):
        secret_of_app(app)


def test_while_an_upgrade_lasts_it_does(nia, settings):
    settings.UNBOUND_CIPHERTEXTS = True
    app = row_of(nia, "totp")
    app.data["secret"] = unbound(SECRET)

    assert secret_of_app(app) == SECRET


def test_what_is_bound_does_not_pass_for_what_is_not(nia, other, settings):
    settings.UNBOUND_CIPHERTEXTS = True
    app = row_of(nia, "totp")
    app.data["secret"] = row_of(other, "totp").data["secret"].replace(":bound:", ":")

    with pytest.raises(InvalidTag):
        secret_of_app(app)


@pytest.mark.parametrize("touch", [encrypt_secret, lambda text: get_adapter().decrypt(text)])
def test_there_is_no_secret_of_nobody(nia, touch):
    with pytest.raises(SecretOfNobody):
        touch(row_of(nia, "totp").data["secret"])
