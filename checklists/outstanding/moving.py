"""Move a family to a new holder, together with its open items."""

from collections.abc import Iterable
from datetime import datetime

from checklists.cases.models.case import Case
from checklists.facts.storing import plan_next_contact
from checklists.outstanding.history import new_event
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.clock import london_date


def change_holder(
    case: Case, *, to: User, team: Team, by: User, at: datetime, from_outside: bool = False
) -> int:
    """Change the holder and team of a case; gives how many open items followed.

    Called inside the transaction of a verb, which records the event and has asked whether `to`
    may hold it. `from_outside` counts the movement-in contact from that day.
    """
    # Locked, so that two moves of one family do not cross.
    row = Case.objects.select_for_update().get(pk=case.pk)
    row.owner, row.owner_since, row.team = to, london_date(at), team
    if from_outside:
        row.notified_on = london_date(at)
    row.save(update_fields=["owner", "owner_since", "team", "notified_on"])
    plan_next_contact(row, on=london_date(at))
    items = list(OutstandingItem.objects.select_for_update().open().filter(case=row))
    OutstandingItem.objects.filter(pk__in=[item.pk for item in items]).update(owner=to, team=team)
    ItemEvent.objects.bulk_create(
        new_event(item, ItemEvent.Kind.MOVED, by=by, at=at) for item in items
    )
    return len(items)


def move_to_holder(items: Iterable[OutstandingItem], *, by: User, at: datetime) -> int:
    """Give items that stayed behind to the holder of their family; gives how many.

    Called inside the transaction of a verb, which holds the items and records the event.
    """
    left = list(items)
    for item in left:
        item.owner, item.team = item.case.owner, item.case.team
    OutstandingItem.objects.bulk_update(left, ["owner", "team"])
    ItemEvent.objects.bulk_create(
        new_event(item, ItemEvent.Kind.MOVED, by=by, at=at) for item in left
    )
    return len(left)
