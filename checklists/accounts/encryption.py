"""The keys by which secrets of accounts are encrypted."""

from base64 import b64decode

from django.conf import settings

NONCE_BYTES = 12


def encryption_keys() -> dict[str, bytes]:
    """The environment's keys by id, the current first."""
    pairs = (entry.partition(":") for entry in settings.CASE_KEYS)
    return {key_id: b64decode(encoded) for key_id, _, encoded in pairs}
