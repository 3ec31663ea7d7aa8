"""All that decides which cases open to a person, read once for a request.

Roles and cover give rights in teams (`people.rights`). A conflict block and emergency access are
about one person and one case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, QuerySet, Value
from django.utils import timezone

from checklists.people.models.alerts import Alert
from checklists.people.models.users import User
from checklists.people.rights import Rights, rights_of
from checklists.reading.clock import london_today
from checklists.reading.cutting import as_part

MOST_ALERTS = 100  # that the header counts


class Personal(NamedTuple):
    """A block, a use of emergency access or an alert. `until` is when it ends, None for never."""

    kind: str
    person: UUID
    case: UUID | None
    until: datetime | None


@dataclass(frozen=True)
class Reach:
    """What opens cases to this person, and what keeps them shut, at the moment it was read."""

    rights: Rights
    personal: tuple[Personal, ...]
    by: UUID

    def kept_from(self, at: datetime, people: Iterable[UUID] | None = None) -> list[UUID]:
        """Ids of the cases that a block keeps this person from, or from each of these people."""
        blocked: list[set[UUID]] = [
            {one.case for one in self.of("block", at) if one.person == person and one.case}
            for person in ([self.by] if people is None else people)
        ]
        return sorted(set.intersection(*blocked)) if blocked else []

    def emergency(self, at: datetime) -> list[UUID]:
        """Ids of the cases that emergency access opens to this person."""
        return sorted({one.case for one in self.of("grant", at) if one.case})

    def emergency_ends_at(self, case: UUID, at: datetime) -> datetime | None:
        """When the access to this case ends that is in force; None without one."""
        ends = [one.until for one in self.of("grant", at) if one.case == case and one.until]
        return max(ends, default=None)

    def alerts_waiting(self, at: datetime) -> int:
        """How many alerts the person has not looked at, none about a case they are kept from;
        counted no further than one more than MOST_ALERTS."""
        hidden = set(self.kept_from(at))
        return sum(one.case not in hidden for one in self.of("alert", at))

    def of(self, kind: str, at: datetime) -> list[Personal]:
        return [
            one
            for one in self.personal
            if one.kind == kind and (one.until is None or one.until > at)
        ]


def reach_of(user: User) -> Reach:
    """The one place where a request asks what opens cases to its person.

    Three statements for everybody, whatever is blocked or granted. A grant ends at an hour, so the
    questions of a Reach are asked at a moment.
    """
    return user.read_once(f"reach {london_today()}", lambda: read_reach(user))


def read_reach(user: User) -> Reach:
    rights = rights_of(user)
    covers = {person for _, people in rights.covered.shared for person in people}
    return Reach(rights, tuple(map(Personal._make, personal_rows(user, covers))), user.pk)


def personal_rows(user: User, covers: Iterable[UUID]) -> QuerySet[Any, Any]:
    """Blocks of the person and of those who cover beside them, grants and alerts. One statement."""
    now = timezone.now()
    blocks, grants = rows_in_force("ConflictBlock", now), rows_in_force("EmergencyGrant", now)
    newest = Alert.objects.waiting().filter(recipient=user)[: MOST_ALERTS + 1]
    return (
        blocks.filter(user__in=[user.pk, *sorted(covers)])
        .values_list(named("block"), "user_id", "case_id", "lifted_at")
        .union(
            grants.filter(user=user).values_list(named("grant"), "user_id", "case_id", "ends_at"),
            as_part(newest).values_list(named("alert"), "recipient_id", "case_ref", "seen_at"),
            all=True,
        )
    )


def rows_in_force(model: str, at: datetime) -> QuerySet[Any]:
    # By name: the models of blocks and grants are above the case's, which asks this.
    rows: QuerySet[Any] = apps.get_model("checklists", model)._default_manager.in_force(at)
    return rows.order_by()


def named(kind: str) -> Value:
    return Value(kind, CharField())
