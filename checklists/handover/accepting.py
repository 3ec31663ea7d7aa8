"""Accept a family that was offered: its holder, team and open items change together."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from checklists.audit.recording import record
from checklists.audit.refused import Refused
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.handover import offering
from checklists.handover.models import Transfer
from checklists.outstanding.moving import change_holder
from checklists.people.models.teams import TEAM_MANAGERS
from checklists.people.models.users import User
from checklists.people.roles import teams_of
from checklists.visits.models import Visit


class NotSignedYet(Refused):
    """Someone has begun a visit that they could not open after the change."""


@transaction.atomic
def accept(offered: Transfer, *, holder: User, by: User, at: datetime) -> int:
    """Give the family to `holder`; returns how many open items went along.

    A manager or deputy of the other team names the holder; who was named takes it for themselves
    only. From another team it counts as a move in from that day. Raises AlreadyAnswered,
    Overtaken, NotYoursToAnswer, NotSignedYet or CannotHold, changing nothing.
    """
    row = offering.lock_offer_to_answer(offered, by)
    if holder != by and not names_the_holder(row, by):
        raise offering.NotYoursToAnswer("A manager there names someone else.")
    if writers := [one for one in unsigned_authors(row.case) if one != holder]:
        raise NotSignedYet(unsigned_words(writers))
    # Locked, so that nobody closes the account of the person meanwhile.
    new = User.objects.select_for_update(no_key=True).get(pk=holder.pk)
    if not offering.may_hold(new, row.case, row.to_team, at):
        raise offering.CannotHold("This person cannot take this family over. Choose someone else.")
    row.holder = new
    offering.save_answer(row, Transfer.State.ACCEPTED, by=by, at=at)
    moved = change_holder(
        row.case,
        to=new,
        team=row.to_team,
        by=by,
        at=at,
        from_outside=row.to_team_id != row.from_team_id,
    )
    record("transfer.accepted", row, by=by, at=at, case=row.case, to=new.pk, items=moved)
    offering.alert_about_answer(row, by=by, at=at)
    return moved


def names_the_holder(offered: Transfer, by: User) -> bool:
    """Whether this person decides who takes it: they manage the other team it goes to."""
    manages = teams_of(by, *TEAM_MANAGERS)
    return offered.to_team_id != offered.from_team_id and offered.to_team_id in manages


def unsigned_authors(case: Case) -> list[User]:
    """The authors of visits of this case that are not signed.

    Somebody who is blocked from the case cannot sign, and the family must not wait for them.
    """
    kept_away = ConflictBlock.objects.filter(case=case, user=OuterRef("author"), lifted_at=None)
    drafts = Visit.objects.filter(~Exists(kept_away), case=case, status=Visit.Status.DRAFT)
    drafts = drafts.select_related("author")
    return list(dict.fromkeys(draft.author for draft in drafts.order_by("author__name")))


def unsigned_words(writers: list[User]) -> str:
    """'Nia Northfield has a visit that is not signed. It must be signed first.'"""
    if len(writers) == 1:
        return f"{writers[0]} has a visit that is not signed. It must be signed first."
    names = ", ".join(map(str, writers))
    return f"{names} have visits that are not signed. They must be signed first."
