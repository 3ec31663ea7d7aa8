"""Encrypts the secrets of second factors, each bound to its user: moved to the row of somebody
else it opens nothing.

allauth gives its adapter the text of a secret and not the user it belongs to. So every method of
its that reads or writes one runs with that user in hand; without a user there is no secret.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from os import urandom
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from checklists.accounts.encryption import NONCE_BYTES, encryption_keys
from checklists.people.models.users import User

BOUND = "bound"  # stands between the key's id and the ciphertext since a secret is of its user

user_in_hand: ContextVar[UUID | None] = ContextVar("user_in_hand", default=None)


class SecretOfNobody(LookupError):
    """A secret was to be read or written with no user in hand. Nothing was."""


class SecretNotBound(LookupError):
    """A secret from before they were bound to users, where those are not opened any more."""


@contextmanager
def secrets_of(user_pk: UUID) -> Iterator[None]:
    """What is encrypted and decrypted inside is this user's."""
    token = user_in_hand.set(user_pk)
    try:
        yield
    finally:
        user_in_hand.reset(token)


def encrypt_secret(text: str) -> str:
    """'key id:bound:base64', with the first key of the environment. Raises SecretOfNobody."""
    key_id, key = next(iter(encryption_keys().items()))
    nonce = urandom(NONCE_BYTES)
    encrypted = nonce + AESGCM(key).encrypt(nonce, text.encode(), binding_of_secret())
    return f"{key_id}:{BOUND}:{b64encode(encrypted).decode()}"


def decrypt_secret(stored: str, *, unbound: bool | None = None) -> str:
    """The secret; `unbound` opens one that is not bound yet, as the settings say when None.

    Raises SecretOfNobody, SecretNotBound, KeyError without its key, or InvalidTag.
    """
    key_id, _, rest = stored.partition(":")
    bound = rest.startswith(f"{BOUND}:")
    if not bound and not (settings.UNBOUND_CIPHERTEXTS if unbound is None else unbound):
        raise SecretNotBound
    encrypted = b64decode(rest.removeprefix(f"{BOUND}:"))
    nonce, ciphertext = encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:]
    associated = binding_of_secret() if bound else b"safebabies:second-factor"
    return AESGCM(encryption_keys()[key_id]).decrypt(nonce, ciphertext, associated).decode()


def binding_of_secret() -> bytes:
    user_pk = user_in_hand.get()
    if user_pk is None:
        raise SecretOfNobody
    return f"safebabies:second-factor:{user_pk}".encode()


def secret_of_app(app: Authenticator) -> str:
    """Raises what `decrypt_secret` does."""
    with secrets_of(app.user_id):
        return decrypt_secret(app.data["secret"])


# --- allauth ------------------------------------------------------------------------------------


def with_user_of_row(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def run(factor: Any, *args: Any, **kwargs: Any) -> Any:
        with secrets_of(factor.instance.user_id):
            return method(factor, *args, **kwargs)

    return run


def with_user_given(method: Callable[..., Any]) -> Any:
    @wraps(method)
    def run(cls: type, user: User, *args: Any, **kwargs: Any) -> Any:
        with secrets_of(user.pk):
            return method(cls, user, *args, **kwargs)

    return classmethod(run)


# These are all of its methods that encrypt or decrypt. One that is missing here raises
# SecretOfNobody, and `test_second_factor_secrets` fails.
TOTP.activate = with_user_given(TOTP.activate.__func__)
TOTP.validate_code = with_user_of_row(TOTP.validate_code)
RecoveryCodes.activate = with_user_given(RecoveryCodes.activate.__func__)
RecoveryCodes.generate_codes = with_user_of_row(RecoveryCodes.generate_codes)
RecoveryCodes._get_migrated_codes = with_user_of_row(RecoveryCodes._get_migrated_codes)
