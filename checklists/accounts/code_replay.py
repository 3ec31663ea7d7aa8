"""Accepts a code of an app once, whichever process accepted it first.

allauth remembers used codes in the memory of one process, and for one period only, while a code
is accepted for three. Source: RFC 6238, section 5.2.
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.db import transaction

from checklists.accounts.second_factor_secrets import secret_of_app

LAST_COUNTER = "last_counter"


@transaction.atomic
def refuse_replay(authenticator: Authenticator, code: str) -> None:
    """Remember that an app's code was used, to refuse it and every earlier one from then on.

    Raises allauth's ValidationError for a code that was used before. Recovery codes are left to
    allauth, which crosses them out in the database itself.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    counter = counter_of(row, code)
    if counter is None or counter <= row.data.get(LAST_COUNTER, -1):
        raise get_adapter().validation_error("incorrect_code")
    row.data[LAST_COUNTER] = counter
    row.save(update_fields=["data"])


def was_just_used(authenticator: Authenticator, code: str) -> bool:
    """Whether this is the code that was used last, and it has not run out."""
    counter = counter_of(authenticator, code)
    return counter is not None and counter == authenticator.data.get(LAST_COUNTER)


def counter_of(authenticator: Authenticator, code: str) -> int | None:
    """The number of the code's period, counted from 1970; None for no period accepted now."""
    secret = secret_of_app(authenticator)
    counter: int
    for counter in auth.yield_hotp_counters_from_time():
        expected = auth.format_hotp_value(auth.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return counter
    return None
