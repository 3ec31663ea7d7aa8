"""Wrap every case key with the first key of the environment.

One transaction a case, which locks the row of its key alone: the data key stays the same, so
nobody who reads or writes in the case has to wait or to know. Run again after it was cut off, it
goes on with what is left.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from checklists.accounts.key_uses import KeyUse
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import (
    CannotBeDecrypted,
    CaseKeyMissing,
    unwrap_key,
    wrap_key,
    wrapping_keys,
)


def keys_to_rotate() -> QuerySet[CaseKey]:
    """Those that another key than the first wraps. Raises CaseKeyMissing for unsound keys."""
    return CaseKey.objects.exclude(wrapped_with=next(iter(wrapping_keys())))


def rotate_keys() -> Iterator[bool]:
    """One after another; whether each was wrapped anew. What cannot be opened stays."""
    for pk in keys_to_rotate().order_by("pk").values_list("pk", flat=True).iterator():
        yield rotate_key(pk)


@transaction.atomic
def rotate_key(pk: UUID) -> bool:
    # A record may have been disposed of meanwhile, and a second command may have been here first.
    key = keys_to_rotate().select_for_update().filter(pk=pk).first()
    if key is None:
        return False
    try:
        wrap_key(key, unwrap_key(key))
    except (CaseKeyMissing, CannotBeDecrypted):
        return False
    key.save(update_fields=["wrapped", "wrapped_with"])
    return True


def key_uses_of_cases() -> Iterator[KeyUse]:
    """Which key each case needs; a case that has none needs the key ''."""
    for key in CaseKey.objects.order_by("pk").iterator():
        yield KeyUse("case keys", str(key.pk), key.wrapped_with, can_be_unwrapped(key))
    without = Case.objects.filter(disposed_at=None).exclude(pk__in=CaseKey.objects.values("pk"))
    for pk in without.order_by("pk").values_list("pk", flat=True):
        yield KeyUse("case keys", str(pk), "", opens=False)


def can_be_unwrapped(key: CaseKey) -> bool:
    try:
        unwrap_key(key)
    except (CaseKeyMissing, CannotBeDecrypted):
        return False
    return True
