"""allauth's forms for the account, in our words."""

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter

PASSWORD_MISSING = "Enter your password"  # noqa: S105  a message


class SignInForm(theirs.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.error_messages["required"] = "Enter your username"
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        password.error_messages["required"] = PASSWORD_MISSING
        password.help_text = ""


class ReauthenticateForm(theirs.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = PASSWORD_MISSING
        self.fields["password"].help_text = ""


class ChangePasswordForm(theirs.ChangePasswordForm):
    WORDS = {
        "oldpassword": ("Password you have now", "Enter the password you have now", ""),
        "password1": (
            "New password",
            "Enter a new password",
            "At least 12 characters. Four words that do not belong together are easy to keep.",
        ),
        "password2": ("New password again", "Enter the new password again", ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, missing, hint) in self.WORDS.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = missing

    def clean_oldpassword(self) -> str:
        """Counted as at sign-in: whoever finds an open session may not guess here without limit."""
        typed: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed
