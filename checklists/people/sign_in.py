"""How the sign-in packages are told to behave here, and what they leave in the log."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.utils import timezone

from checklists.audit.recording import record
from checklists.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Check your username and password. They do not match",
        "enter_current_password": "This is not the password you have now",
        "incorrect_password": "This is not your password",
        "account_inactive": "This account is closed. Ask your team's administrator",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by the system administrator, never by signing up."""
        return False

    def add_message(self, *args, **kwargs):
        """The page that follows says enough."""

    @transaction.atomic
    def login(self, request, user):
        super().login(request, user)
        record("session.started", by=user, at=timezone.now())

    @transaction.atomic
    def logout(self, request):
        if request.user.is_authenticated:
            record("session.ended", by=request.user, at=timezone.now(), why="signed_out")
        super().logout(request)

    @transaction.atomic
    def authentication_failed(self, request, **credentials):
        """Whose account was tried, when there is one; never what was typed."""
        tried = User.objects.filter(username=credentials.get("username") or "").first()
        record("session.refused", tried, by=None, at=timezone.now())

    @transaction.atomic
    def set_password(self, user, password):
        super().set_password(user, password)
        record("user.password_changed", user, by=user, at=timezone.now())


def username_tried(request, credentials):
    """The name that was typed, so that a lock is for a person at an address."""
    credentials = credentials or {}
    return credentials.get("username") or request.POST.get("login") or ""
