"""The keys that encrypt the secrets of accounts."""

from base64 import b64decode

from django.conf import settings

NONCE_BYTES = 12  # the length that GCM is specified for
KEY_BYTES = 32  # AES-256


def encryption_keys() -> dict[str, bytes]:
    """The keys of the environment by id, the current one first."""
    pairs = (entry.partition(":") for entry in settings.CASE_KEYS)
    return {key_id: b64decode(encoded) for key_id, _, encoded in pairs}
