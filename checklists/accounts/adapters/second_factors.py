"""How allauth's second factors behave here."""

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from checklists.accounts.second_factor_secrets import decrypt_secret, encrypt_secret
from checklists.people.models.users import User

NAME = "Safe Babies"


class SecondFactorAdapter(DefaultMFAAdapter):
    """A key of the environment encrypts secrets, so that a copy of the database makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code. It does not match, has run out or was used before",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first",
    }

    def encrypt(self, text: str) -> str:
        return encrypt_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt_secret(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:
        held = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {held + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, str | bytes]:
        return {"id": user.pk.hex.encode(), "name": user.username, "display_name": user.name}
