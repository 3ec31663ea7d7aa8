"""Which key of the environment each stored secret of an account needs, and whether it opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.db.models import QuerySet

from checklists.accounts.models import UnsentWords
from checklists.accounts.second_factor_secrets import decrypt_secret, secrets_of
from checklists.accounts.unsent import decrypt_row

# Where allauth keeps the secret of each kind; a passkey has none.
SECRETS = {Authenticator.Type.TOTP.value: "secret", Authenticator.Type.RECOVERY_CODES.value: "seed"}


@dataclass(frozen=True)
class KeyUse:
    """One row that needs a key: what it is, its id, the key's id, and whether that key opens it."""

    what: str
    row: str
    key_id: str
    opens: bool


def key_uses_of_accounts() -> Iterator[KeyUse]:
    for factor in factors_with_secrets().iterator():
        if stored := stored_secret(factor):
            opens = opens_without_error(read_secret, factor, stored)
            yield KeyUse("second factors", str(factor.pk), stored.partition(":")[0], opens)
    for words in UnsentWords.objects.order_by("pk").iterator():
        key_id = bytes(words.sealed).partition(b":")[0].decode(errors="replace")
        opens = opens_without_error(decrypt_row, words)
        yield KeyUse("unsent words", str(words.pk), key_id, opens)


def factors_with_secrets() -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=SECRETS).order_by("pk")
    return rows


def stored_secret(factor: Authenticator) -> str:
    """'' where the row is damaged: `check_second_factors` names it."""
    stored = factor.data.get(SECRETS[factor.type]) if isinstance(factor.data, dict) else None
    return stored if isinstance(stored, str) else ""


def read_secret(factor: Authenticator, stored: str) -> str:
    """The secret, bound to its user or not yet. Raises what `decrypt_secret` does."""
    with secrets_of(factor.user_id):
        return decrypt_secret(stored, unbound=True)


def opens_without_error(read: Callable[..., Any], *row: Any) -> bool:
    try:
        read(*row)
    except (LookupError, ValueError, InvalidTag):
        return False
    return True
