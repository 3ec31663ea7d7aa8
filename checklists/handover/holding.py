"""What someone still holds, as counts: enough to say that they cannot leave, and no family."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from checklists.cases.models.case import Case
from checklists.cases.querysets import not_kept_from
from checklists.nhsuk.wording import counted
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import TEAM_ROLES, Membership
from checklists.people.models.users import User
from checklists.reading.clock import london_today
from checklists.visits.models import Visit


@dataclass(frozen=True)
class Held:
    """Open families, items of families that others hold, and visits not signed."""

    families: int = 0
    items: int = 0
    drafts: int = 0

    def __bool__(self) -> bool:
        return bool(self.families or self.items or self.drafts)

    @property
    def words(self) -> str:
        """'holds 12 families and has 2 visits not signed'; '' when nothing is held."""
        families = "1 family" if self.families == 1 else f"{self.families} families"
        parts = [
            f"holds {families}" if self.families else "",
            f"has {counted(self.items, 'item')} of others' families" if self.items else "",
            f"has {counted(self.drafts, 'visit')} not signed" if self.drafts else "",
        ]
        return " and ".join(filter(None, parts))


def held_by(user: User, teams: Collection[int] | None = None) -> Held:
    """What the person holds, in these teams only when some are named.

    A visit they began in a case they are kept from since is not theirs to sign any more.
    """
    of_case = Q() if teams is None else Q(case__team__in=teams)
    cases = Case.objects.open().filter(owner=user)
    items = OutstandingItem.objects.open().filter(of_case, owner=user)
    drafts = Visit.objects.filter(
        of_case,
        not_kept_from(user, through="case__"),
        author=user,
        status=Visit.Status.DRAFT,
    )
    return Held(
        families=(cases if teams is None else cases.filter(team__in=teams)).count(),
        items=items.exclude(case__owner=F("owner")).count(),
        drafts=drafts.count(),
    )


@dataclass(frozen=True)
class Astray:
    """Ids of open cases and items that no one could be expected to look after."""

    cases: list[UUID]
    items: list[UUID]

    def __bool__(self) -> bool:
        return bool(self.cases or self.items)


def find_astray() -> Astray:
    """Open cases whose holder is not active or has no place in the team, items left behind."""
    works = Membership.objects.on(london_today()).filter(role__in=TEAM_ROLES, user__is_active=True)
    held = works.filter(user=OuterRef("owner"), team=OuterRef("team"))
    cases = Case.objects.open().exclude(Exists(held))
    items = OutstandingItem.objects.open()
    left = items.exclude(owner=F("case__owner"), team=F("case__team"))
    return Astray(
        cases=list(cases.order_by("pk").values_list("pk", flat=True)),
        items=list(left.order_by("pk").values_list("pk", flat=True)),
    )
