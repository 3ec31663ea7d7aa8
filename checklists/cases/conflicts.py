"""Keep a person away from a family: a safeguarding lead does it at once, two people lift it.

A block stands on every case of the family, because twins share a home. Setting it is one event,
and its words are encrypted with the key of each case. What it closes is decided in
`cases.querysets` alone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from checklists.audit.recording import record
from checklists.audit.refused import NothingAsked, Refused
from checklists.cases.alerting import blocked_from
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models.alerts import AlertQuerySet
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from checklists.people.roles import roles_of, teams_of
from checklists.reading.clock import london_date

LIFT_ASKED = "block_lift_asked"


class NotALead(Refused):
    """Only a safeguarding lead who may open the case sets a block or asks to lift one."""


class StillHolds(Refused):
    """The person holds a case of the family, which has to be handed over in the same step."""


class NoBlock(Refused):
    """No block of this person on this family is in force."""


class SecondPersonNeeded(Refused):
    """Neither who asked to lift it nor who is blocked may decide."""


@transaction.atomic
def block_person(
    case: Case, user: User, *, why: str, by: User, at: datetime
) -> list[ConflictBlock]:
    """Block the user from every case of the family, at once; [] when each was blocked before.

    Raises NotALead or StillHolds. To block a holder see `oversight.blocking`.
    """
    family = lock_family(case)
    if any(one.owner_id == user.pk for one in family):
        raise StillHolds("Say who takes the family over.")
    made = set_blocks(family, user, why=why, by=by, at=at)
    if made:
        record_block(case, family, made, by=by, at=at)
    return made


def lock_family(case: Case) -> list[Case]:
    """Every case of the family, locked until the transaction ends."""
    # Locked in one order, so that two people who block at once do not wait for each other.
    rows = Case.objects.select_for_update(of=("self",)).select_related("team", "owner")
    return list(rows.filter(family=case.family).order_by("created_at", "pk"))


def set_blocks(
    family: list[Case], user: User, *, why: str, by: User, at: datetime
) -> list[ConflictBlock]:
    """Add the blocks that are missing; the caller's transaction and event. Raises NotALead."""
    check_may_set(family, by)
    there = set(blocks_in_force(family, user).values_list("case_id", flat=True))
    return [
        save_block(ConflictBlock(case=case, user=user, set_by=by, set_at=at), why)
        for case in family
        if case.pk not in there
    ]


def save_block(block: ConflictBlock, why: str) -> ConflictBlock:
    encrypt(block, sealed={"why": why}).save()
    return block


def record_block(
    case: Case,
    family: list[Case],
    made: list[ConflictBlock],
    *,
    by: User,
    at: datetime,
    **details: Any,
) -> None:
    ids = [one.pk for one in family]
    record("conflict.blocked", made[0], by=by, at=at, case=case, cases=ids, **details)


@transaction.atomic
def ask_to_lift(case: Case, user: User, *, by: User, at: datetime) -> None:
    """A lead asks to lift the block; it stands until someone else agrees.

    Alerts the other leads and the team's managers. Raises NotALead or NoBlock.
    """
    family = lock_family(case)
    check_may_set(family, by)
    blocks = get_blocks(family, user)
    if any(one.lift_asked_at for one in blocks):
        return
    ConflictBlock.objects.filter(pk__in=[one.pk for one in blocks]).update(
        lift_asked_by=by, lift_asked_at=at
    )
    record("conflict.lift_asked", blocks[0], by=by, at=at, case=case)
    alert(who_may_answer(case, besides=(user, by), at=at), LIFT_ASKED, at=at, case_ref=case.pk)


@transaction.atomic
def lift_block(case: Case, user: User, *, by: User, at: datetime) -> None:
    """A second person lifts the block, on every case of the family.

    Raises NoBlock, NothingAsked or SecondPersonNeeded.
    """
    blocks = blocks_to_decide(case, user, by)
    ConflictBlock.objects.filter(pk__in=[one.pk for one in blocks]).update(
        lifted_by=by, lifted_at=at
    )
    record("conflict.lifted", blocks[0], by=by, at=at, case=case)


