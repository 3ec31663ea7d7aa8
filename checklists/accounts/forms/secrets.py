"""The names of secrets, with those of the forms that the settings give to allauth."""

from django.conf import settings
from django.utils.module_loading import import_string

from checklists.nhsuk.secret_fields import secret_names


def names_of_secrets() -> set[str]:
    """allauth loads each of these forms when its page is first asked for, which is too late."""
    for form in (*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()):
        import_string(form)
    return secret_names()
