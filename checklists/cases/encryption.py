"""Private words are stored as AES-GCM ciphertext, encrypted with a data key of each case.

The data key is itself wrapped by a key of the environment (settings.CASE_KEYS), so that a copy
of the database opens nothing, rotation re-wraps small keys only, and deleting a case's key
disposes of its private words. Both ciphertexts are bound to the case: moved to another case
they cannot be decrypted.
"""

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from os import urandom
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey

NONCE_BYTES = 12  # the length that GCM is specified for
KEY_BYTES = 32  # AES-256


class CaseKeyMissing(Exception):
    """The case has no key, or the key that wraps it is not in CASE_KEYS. Nothing has changed."""


class CannotBeDecrypted(Exception):
    """The ciphertext was changed, belongs to another case or was encrypted with another key."""


def make_key(case: Case) -> CaseKey:
    """Give a new case its data key, wrapped by the first key of the environment."""
    wrapping_id = next(iter(wrapping_keys()))
    data_key = urandom(KEY_BYTES)
    return CaseKey.objects.create(
        case=case,
        wrapped=encrypt_bytes(wrapping_keys()[wrapping_id], data_key, binding(case, "key")),
        wrapped_with=wrapping_id,
    )


def encrypt(case: Case, document: Mapping[str, Any]) -> bytes:
    """The document as ciphertext; `decrypt` gives it back for the same case alone."""
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return encrypt_bytes(data_key_of(case), plain, binding(case, "words"))


def decrypt(case: Case, sealed: bytes) -> dict[str, Any]:
    """The document; {} when nothing was ever encrypted. Raises CannotBeDecrypted."""
    if not sealed:
        return {}
    plain = decrypt_bytes(data_key_of(case), bytes(sealed), binding(case, "words"))
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
        vars(case)["_data_key"] = unwrap_key(case, rows[case.pk])


def unwrap_key(case: Case, row: CaseKey) -> bytes:
    wrapping = wrapping_keys().get(row.wrapped_with)
    if wrapping is None:
        raise CaseKeyMissing(f"CASE_KEYS has no key named {row.wrapped_with!r}.")
    return decrypt_bytes(wrapping, bytes(row.wrapped), binding(case, "key"))


def wrapping_keys() -> dict[str, bytes]:
    """The environment's keys by id, the current first. Raises CaseKeyMissing if one is unsound."""
    keys = {}
    for entry in settings.CASE_KEYS:
        key_id, _, encoded = entry.partition(":")
        keys[key_id] = b64decode(encoded)
    if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise CaseKeyMissing("CASE_KEYS must list id:base64 keys of 32 bytes.")
    return keys


def binding(case: Case, use: str) -> bytes:
    return f"safebabies:{use}:{case.pk}".encode()


def encrypt_bytes(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypt_bytes(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except InvalidTag as wrong:
        raise CannotBeDecrypted from wrong
