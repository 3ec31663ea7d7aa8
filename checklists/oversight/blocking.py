"""Keep a colleague away from a family.

If they hold it, someone else gets it in the same step, so that no case is left with an owner who
cannot open it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from checklists.audit.refused import Overtaken
from checklists.cases.alerting import blocked_from
from checklists.cases.conflicts import StillHolds, lock_family, record_block, set_blocks
from checklists.cases.models.case import Case
from checklists.handover import offering
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.moving import change_holder, move_to_holder
from checklists.people.alerting import alert
from checklists.people.models.teams import TEAM_ROLES, Membership, Role
from checklists.people.models.users import User
from checklists.people.roles import roles_of
from checklists.reading.clock import london_date
from checklists.visits.models import Visit

FAMILY_GIVEN = "family_given"


@dataclass(frozen=True)
class Blocked:
    """How many cases a block closed, cases and items it moved, and drafts it left."""

    cases: int
    given: int
    items: int
    drafts: int


class KeptAwayAlready(Overtaken):
    """The person is blocked from every case of the family."""

    field = "person"


@transaction.atomic
def block_and_hand_over(
    case: Case, user: User, *, why: str, to: Membership | None, by: User, at: datetime
) -> Blocked:
    """Close every case of the family to the user, and give what they hold to `to`.

    Items of theirs in a case that someone else holds go to its holder. Drafts stay as they are:
    their author cannot open them, and nobody else could before. An offer of a family that they
    held is taken back. Raises NotALead, KeptAwayAlready, StillHolds or CannotHold.
    """
    family = lock_family(case)
    made = set_blocks(family, user, why=why, by=by, at=at)
    if not made:
        raise KeptAwayAlready(f"{user} is kept away already. The reason given then stands.")
    held = [one for one in family if one.owner_id == user.pk]
    items = hand_over(held, user, to, by=by, at=at)
    items += move_to_holder(items_of(user, family), by=by, at=at)
    if made:
        record_block(case, family, made, by=by, at=at, given=len(held), items=items)
    return Blocked(len(family), len(held), items, unsigned_by(user, family))


def hand_over(
    held: list[Case], user: User, to: Membership | None, *, by: User, at: datetime
) -> int:
    """Give these cases to somebody else; returns how many items followed."""
    if not held:
        return 0
    if to is None:
        raise StillHolds("Say who takes the family over.")
    if to not in may_take_over(held, at, besides=user):
        raise offering.CannotHold("Choose someone else: this person cannot hold the family.")
    # An offer names the holder of now: once the family moves nobody could answer it.
    for one in held:
        offering.withdraw_unanswered_offer(one, by=by, at=at)
    team = to.team or held[0].team
    moved = sum(change_holder(one, to=to.user, team=team, by=by, at=at) for one in held)
    alert([to.user], FAMILY_GIVEN, at=at, case_ref=held[0].pk)
    return moved


def items_of(user: User, family: Iterable[Case]) -> list[OutstandingItem]:
    """The user's open items of the family, locked until the transaction ends."""
    rows = OutstandingItem.objects.select_for_update(of=("self",)).open()
    mine = rows.filter(owner=user, case__in=[one.pk for one in family])
    return list(mine.select_related("case__owner", "case__team"))


def may_take_over(family: Iterable[Case], at: datetime, *, besides: User) -> list[Membership]:
    """Who may hold the family now, its managers first: of its team, or else any manager."""
    family = list(family)
    kept_away = {besides.pk, *blocked_from((one.pk for one in family), at)}
    places = Membership.objects.on(london_date(at)).filter(user__is_active=True)
    free = places.exclude(user__in=kept_away).select_related("user", "team").order_by("user__name")
    here = list(free.filter(team__in={one.team_id for one in family}, role__in=TEAM_ROLES))
    found = here or list(free.filter(role=Role.MANAGER))
    return sorted(found, key=lambda one: one.role != Role.MANAGER)


def is_lead(user: User) -> bool:
    return Role.SAFEGUARDING_LEAD in roles_of(user)


def unsigned_by(user: User, family: Iterable[Case]) -> int:
    """How many visits of the family the user began and did not sign."""
    drafts = Visit.objects.filter(author=user, status=Visit.Status.DRAFT)
    return drafts.filter(case__in=[one.pk for one in family]).count()
