"""Refuses a passkey that was copied: it counts what it signs, and two of them count apart.

Source: WebAuthn, section 6.1.1. A passkey that is kept in step between devices does not count and
always says 0.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction

SIGN_COUNT = "sign_count"


@transaction.atomic
def refuse_copy(passkey: Authenticator, count: int) -> None:
    """Remember how far the passkey has counted. Raises ValidationError, changing nothing, when it
    has not counted on since it was added or last used."""
    row = Authenticator.objects.select_for_update().get(pk=passkey.pk)
    if (count or last_count(row)) and count <= last_count(row):
        raise ValidationError("copied")
    row.data[SIGN_COUNT] = count
    row.save(update_fields=["data"])


def last_count(passkey: Authenticator) -> int:
    """As used last, or as added for one that was not used since counts are remembered."""
    added = WebAuthn(passkey).authenticator_data.counter
    last: int = passkey.data.get(SIGN_COUNT, added)
    return last
