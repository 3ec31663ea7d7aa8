"""Private words are stored as AES-GCM ciphertext, encrypted with a data key of each case.

Each ciphertext is bound to its place: moved to another case, row or column, or put back over a
later revision, it cannot be decrypted. Those from before places were bound stand in the list that
the key of their case holds; see docs/decisions/0049.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.places import Place, case_of, place_of
from checklists.cases.wrapping import (
    CannotBeDecrypted,
    CaseKeyMissing,
    decrypt_bytes,
    encrypt_bytes,
    unwrap_key,
)

# Begins every ciphertext that is bound to its place. One from before begins with a random nonce.
BOUND = b"place-2:"
DIGEST_BYTES = 16
KEY_COLUMNS = ("wrapped", "earlier", "wrapped_with")

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class OpenedKey:
    """The data key of a case, and digests of its ciphertexts from before places were bound.

    `earlier` is None while nobody has listed them.
    """

    data_key: bytes
    earlier: frozenset[bytes] | None


def encrypt(row: Row, **documents: Mapping[str, Any]) -> Row:
    """Set columns of a row to their documents, encrypted; the same row, not saved.

    Whatever tells the row apart is set before: PlaceNotKnown says that it is not.
    """
    for column, document in documents.items():
        case = case_of(row, column)
        plain = packed(document)
        binding = place_of(row, column, case.pk).binding
        setattr(row, column, BOUND + encrypt_bytes(key_of(case).data_key, plain, binding))
    return row


def decrypt(
    row: models.Model, column: str = "sealed", *, case: Case | None = None
) -> dict[str, Any]:
    """The document in a column; {} when nothing was ever encrypted. Raises CannotBeDecrypted.

    Give the `case` of the row where it is at hand and the row does not have it yet.
    """
    sealed = bytes(getattr(row, column))
    if not sealed:
        return {}
    case = case or case_of(row, column)
    plain = decrypt_in_place(key_of(case), place_of(row, column, case.pk), sealed)
    return unpacked(plain)


def packed(document: Mapping[str, Any]) -> bytes:
    """Compressed, because a ciphertext cannot be; see docs/decisions/0067."""
    words = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(words)


def unpacked(plain: bytes) -> dict[str, Any]:
    """The document. One from before documents were compressed begins as JSON does."""
    words = plain if plain.startswith(b"{") else zlib.decompress(plain)
    document: dict[str, Any] = json.loads(words)
    return document


def decrypt_in_place(key: OpenedKey, place: Place, sealed: bytes) -> bytes:
    if sealed.startswith(BOUND):
        binding, ciphertext = place.binding, sealed.removeprefix(BOUND)
    elif is_from_before(key, place, sealed):
        binding, ciphertext = binding_from_before(place), sealed
    else:
        raise CannotBeDecrypted(f"{place} holds a ciphertext that is not bound to it.")
    try:
        return decrypt_bytes(key.data_key, ciphertext, binding)
    except CannotBeDecrypted as wrong:
        raise CannotBeDecrypted(f"{place} holds a ciphertext that was not made for it.") from wrong


def is_from_before(key: OpenedKey, place: Place, sealed: bytes) -> bool:
    """Whether it stood there before places were bound, as far as that is known."""
    if key.earlier is None:
        return bool(settings.UNBOUND_CIPHERTEXTS)
    return digest_in_place(place, sealed) in key.earlier


def binding_from_before(place: Place) -> bytes:
    return f"safebabies:words:{place.case}".encode()


def digest_in_place(place: Place, sealed: bytes) -> bytes:
    return sha256(place.binding + b"\n" + sealed).digest()[:DIGEST_BYTES]


def key_of(case: Case) -> OpenedKey:
    """The case's own key, fetched once per case instance."""
    # Kept on the instance alone: a key in the clear lives no longer than the rows of a request.
    if not has_key_at_hand(case):
        fetch_keys([case])
    key: OpenedKey = vars(case)["_opened_key"]
    return key


def fetch_keys(cases: Iterable[Case]) -> None:
    """Keep the keys on these cases, so that a list of them needs one statement."""
    cases = list(cases)
    rows = CaseKey.objects.in_bulk([case.pk for case in cases])
    for case in cases:
        if case.pk not in rows:
            raise CaseKeyMissing(f"{case} has no key.")
        vars(case)["_opened_key"] = open_key(rows[case.pk])


def has_key_at_hand(case: Case) -> bool:
    return "_opened_key" in vars(case)


def with_key(rows: QuerySet[Row], case: str) -> QuerySet[Row]:
    """The rows with the wrapped key of their case, for `keep_key`: no statement of its own.

    `case` is the column of the rows that leads to it.
    """
    keys = CaseKey.objects.filter(case=OuterRef(case))
    beside = {f"key_{name}": Subquery(keys.values(name)) for name in KEY_COLUMNS}
    found: QuerySet[Row] = rows.annotate(**beside)
    return found


def keep_key(case: Case, row: models.Model) -> None:
    """Keep the key that was read along with a row on its case. A case without one keeps none."""
    columns = {name: vars(row).pop(f"key_{name}") for name in KEY_COLUMNS}
    if columns["wrapped"] is not None and not has_key_at_hand(case):
        vars(case)["_opened_key"] = open_key(CaseKey(case=case, **columns))


def open_key(row: CaseKey) -> OpenedKey:
    """Raises CaseKeyMissing or CannotBeDecrypted."""
    return OpenedKey(unwrap_key(row), None if row.earlier is None else digests_of(row.earlier))


def digests_of(earlier: bytes | memoryview) -> frozenset[bytes]:
    listed = bytes(earlier)
    starts = range(0, len(listed), DIGEST_BYTES)
    return frozenset(listed[start : start + DIGEST_BYTES] for start in starts)
