"""Private words are stored as AES-GCM ciphertext, encrypted with a data key of each case.

The ciphertext is bound to the case: moved to another case it cannot be decrypted.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import CaseKeyMissing, decrypt_bytes, encrypt_bytes, unwrap_key


def encrypt(case: Case, document: Mapping[str, Any]) -> bytes:
    """The document as ciphertext; `decrypt` gives it back for the same case alone."""
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return encrypt_bytes(data_key_of(case), plain, binding(case))


def decrypt(case: Case, sealed: bytes) -> dict[str, Any]:
    """The document; {} when nothing was ever encrypted. Raises CannotBeDecrypted."""
    if not sealed:
        return {}
    plain = decrypt_bytes(data_key_of(case), bytes(sealed), binding(case))
    document: dict[str, Any] = json.loads(plain)
    return document


def data_key_of(case: Case) -> bytes:
    """The case's own key, fetched once per case instance."""
    # Kept on the instance alone: a key in the clear lives no longer than the rows of a request.
    if "_data_key" not in vars(case):
        fetch_keys([case])
    data_key: bytes = vars(case)["_data_key"]
    return data_key


def fetch_keys(cases: Iterable[Case]) -> None:
    """Keep the keys on these cases, so that a list of them needs one statement."""
    cases = list(cases)
    rows = CaseKey.objects.in_bulk([case.pk for case in cases])
    for case in cases:
        if case.pk not in rows:
            raise CaseKeyMissing(f"{case} has no key.")
        vars(case)["_data_key"] = unwrap_key(rows[case.pk])


def binding(case: Case) -> bytes:
    return f"safebabies:words:{case.pk}".encode()
