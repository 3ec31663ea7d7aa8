"""Reads second factors: one counts if what is stored of it can be read, not because a row exists.

One that cannot be read matches nothing and blocks no other. Still no password alone is enough then:
allauth asks for the second step wherever there is a row. A recovery code helps, or the
administrator. See docs/decisions/0010.
"""

import logging
import struct
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import hotp_value
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from cryptography.exceptions import InvalidSignature, InvalidTag
from django.core.exceptions import ValidationError
from fido2.webauthn import CollectedClientData, RegistrationResponse

from checklists.accounts.code_replay import LAST_COUNTER
from checklists.accounts.passkey_copies import SIGN_COUNT
from checklists.accounts.second_factor_secrets import secret_of_app
from checklists.people.models.users import User

logger = logging.getLogger(__name__)

RECOVERY = Authenticator.Type.RECOVERY_CODES.value
APP = Authenticator.Type.TOTP.value
PASSKEY = Authenticator.Type.WEBAUTHN.value

# Raised while reading bytes that a stranger made up, or bytes whose key is gone.
READING_ERRORS = (
    ValidationError,
    InvalidSignature,
    InvalidTag,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    EOFError,
    struct.error,
)


def is_working(authenticator: Authenticator) -> bool:
    """Whether it can be read, with everything that was verified when it was set up."""
    try:
        READERS[authenticator.type](authenticator)
    except READING_ERRORS as error:
        words = "The second factor %s (%s) of user %s cannot be read: %s"
        kind, owner = authenticator.type, authenticator.user_id
        logger.warning(words, authenticator.pk, kind, owner, type(error).__name__)
        return False
    return True


def read_app(app: Authenticator) -> None:
    hotp_value(secret_of_app(app), app.data.get(LAST_COUNTER, 0))


def read_recovery_codes(codes: Authenticator) -> None:
    RecoveryCodes(codes).get_unused_codes()


def read_passkey(passkey: Authenticator) -> None:
    if not isinstance(passkey.data["name"], str):
        raise TypeError("name")
    if not isinstance(passkey.data.get(SIGN_COUNT, 0), int):
        raise TypeError("count")
    read_registration(passkey.data["credential"])


READERS = {APP: read_app, RECOVERY: read_recovery_codes, PASSKEY: read_passkey}


# Parts of a passkey that are bytes written as text. fido2 turns a number n into n empty bytes.
BYTES_OF_CREDENTIAL = ("id", "rawId")
BYTES_OF_RESPONSE = (
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
)


def refuse_numbers(credential: dict[str, Any]) -> None:
    """Raises one of READING_ERRORS before fido2 fills the memory with that many bytes."""
    texts = [credential.get(name) for name in BYTES_OF_CREDENTIAL]
    texts += [credential["response"].get(name) for name in BYTES_OF_RESPONSE]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise TypeError("bytes")


def read_registration(credential: dict[str, Any]) -> RegistrationResponse:
    """What a new passkey sent. Raises one of READING_ERRORS if it can never sign in."""
    refuse_numbers(credential)
    registration: RegistrationResponse = parse_registration_response(credential)
    data = registration.response.attestation_object.auth_data
    if registration.response.client_data.type != CollectedClientData.TYPE.CREATE:
        raise ValueError("type")
    if not data.is_user_present() or data.credential_data is None:
        raise ValueError("flags")
    try:
        data.credential_data.public_key.verify(b"", b"")
    except InvalidSignature:  # a key that refuses an empty signature can verify one
        return registration
    raise ValueError("key")


def kinds_that_work(user: User) -> set[str]:
    """Of 'totp', 'webauthn' and 'recovery_codes'."""
    return kinds_of(Authenticator.objects.filter(user=user))


def kinds_of(authenticators: Iterable[Authenticator]) -> set[str]:
    return {one.type for one in authenticators if is_working(one)}


def kinds_held(user: User) -> set[str]:
    """Those of 'totp' and 'webauthn' that work; recovery codes are only a spare key."""
    return kinds_that_work(user) - {RECOVERY}


def was_set_up(user: User) -> bool:
    """Whether the user has an app or a passkey, readable or not."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=RECOVERY).exists())


def unreadable_factors(user: User) -> list[Authenticator]:
    return [one for one in Authenticator.objects.filter(user=user) if not is_working(one)]


class UnreadableKey:
    """The key of a passkey that cannot be read: false, and without an id."""

    credential_id = None

    def __bool__(self) -> bool:
        return False


class UnreadableFactor:
    """What allauth gets for one that cannot be read, so that it goes on to the next."""

    cannot_be_read = True
    credential_data = UnreadableKey()
    did_view = True  # of recovery codes: there is nothing to show

    def __init__(self, instance: Authenticator) -> None:
        self.instance = instance
        data = instance.data if isinstance(instance.data, dict) else {}
        name = data.get("name")
        self.name = name if isinstance(name, str) and name else "Passkey without a name"

    @property
    def authenticator_data(self) -> "UnreadableFactor":
        return self

    def validate_code(self, code: str) -> bool:
        return False

    def get_unused_codes(self) -> list[str]:
        return []


read_by_allauth = Authenticator.wrap


def wrap_if_readable(authenticator: Authenticator) -> object:
    return (
        read_by_allauth(authenticator)
        if is_working(authenticator)
        else UnreadableFactor(authenticator)
    )


# allauth reads every row of an account in turn, and has no setting for one that cannot be read. All
# of it reads through this one method; `test_unreadable` fails when that changes.
Authenticator.wrap = wrap_if_readable
