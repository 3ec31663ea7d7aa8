"""Records each change of somebody's second factors, and resets them when they are lost."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from checklists.accounts.ending_sessions import end_sessions_of
from checklists.audit.recording import record
from checklists.audit.refused import NotYours
from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models.users import User

KindsById = dict[int, str]  # the kind of each second factor by its id


def held_by(user: User) -> KindsById:
    return dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))


def record_changes(user: User, *, before: KindsById, after: KindsById, at: datetime) -> None:
    """An event for each that the user added or removed, and one for new recovery codes."""
    added = sorted(after.keys() - before.keys())
    removed = sorted(before.keys() - after.keys())
    for kind in kinds_of_ids(after, added):
        word = "recovery_codes_made" if kind == "recovery_codes" else "second_factor_added"
        record(f"user.{word}", user, by=user, at=at, type=kind)
    for kind in kinds_of_ids(before, removed):
        if kind != "recovery_codes":
            record("user.second_factor_removed", user, by=user, at=at, type=kind)


def kinds_of_ids(held: KindsById, ids: Iterable[int]) -> list[str]:
    return [held[pk] for pk in ids]


@transaction.atomic
def reset_second_factors(user: User, *, by: User, at: datetime) -> None:
    """Take away every second factor of someone who lost theirs, and end their sessions.

    The safeguarding leads are told, because whoever can do this can come in as that person.
    Nobody resets their own, or a superuser's unless superuser. Raises NotYours.
    """
    if user == by or (user.is_superuser and not by.is_superuser):
        raise NotYours(f"{user}: someone else has to do this. Nothing was changed.")
    User.objects.select_for_update().get(pk=user.pk)
    taken = held_by(user)
    Authenticator.objects.filter(user=user).delete()
    end_sessions_of(user, by=by, at=at, why="second_factor")
    record("user.second_factor_reset", user, by=by, at=at, types=sorted(taken.values()))
    alert(safeguarding_leads(at), "second_factor_reset", at=at, about=user)
