"""Which fields take a secret: a password, a code or what a passkey sends. None is shown again."""

from collections.abc import Iterator

from django import forms

# HTML's words for what a browser fills in. Source: HTML standard, autofill.
SECRETS = {"current-password", "new-password", "one-time-code"}


class SecretInput(forms.HiddenInput):
    """A secret that a script puts in."""


def is_secret(widget: forms.Widget) -> bool:
    by_kind = isinstance(widget, forms.PasswordInput | SecretInput)
    return by_kind or widget.attrs.get("autocomplete") in SECRETS


def secret_names() -> set[str]:
    """The names under which any form of the service that is loaded takes a secret."""
    return {
        name
        for form in forms_below(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if is_secret(field.widget)
    }


def forms_below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from forms_below(one)
