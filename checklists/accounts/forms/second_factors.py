"""allauth's forms for second factors, in our words: a code counts once, and guesses are counted."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as by_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as by_recovery
from allauth.mfa.totp import forms as by_app
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as by_passkey
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils import timezone
from fido2.utils import websafe_encode

from checklists.accounts.code_replay import refuse_replay
from checklists.accounts.passkey_copies import refuse_copy
from checklists.accounts.second_factor_reading import (
    APP,
    READING_ERRORS,
    kinds_held,
    kinds_that_work,
    read_registration,
    refuse_numbers,
)
from checklists.audit.recording import record
from checklists.nhsuk.secret_fields import SecretInput
from checklists.people.models.users import User
from checklists.reading.numbers import has_other_digits

CODE_MISSING = "Enter the code"
CODE_DIGITS = "Enter the code with numbers from 0 to 9"
NO_PASSKEY = "No passkey was used. Try again, or use another way"
WRONG_PASSKEY = "This passkey did not fit. Try again, or use another way"
ONLY_TOUCHED = (
    "This passkey did not check that it is you. Use another way, or sign out and in again"
)
CODE_HINT_WITH_APP = "6 digits from your app, or one of your recovery codes."
CODE_HINT_WITHOUT_APP = "One of your recovery codes."


def refuse_while_locked(user: User) -> None:
    """The lock of passwords holds for codes too: for this person at this address."""
    request = context.request
    if not AxesProxyHandler.is_allowed(request, {"username": user.username}):
        request.axes_locked_out = True  # the middleware of axes answers with its page
        raise ValidationError(CODE_MISSING)


@transaction.atomic
def count_refusal(user: User | None) -> None:
    """Count a wrong guess; `user` is None for a passkey that does not say whose it is."""
    if user:
        AxesProxyHandler.user_login_failed(__name__, {"username": user.username}, context.request)
    record("session.refused", user, by=None, at=timezone.now(), why="second_factor")


def refuse_other_digits(code: str) -> None:
    """Raises ValidationError in words, where a digit is of another script."""
    if has_other_digits(code):
        raise ValidationError(CODE_DIGITS, code="digits")


class CountedCode(forms.Form):
    """A code that was used before is refused like a wrong one. Mixed in before allauth's form."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Code"
        code.help_text = (
            CODE_HINT_WITH_APP if APP in kinds_that_work(self.user) else CODE_HINT_WITHOUT_APP
        )
        code.widget.attrs |= {"placeholder": "", "inputmode": "numeric"}
        code.error_messages["required"] = CODE_MISSING

    def clean_code(self) -> str:
        refuse_while_locked(self.user)
        try:
            refuse_other_digits(self.cleaned_data["code"])
            code: str = super().clean_code()  # type: ignore[misc]  # allauth's form has it
            refuse_replay(self.authenticator, code)
        except ValidationError:
            count_refusal(self.user)
            raise
        return code


class CodeForm(CountedCode, by_code.AuthenticateForm):
    pass


class ConfirmByCodeForm(CountedCode, by_code.ReauthenticateForm):
    pass


class NewAppForm(by_app.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the secret until it is confirmed: allauth makes another one for each page, and
        the code of the first page that was scanned would never fit."""
        session = context.request.session
        scanned = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if scanned:
            self.secret = session[SECRET_SESSION_KEY] = scanned
        code = self.fields["code"]
        code.label, code.help_text = "Code from the app", "6 digits. It changes every 30 seconds."
        code.widget.attrs |= {"placeholder": "", "inputmode": "numeric"}
        code.error_messages["required"] = CODE_MISSING

    def clean_code(self) -> str:
        refuse_other_digits(self.cleaned_data["code"])
        code: str = super().clean_code()
        return code


class NewCodesForm(by_recovery.GenerateRecoveryCodesForm):
    def clean(self) -> dict[str, Any] | None:
        """allauth would make spare codes beside a second factor that cannot be read."""
        if not kinds_held(self.user):
            raise get_adapter().validation_error("cannot_generate_recovery_codes")
        cleaned: dict[str, Any] | None = super().clean()
        return cleaned


class PasskeyField(forms.JSONField):
    """A JSON object that is not empty: allauth does not verify a value that is false in Python."""

    widget = SecretInput
    default_error_messages = {"required": NO_PASSKEY, "invalid": NO_PASSKEY}

    def to_python(self, value: Any) -> Any:
        try:
            credential = super().to_python(value)
        except (RecursionError, ValueError) as error:  # too deep, or a number of too many digits
            raise ValidationError(NO_PASSKEY) from error
        if credential is not None and not isinstance(credential, dict):
            raise ValidationError(NO_PASSKEY)
        return credential

    def bound_data(self, data: Any, initial: Any) -> str:
        """A credential counts once, so it is not put into the page again."""
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


class PasskeyCredential(forms.Form):
    """Refuses what a passkey sends in words, whatever it is. Mixed in before allauth's form."""

    user: User | None
    credential = PasskeyField()


class NewPasskeyForm(PasskeyCredential, by_passkey.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = "Name of this passkey"
        name.validators.append(MaxLengthValidator(60, "Shorten the name to 60 characters or fewer"))
        name.help_text = "So that you know it later, such as: work tablet."
        alone.label = "Sign in with it alone, without username and password"
        alone.help_text = "It then asks for your fingerprint, your face or a PIN."
        alone.initial = True

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            refuse_numbers(credential)
        except READING_ERRORS as error:
            raise ValidationError(WRONG_PASSKEY) from error
        return credential

    def clean(self) -> dict[str, Any]:
        try:
            cleaned = super().clean() or {}
            if "credential" in cleaned:
                cleaned["credential"] = verified_parts(cleaned["credential"])
        except READING_ERRORS as error:
            raise ValidationError(WRONG_PASSKEY) from error
        return cleaned


def verified_parts(credential: dict[str, Any]) -> dict[str, Any]:
    """The parts that allauth has just verified, without what else the browser sent.

    Raises one of READING_ERRORS for a key that could never sign in.
    """
    registration = read_registration(credential)
    key = registration.response.attestation_object.auth_data.credential_data
    if key is None or key.credential_id != registration.raw_id:
        raise ValueError("id")
    props = credential.get("clientExtensionResults", {}).get("credProps", {})
    return {
        "type": "public-key",
        "id": registration.id,
        "rawId": registration.id,
        "response": {
            "clientDataJSON": websafe_encode(registration.response.client_data),
            "attestationObject": websafe_encode(registration.response.attestation_object),
        },
        "clientExtensionResults": {"credProps": {"rk": props.get("rk") is True}},
    }


class OnlyTouched(ValueError):
    """A passkey that did not ask who holds it, where that is needed. Nothing has changed."""


class CountedPasskey(PasskeyCredential):
    """No lock stops a passkey: nobody guesses one, and a stranger's guesses at the password must
    not keep its owner out."""

    must_ask_who_is_there = False

    def clean_credential(self) -> Authenticator:
        said = self.cleaned_data["credential"]
        try:
            refuse_numbers(said)
            signed = parse_authentication_response(said).response.authenticator_data
            if self.must_ask_who_is_there and not signed.is_user_verified():
                raise OnlyTouched
            # Only here is it known that `signed` was signed.
            passkey: Authenticator = super().clean_credential()  # type: ignore[misc]  # as above
            refuse_copy(passkey, signed.counter)
        except READING_ERRORS as error:
            count_refusal(self.user)
            words = ONLY_TOUCHED if isinstance(error, OnlyTouched) else WRONG_PASSKEY
            raise ValidationError(words) from error
        return passkey


class PasskeyForm(CountedPasskey, by_passkey.AuthenticateWebAuthnForm):
    """The password was given just before, so a touch is enough."""


class ConfirmByPasskeyForm(CountedPasskey, by_passkey.ReauthenticateWebAuthnForm):
    """Confirming asks who is there, and a key left in a tablet only shows that it is there."""

    must_ask_who_is_there = True


class SignInByPasskeyForm(CountedPasskey, by_passkey.LoginWebAuthnForm):
    """Nothing else is shown, so a touch alone would be half of what is needed."""

    must_ask_who_is_there = True
