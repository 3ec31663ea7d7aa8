"""How allauth's second factors are told to behave here."""

from base64 import b64decode, b64encode
from os import urandom

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checklists.accounts.encryption import NONCE_BYTES, encryption_keys

NAME = "Safe Babies"
BOUND_TO = b"safebabies:second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """A copy of the database makes no codes: secrets are sealed by a key of the environment."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code. It does not match, has run out or was used before",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first",
    }

    def encrypt(self, text):
        """'key id:base64'; the first of CASE_KEYS seals, each of them opens what it sealed."""
        key_id, key = next(iter(encryption_keys().items()))
        nonce = urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), BOUND_TO)
        return f"{key_id}:{b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text):
        key_id, _, encoded = encrypted_text.partition(":")
        sealed = b64decode(encoded)
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return AESGCM(encryption_keys()[key_id]).decrypt(nonce, ciphertext, BOUND_TO).decode()

    def get_totp_label(self, user):
        return user.username

    def generate_authenticator_name(self, user, type):
        held = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {held + 1}"

    def get_public_key_credential_rp_entity(self):
        return {"id": context.request.get_host().partition(":")[0], "name": NAME}

    def get_public_key_credential_user_entity(self, user):
        return {"id": user.pk.hex.encode(), "name": user.username, "display_name": user.name}
