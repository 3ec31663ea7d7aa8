"""Who is away, and who covers meanwhile.

The families of someone away go to the colleague they named. Where nobody was named, or nobody
who was named is at work, they go to the managers and deputies of the team: a cover's own cover
does not take them on, because he was never asked about these families.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from checklists.audit.recording import record
from checklists.people.alerting import alert
from checklists.people.clock import london_date, london_today
from checklists.people.models import TEAM_ROLES, Absence, Membership, Role, User
from checklists.people.roles import teams_of

LEADS = (Role.MANAGER, Role.DEPUTY)


class CannotDoThat(Exception):
    """Nothing has changed. The text says why, in words for the page."""


class NotYours(CannotDoThat):
    """Only the person and who leads their team says when they are away."""


class EndsBeforeItStarts(CannotDoThat):
    """The last day comes before the first."""


class NotAColleague(CannotDoThat):
    """Who covers is active and works in a team of the person today."""


class IsOver(CannotDoThat):
    """It has ended, and the log explains by it who opened what."""


@dataclass(frozen=True)
class Covered:
    """Ids of those away whom someone covers today: named by them, or because he leads the team."""

    named: list[UUID]
    routed: list[UUID]

    @property
    def everyone(self) -> list[UUID]:
        return list(dict.fromkeys([*self.named, *self.routed]))


def covered_today(user: User) -> Covered:
    """Whom the user covers today; one query per user and day."""
    kept = user.__dict__.setdefault("_covered_on", {})
    today = london_today()
    if today not in kept:
        kept[today] = covered_on(user, today)
    return kept[today]


def covered_on(user: User, day: date) -> Covered:
    works = Membership.objects.on(day).filter(role__in=TEAM_ROLES)
    led = works.filter(team__in=teams_of(user, *LEADS))
    rows = (
        Absence.objects.on(day)
        .annotate(
            is_led=Exists(led.filter(user=OuterRef("user"))), has_cover=Exists(at_work(works, day))
        )
        .filter(Q(covered_by=user) | Q(is_led=True))
        .values_list("user_id", "covered_by_id", "is_led", "has_cover")
    )
    found = list(rows)
    covered = {away for away, _, _, has_cover in found if has_cover}
    return Covered(
        named=list(dict.fromkeys(away for away, cover, _, _ in found if cover == user.pk)),
        routed=list(
            dict.fromkeys(
                away
                for away, _, is_led, _ in found
                if is_led and away not in covered and away != user.pk
            )
        ),
    )


def at_work(works: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Places of the cover of the outer absence, if he is active and not away himself."""
    away = Absence.objects.on(day).filter(user=OuterRef("user"))
    return works.filter(~Exists(away), user=OuterRef("covered_by"), user__is_active=True)


def may_plan(user: User, by: User) -> bool:
    """Whether `by` says when this person is away: themselves, or who leads a team of theirs."""
    theirs = teams_of(user, *TEAM_ROLES)
    return bool(theirs) and (user == by or not set(theirs).isdisjoint(teams_of(by, *LEADS)))


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

    Absences may overlap; on a shared day everyone named covers. Raises NotYours, NotAColleague
    or EndsBeforeItStarts.
    """
    absence = Absence(user=user, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on)
    check(absence, by, at)
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
        raise NotYours(str(NotYours.__doc__))
    record("absence.ended", row, by=by, at=at, absence=said(row))
    today = london_date(at)
    if row.starts_on < today:
        row.ends_on = date.fromordinal(today.toordinal() - 1)
        row.save(update_fields=["ends_on"])
    else:
        row.delete()


def not_over(absence: Absence, at: datetime) -> Absence:
    """The row as it is now, held until the transaction ends. Raises IsOver."""
    rows = Absence.objects.select_for_update(of=("self",)).select_related("user", "covered_by")
    row = rows.filter(pk=absence.pk).first()
    if row is None or row.ends_on < london_date(at):
        raise IsOver("This time away is over. Say again when someone is away.")
    return row


def check(absence: Absence, by: User, at: datetime) -> None:
    if not may_plan(absence.user, by):
        raise NotYours(str(NotYours.__doc__))
    if absence.ends_on < absence.starts_on:
        raise EndsBeforeItStarts("The last day comes before the first day.")
    if absence.covered_by and not may_cover(absence.covered_by, absence.user, london_date(at)):
        raise NotAColleague("Choose a colleague who works in the same team today.")


def may_cover(cover: User, user: User, day: date) -> bool:
    theirs = teams_of(user, *TEAM_ROLES)
    return cover != user and colleagues(theirs, day).filter(pk=cover.pk).exists()


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
