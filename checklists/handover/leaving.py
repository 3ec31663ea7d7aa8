"""A manager hands over the families of someone who leaves, each to a colleague of the team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from checklists.audit.recording import record
from checklists.audit.refused import NotYours, Overtaken, Refused
from checklists.cases.models.case import Case
from checklists.cases.querysets import Why
from checklists.handover import offering
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.moving import change_holder, move_to_holder
from checklists.people.alerting import alert
from checklists.people.models.users import User


class NotYourTeam(NotYours):
    """Only a manager or deputy of the team hands over what another person holds."""


@dataclass
class HandedOver:
    """What came of handing over several families: who got how many, and what was refused."""

    given: dict[User, int] = field(default_factory=dict)
    refused: dict[UUID, str] = field(default_factory=dict)


@transaction.atomic
def hand_over(case: Case, *, from_: User, to: User, by: User, at: datetime) -> int:
    """Give the family to a colleague of the same team at once; returns how many items went along.

    An open offer of it is taken back. Visits that are not signed stay open to their author, who
    is still of the team. Raises NotYourTeam, Overtaken or CannotHold, changing nothing.
    """
    row = Case.objects.select_for_update(of=("self",)).select_related("team").get(pk=case.pk)
    managed = Case.objects.reached_by(by, (Why.MANAGER,)).open()
    if not managed.filter(pk=row.pk).exists():
        raise NotYourTeam("Only a manager or deputy of this team hands this family over.")
    if row.owner_id != from_.pk:
        raise Overtaken("This family has changed hands since.")
    new = User.objects.select_for_update(no_key=True).get(pk=to.pk)
    if new == from_ or not offering.may_hold(new, row, row.team, at):
        raise offering.CannotHold("This person cannot take this family over. Choose someone else.")
    offering.withdraw_unanswered_offer(row, by=by, at=at)
    moved = change_holder(row, to=new, team=row.team, by=by, at=at)
    record("case.handed_over", row, by=by, at=at, case=row, to=new.pk, items=moved)
    return moved


def hand_over_each(
    chosen: Mapping[Case, User], *, from_: User, by: User, at: datetime
) -> HandedOver:
    """Hand each family over in a transaction of its own, so that one refusal stops no other.

    With nothing outstanding, `from_` may leave.
    """
    done = HandedOver()
    for case, to in chosen.items():
        try:
            hand_over(case, from_=from_, to=to, by=by, at=at)
        except Refused as refused:
            done.refused[case.pk] = str(refused)
        else:
            done.given[to] = done.given.get(to, 0) + 1
    # One alert for each receiver, however many families they got.
    with transaction.atomic():
        alert([one for one in done.given if one != by], "families_given", at=at)
    return done


@transaction.atomic
def bring_items_along(*, from_: User, by: User, at: datetime) -> int:
    """Give the items of `from_` to whoever holds their family; returns how many.

    There are none unless something was added at the very moment a family changed hands.
    """
    managed = Case.objects.reached_by(by, (Why.MANAGER,)).open()
    rows = OutstandingItem.objects.select_for_update(of=("self",)).open()
    left = rows.filter(owner=from_, case__in=managed.values("pk")).exclude(case__owner=from_)
    items = list(left.select_related("case__owner", "case__team"))
    if not items:
        return 0
    shown = [item.case_id for item in items]
    moved = move_to_holder(items, by=by, at=at)
    record("items.brought_along", by=by, at=at, shown=dict.fromkeys(shown), items=moved)
    return moved
