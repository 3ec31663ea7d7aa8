"""How allauth's second factors behave here."""

from base64 import b64decode, b64encode
from os import urandom

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checklists.accounts.encryption import NONCE_BYTES, encryption_keys
from checklists.people.models.users import User

NAME = "Safe Babies"
ASSOCIATED_DATA = b"safebabies:second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """A key of the environment encrypts secrets, so that a copy of the database makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code. It does not match, has run out or was used before",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first",
    }

    def encrypt(self, text: str) -> str:
        """'key id:base64'. The first of CASE_KEYS encrypts; each decrypts what it encrypted."""
        key_id, key = next(iter(encryption_keys().items()))
        nonce = urandom(NONCE_BYTES)
        encrypted = nonce + AESGCM(key).encrypt(nonce, text.encode(), ASSOCIATED_DATA)
        return f"{key_id}:{b64encode(encrypted).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        key_id, _, encoded = encrypted_text.partition(":")
        encrypted = b64decode(encoded)
        nonce, ciphertext = encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:]
        return (
            AESGCM(encryption_keys()[key_id]).decrypt(nonce, ciphertext, ASSOCIATED_DATA).decode()
        )

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:
        held = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {held + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, str | bytes]:
        return {"id": user.pk.hex.encode(), "name": user.username, "display_name": user.name}
