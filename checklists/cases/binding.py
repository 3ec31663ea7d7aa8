"""List the ciphertexts from before each was bound to its place, case by case.

No row of words is written, whether it is frozen or not: the key of the case gets a list of what
stood where, and is wrapped anew so that nobody can change the list. From then on a ciphertext from
before opens where it stood at that moment and nowhere else. Source: docs/decisions/0049.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from checklists.cases.encryption import BOUND, binding_from_before, digest_in_place
from checklists.cases.models.keys import CaseKey
from checklists.cases.places import Place, ciphertexts_of
from checklists.cases.wrapping import (
    CannotBeDecrypted,
    CaseKeyMissing,
    decrypt_bytes,
    unwrap_key,
    wrap_key,
)


@dataclass
class Listed:
    """Digests of what a case holds from before, and the places of what its key does not open."""

    digests: list[bytes] = field(default_factory=list)
    not_opened: list[Place] = field(default_factory=list)


def cases_to_bind() -> QuerySet[CaseKey]:
    return CaseKey.objects.filter(earlier=None)


def bind_cases() -> Iterator[Listed]:
    """One after another. Those whose key cannot be unwrapped stay as they are."""
    for pk in cases_to_bind().order_by("pk").values_list("pk", flat=True).iterator():
        if listed := bind_case(pk):
            yield listed


@transaction.atomic
def bind_case(pk: UUID) -> Listed | None:
    """None when nothing is left to do, or the key cannot be unwrapped.

    Nobody may write by the older version any more: what it writes from now on opens nowhere.
    """
    rows = cases_to_bind().select_for_update(of=("self",)).select_related("case")
    key = rows.filter(pk=pk).first()
    if key is None:
        return None
    try:
        data_key = unwrap_key(key)
    except (CaseKeyMissing, CannotBeDecrypted):
        return None
    listed = list_earlier(key, data_key)
    key.earlier = b"".join(sorted(listed.digests))
    wrap_key(key, data_key)
    key.save(update_fields=["earlier", "wrapped", "wrapped_with"])
    return listed


def list_earlier(key: CaseKey, data_key: bytes) -> Listed:
    listed = Listed()
    for place, sealed in ciphertexts_of(key.case):
        if sealed.startswith(BOUND):
            continue
        if opens(data_key, place, sealed):
            listed.digests.append(digest_in_place(place, sealed))
        else:
            listed.not_opened.append(place)
    return listed


def opens(data_key: bytes, place: Place, sealed: bytes) -> bool:
    try:
        decrypt_bytes(data_key, sealed, binding_from_before(place))
    except CannotBeDecrypted:
        return False
    return True
