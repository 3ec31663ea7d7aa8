"""How the sign-in packages are told to behave here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by the system administrator, never by signing up."""
        return False


def username_tried(request, credentials):
    """The name that was typed, so that a lock is for a person at an address."""
    credentials = credentials or {}
    return credentials.get("username") or request.POST.get("login") or ""
