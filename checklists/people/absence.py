"""Who is away, and who covers meanwhile.

The families of someone away go to the colleague they named, if `people.covering` finds that he
really covers. Where nobody does, they go to the managers and deputies of the team, and so does a
family that is closed to everyone who covers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from checklists.audit.recording import record
from checklists.audit.refused import NotYours, Overtaken, Refused
from checklists.people.alerting import alert
from checklists.people.cover_words import days_words, obstacle_words
from checklists.people.covering import Days, Rota, obstacles_to, rota_of
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, TEAM_ROLES, Membership
from checklists.people.models.users import User
from checklists.people.roles import teams_of
from checklists.reading.clock import london_date, london_today

WHO_SAYS = "Only the person and who leads their team says when they are away."


class EndsBeforeItStarts(Refused):
    """The last day comes before the first."""

    field = "ends_on"


class NotAColleague(Refused):
    """Who covers is active, works in a team of the person, and is at work, on each of the days."""

    field = "covered_by"


class AwayAlready(Refused):
    """Some of these days are said already."""

    field = "starts_on"


class IsOver(Overtaken):
    """It has ended, and the log explains by it who opened what."""


@dataclass(frozen=True)
class Covered:
    """Ids of those away for whom a person stands in today, in which of their teams.

    `named` in every team the person works in. `routed` to managers of a team, because nobody
    really covers there. `shared`: somebody covers, and managers of the team take on the families
    that are closed to all of these.
    """

    named: list[UUID] = field(default_factory=list)
    routed: dict[int, list[UUID]] = field(default_factory=dict)
    shared: dict[tuple[int, frozenset[UUID]], list[UUID]] = field(default_factory=dict)

    @property
    def everyone(self) -> list[UUID]:
        """Those whose families all come to this person, where they work."""
        return list(dict.fromkeys([*self.named, *chain(*self.routed.values())]))

    @property
    def some_families_of(self) -> list[UUID]:
        """Those of whom any family may come to this person, whether or not one does."""
        return list(dict.fromkeys([*self.everyone, *chain(*self.shared.values())]))


def covered_today(user: User) -> Covered:
    """Whom the user covers today; one query per user and day."""
    kept = user.__dict__.setdefault("_covered_on", {})
    today = london_today()
    if today not in kept:
        kept[today] = covered_on(user, today)
    return kept[today]


def covered_on(user: User, day: date) -> Covered:
    works, manages = teams_of(user, *TEAM_ROLES), teams_of(user, *TEAM_MANAGERS)
    if not works:
        return Covered()
    managed = Membership.objects.on(day).filter(team__in=manages, role__in=TEAM_ROLES)
    absences = Absence.objects.on(day)
    rota = rota_of(absences.filter(Q(covered_by=user) | Q(user__in=managed.values("user"))), day)
    return Covered(
        named=[
            person
            for person in rota.absences
            if any(
                user.pk in rota.covering(person, team, day)
                for team in rota.teams_on(person, day).intersection(works)
            )
        ],
        **of_managed_teams(user, manages, rota, day),
    )


def of_managed_teams(user: User, manages: list[int], rota: Rota, day: date) -> dict[str, Any]:
    """`routed` and `shared`: those away in the teams that the user manages."""
    routed, shared = defaultdict(list), defaultdict(list)
    for person in rota.absences:
        for team in rota.teams_on(person, day).intersection(manages) if person != user.pk else ():
            if covers := rota.covering(person, team, day):
                shared[team, covers].append(person)
            else:
                routed[team].append(person)
    return {"routed": routed, "shared": shared}


def may_plan(user: User, by: User) -> bool:
    """Whether `by` says when this person is away: themselves, or a manager of a team of theirs."""
    theirs = teams_of(user, *TEAM_ROLES)
    return bool(theirs) and (user == by or not set(theirs).isdisjoint(teams_of(by, *TEAM_MANAGERS)))


def colleagues(teams: Iterable[int], day: date) -> QuerySet[User]:
    """The active people who hold a role in one of these teams on a day."""
    held = Membership.objects.on(day).filter(team__in=teams, role__in=TEAM_ROLES)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


@transaction.atomic
def plan_absence(
    user: User,
    *,
    covered_by: User | None,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
) -> Absence:
    """Time away, first and last day included. Who is named to cover is told.

    The same said again is the first. Days may overlap where another is named to cover: on a
    shared day everyone named covers. Raises NotYours, NotAColleague, EndsBeforeItStarts or
    AwayAlready.
    """
    absence = Absence(user=user, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on)
    check(absence, by, at)
    others = overlapping(absence, at)
    if first := next((one for one in others if said(one) == said(absence)), None):
        return first
    refuse_overlap(others)
    absence.save()
    record("absence.planned", absence, by=by, at=at, absence=said(absence))
    tell_cover(absence, by=by, at=at)
    return absence


@transaction.atomic
def change_absence(
    absence: Absence,
    *,
    covered_by: User | None,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
) -> None:
    """Other days or another cover. Raises the same as planning, or IsOver."""
    row = not_over(absence, at)
    before = said(row)
    was_told = row.covered_by
    row.covered_by, row.starts_on, row.ends_on = covered_by, starts_on, ends_on
    check(row, by, at)
    # Where two overlapped before this was refused, the cover of each can still be changed.
    if (before["starts_on"], before["ends_on"]) != (starts_on, ends_on):
        refuse_overlap(overlapping(row, at))
    row.save()
    record("absence.changed", row, by=by, at=at, before=before, absence=said(row))
    if covered_by != was_told:
        tell_cover(row, by=by, at=at)


@transaction.atomic
def end_absence(absence: Absence, *, by: User, at: datetime) -> None:
    """Back today: the last day was yesterday. One that no day has passed of is taken back.

    Raises NotYours or IsOver.
    """
    row = not_over(absence, at)
    if not may_plan(row.user, by):
        raise NotYours(WHO_SAYS)
    record("absence.ended", row, by=by, at=at, absence=said(row))
    today = london_date(at)
    if row.starts_on < today:
        row.ends_on = date.fromordinal(today.toordinal() - 1)
        row.save(update_fields=["ends_on"])
    else:
        row.delete()


def not_over(absence: Absence, at: datetime) -> Absence:
    """The row as it is now, held until the transaction ends. Raises IsOver.

    Its person is held first, as wherever both are.
    """
    User.objects.select_for_update(no_key=True).get(pk=absence.user_id)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("user", "covered_by")
    row = rows.filter(pk=absence.pk).first()
    if row is None or row.ends_on < london_date(at):
        raise IsOver("This time away is over. Say again when someone is away.")
    return row


def overlapping(absence: Absence, at: datetime) -> list[Absence]:
    """Entries for some of these days to which this one adds no cover; none is added until the
    transaction ends.
    """
    User.objects.select_for_update(no_key=True).get(pk=absence.user_id)
    to_come = Absence.objects.filter(user=absence.user_id, ends_on__gte=london_date(at))
    others = to_come.filter(starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on)
    if absence.covered_by_id:
        others = others.filter(covered_by=absence.covered_by_id)
    return list(others.exclude(pk=absence.pk).select_related("user").order_by("starts_on", "pk"))


def refuse_overlap(others: list[Absence]) -> None:
    """Raises AwayAlready."""
    if others:
        days = days_words(Days(others[0].starts_on, others[0].ends_on))
        raise AwayAlready(
            f"{others[0].user} is away {days} already. Choose other days, or change that time away."
        )


def check(absence: Absence, by: User, at: datetime) -> None:
    if not may_plan(absence.user, by):
        raise NotYours(WHO_SAYS)
    if absence.ends_on < absence.starts_on:
        raise EndsBeforeItStarts("The last day comes before the first day.")
    if why_not := cannot_cover(
        absence.user, absence.covered_by, absence.starts_on, absence.ends_on, london_date(at)
    ):
        raise NotAColleague(why_not)


def cannot_cover(
    person: User, cover: User | None, starts_on: date, ends_on: date, today: date
) -> str:
    """Why this colleague cannot cover from day to day, for the field; '' when they can.

    Days that are over are not asked for: an absence is changed while it lasts.
    """
    if cover == person:
        return "Choose a colleague: nobody covers for themselves."
    days = Days(max(starts_on, today), ends_on)
    if cover is None or days.last < days.first:
        return ""
    return obstacle_words(cover, obstacles_to(person, cover, days))


def said(absence: Absence) -> dict[str, object]:
    """What the log keeps of it: ids and days."""
    return {
        "person": absence.user_id,
        "covered_by": absence.covered_by_id,
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
    }


def tell_cover(absence: Absence, *, by: User, at: datetime) -> None:
    if absence.covered_by and absence.covered_by != by:
        alert([absence.covered_by], "cover_named", at=at, about=absence.user)
