"""Secrets as they were stored before each was bound to its user."""

from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checklists.accounts.encryption import encryption_keys


def unbound(secret):
    key_id, key = next(iter(encryption_keys().items()))
    nonce = bytes(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, secret.encode(), b"safebabies:second-factor")
    return f"{key_id}:{b64encode(sealed).decode()}"