@transaction.atomic
def keep_block(case: Case, user: User, *, by: User, at: datetime) -> None:
    """A second person decides that the block stays. Raises the same as `lift_block`."""
    blocks = blocks_to_decide(case, user, by)
    ConflictBlock.objects.filter(pk__in=[one.pk for one in blocks]).update(
        lift_asked_by=None, lift_asked_at=None
    )
    record("conflict.kept", blocks[0], by=by, at=at, case=case)


def copy_blocks_to_twin(first: Case, twin: Case) -> None:
    """A twin has the blocks of the first from the start; the caller's transaction."""
    for one in blocks_in_force([first]):
        copy = ConflictBlock(
            case=twin,
            user_id=one.user_id,
            set_by_id=one.set_by_id,
            set_at=one.set_at,
            lift_asked_by_id=one.lift_asked_by_id,
            lift_asked_at=one.lift_asked_at,
        )
        save_block(copy, reason_of_block(one))


def blocks_in_force(family: Iterable[Case], user: User | None = None) -> QuerySet[ConflictBlock]:
    """The blocks in force on these cases, of one person or of everybody."""
    rows = ConflictBlock.objects.filter(lifted_at=None, case__in=[case.pk for case in family])
    rows = rows if user is None else rows.filter(user=user)
    return rows.select_related("case", "user", "set_by", "lift_asked_by").order_by("set_at", "pk")


def reason_of_block(one: ConflictBlock) -> str:
    """Why it was set, in the words of who set it."""
    return str(decrypt(one).get("why", ""))


def without_blocked_alerts(alerts: AlertQuerySet) -> AlertQuerySet:
    """Without alerts about a case from which their recipient is blocked now."""
    blocks = ConflictBlock.objects.filter(
        case=OuterRef("case_ref"), user=OuterRef("recipient"), lifted_at=None
    )
    return alerts.filter(~Exists(blocks))


def leads_to_tell(case_ids: Iterable[UUID], at: datetime) -> list[User]:
    """The safeguarding leads of that day who are not blocked from any of these cases."""
    kept_away = blocked_from(case_ids, at)
    return [lead for lead in safeguarding_leads(at) if lead.pk not in kept_away]


def managers_to_tell(case: Case, at: datetime) -> list[User]:
    """The active managers of the case's team who are not blocked from it."""
    held = Membership.objects.on(london_date(at)).filter(team=case.team_id, role=Role.MANAGER)
    found = User.objects.filter(is_active=True, memberships__in=held).distinct()
    return list(found.exclude(pk__in=blocked_from([case.pk], at)))


def who_may_answer(case: Case, *, besides: Iterable[User], at: datetime) -> list[User]:
    """Who may lift a block: leads and the team's managers, except those of `besides`."""
    people = [*leads_to_tell([case.pk], at), *managers_to_tell(case, at)]
    return [person for person in dict.fromkeys(people) if person not in tuple(besides)]


def may_lift(case: Case, one: ConflictBlock, by: User) -> bool:
    """Whether this person may be the second: a lead or manager who neither asked nor is blocked."""
    decides = Role.SAFEGUARDING_LEAD in roles_of(by) or case.team_id in teams_of(by, Role.MANAGER)
    return decides and by.pk not in (one.user_id, one.lift_asked_by_id)


def check_may_set(family: Iterable[Case], by: User) -> None:
    ids = [case.pk for case in family]
    sees = Case.objects.visible_to(by).filter(pk__in=ids).count() == len(ids)
    if Role.SAFEGUARDING_LEAD not in roles_of(by) or not sees:
        raise NotALead("Only a safeguarding lead may do this.")


def get_blocks(family: Iterable[Case], user: User) -> list[ConflictBlock]:
    blocks = list(blocks_in_force(family, user))
    if not blocks:
        raise NoBlock("This block has been lifted.")
    return blocks


def blocks_to_decide(case: Case, user: User, by: User) -> list[ConflictBlock]:
    """The blocks that someone asked to lift, if `by` may decide about them."""
    blocks = get_blocks(lock_family(case), user)
    if any(one.lift_asked_at is None for one in blocks):
        raise NothingAsked("Nobody is waiting for an answer about this block.")
    sees = Case.objects.visible_to(by).filter(pk=case.pk).exists()
    if not sees or not may_lift(case, blocks[0], by):
        raise SecondPersonNeeded("Another lead, or a manager of this team, has to decide.")
    return blocks
