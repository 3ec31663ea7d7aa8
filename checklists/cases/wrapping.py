"""The data key of a case is wrapped by a key of the environment (settings.CASE_KEYS).

So a copy of the database opens nothing, a rotation writes small keys only, and deleting a case's
key disposes of its private words.
"""

from hashlib import sha256
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checklists.accounts.encryption import KEY_BYTES, NONCE_BYTES, encryption_keys
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey


class CaseKeyMissing(Exception):
    """The case has no key, or the key that wraps it is not in CASE_KEYS. Nothing has changed."""


class CannotBeDecrypted(Exception):
    """The ciphertext was changed, belongs elsewhere or was encrypted with another key."""


def make_key(case: Case) -> CaseKey:
    """Give a new case its data key, wrapped by the first key of the environment."""
    key = CaseKey(case=case, earlier=b"")
    wrap_key(key, urandom(KEY_BYTES))
    key.save(force_insert=True)
    return key


def wrap_key(key: CaseKey, data_key: bytes) -> None:
    """Wrap with the first key of the environment, without saving."""
    key.wrapped_with, wrapping = next(iter(wrapping_keys().items()))
    key.wrapped = encrypt_bytes(wrapping, data_key, binding_of_key(key))


def unwrap_key(key: CaseKey) -> bytes:
    """The data key. Raises CaseKeyMissing or CannotBeDecrypted."""
    wrapping = wrapping_keys().get(key.wrapped_with)
    if wrapping is None:
        raise CaseKeyMissing(f"CASE_KEYS has no key named {key.wrapped_with!r}.")
    return decrypt_bytes(wrapping, bytes(key.wrapped), binding_of_key(key))


def wrapping_keys() -> dict[str, bytes]:
    """The environment's keys by id, the current first. Raises CaseKeyMissing if one is unsound."""
    keys = encryption_keys()
    if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise CaseKeyMissing("CASE_KEYS must list id:base64 keys of 32 bytes.")
    return keys


def binding_of_key(key: CaseKey) -> bytes:
    """The list is bound as well: nobody can add to it, or take it away to open the case to more."""
    case = f"safebabies:key:{key.case_id}"
    if key.earlier is None:
        return case.encode()
    return f"{case}:{sha256(bytes(key.earlier)).hexdigest()}".encode()


def encrypt_bytes(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypt_bytes(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Raises CannotBeDecrypted."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as wrong:  # ValueError: too short to be a ciphertext at all
        raise CannotBeDecrypted from wrong
