"""Ends sessions before their time. Only sessions begun at a sign-in page are known here."""

from datetime import datetime

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet

from checklists.audit.recording import record
from checklists.people.models.users import User


@transaction.atomic
def end_sessions_of(user: User, *, by: User, at: datetime, why: str, but: str | None = "") -> int:
    """End every session of the user, except the one whose key is `but`; gives the number ended."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    return end_and_record(rows, user, by, at, why)


@transaction.atomic
def end_session(session: UserSession, *, by: User, at: datetime) -> None:
    """End one, as its owner asked. The next request of its browser is that of a visitor."""
    end_and_record(UserSession.objects.filter(pk=session.pk), session.user, by, at, "by_hand")


def end_and_record(
    rows: QuerySet[UserSession], user: User, by: User, at: datetime, why: str
) -> int:
    # Held before they are counted: two windows that press at once end each of them once.
    sessions = list(rows.select_for_update().order_by("pk"))
    get_adapter().end_sessions(sessions)
    if sessions:
        record("session.ended", user, by=by, at=at, why=why, count=len(sessions))
    return len(sessions)
