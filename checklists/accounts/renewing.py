"""Encrypt the secrets of accounts anew with the first key, each bound to its user.

One transaction a row, so that nobody who signs in waits for the others. Run again, it goes on
with what is left.
"""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.db import transaction

from checklists.accounts.encryption import encryption_keys
from checklists.accounts.key_uses import SECRETS, factors_with_secrets, read_secret, stored_secret
from checklists.accounts.models import UnsentWords
from checklists.accounts.second_factor_secrets import BOUND, encrypt_secret, secrets_of
from checklists.accounts.unsent import decrypt_row, encrypt_row


def renew_second_factors() -> Iterator[bool]:
    """One after another; whether each was encrypted anew. What cannot be opened stays."""
    for factor in factors_with_secrets():
        if not is_current(stored_secret(factor)):
            yield renew_second_factor(factor.pk)


@transaction.atomic
def renew_second_factor(pk: int) -> bool:
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    stored = stored_secret(factor) if factor else ""
    if factor is None or is_current(stored):
        return False
    try:
        secret = read_secret(factor, stored)
    except (LookupError, ValueError, InvalidTag):
        return False
    with secrets_of(factor.user_id):
        factor.data[SECRETS[factor.type]] = encrypt_secret(secret)
    factor.save(update_fields=["data"])
    return True


def is_current(stored: str) -> bool:
    """Whether it is bound to its user and encrypted with the first key; a damaged one is left."""
    return not stored or stored.startswith(f"{next(iter(encryption_keys()))}:{BOUND}:")


def renew_unsent_words() -> Iterator[bool]:
    """The same for words not sent."""
    first = next(iter(encryption_keys())).encode()
    for pk, sealed in UnsentWords.objects.order_by("pk").values_list("pk", "sealed"):
        if bytes(sealed).partition(b":")[0] != first:
            yield renew_words(pk)


@transaction.atomic
def renew_words(pk: int) -> bool:
    row = UnsentWords.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    try:
        row.sealed = encrypt_row(row, decrypt_row(row))
    except (LookupError, ValueError, InvalidTag):
        return False
    row.save(update_fields=["sealed"])
    return True
