"""Plans, changes and ends the times when somebody is away, and says who covers meanwhile."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from checklists.audit.recording import record, reference_to
from checklists.audit.refused import NotYours, Overtaken, Refused
from checklists.people.alerting import alert
from checklists.people.cover_words import days_words
from checklists.people.covering import Days
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, TEAM_ROLES, Membership
from checklists.people.models.users import User
from checklists.people.obstacles import why_not_cover
from checklists.people.roles import teams_of
from checklists.reading.clock import london_date

IS_OVER = "This time away is over. Say again when someone is away."
WHO_SAYS = "Only the person and who leads their team says when they are away."


class EndsBeforeItStarts(Refused):
    """The last day comes before the first."""

    field = "ends_on"


class NotAColleague(Refused):
    """A cover is active, works in a team of the person, and is at work, on each of the days."""

    field = "covered_by"


class AwayAlready(Refused):
    """The person is away on some of these days already."""

    field = "starts_on"


class IsOver(Overtaken):
    """The absence has ended. It stays as it was, because it explains in the log who opened what."""


def may_plan(user: User, by: User) -> bool:
    """Whether `by` says when this person is away: themselves, or a manager of a team of theirs."""
    theirs = teams_of(user, *TEAM_ROLES)
    return bool(theirs) and (user == by or not set(theirs).isdisjoint(teams_of(by, *TEAM_MANAGERS)))


def active_colleagues(teams: Iterable[int], day: date) -> QuerySet[User]:
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
    """Enter time away, first and last day included, and alert who is named to cover.

    An absence entered twice is one. Days may overlap where another is named to cover: on a
    shared day everyone named covers. Raises NotYours, NotAColleague, EndsBeforeItStarts or
    AwayAlready.
    """
    absence = Absence(user=user, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on)
    check_absence(absence, by, at)
    others = overlapping_absences(absence, at)
    if first := next((one for one in others if logged_fields(one) == logged_fields(absence)), None):
        return first
    refuse_overlap(others)
    absence.save()
    record("absence.planned", absence, by=by, at=at, absence=logged_fields(absence))
    alert_cover(absence, by=by, at=at)
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
    """Enter other days or another cover. Raises the same as planning, or IsOver."""
    row = lock_absence(absence, at)
    before = logged_fields(row)
    earlier_cover = row.covered_by
    row.covered_by, row.starts_on, row.ends_on = covered_by, starts_on, ends_on
    check_absence(row, by, at)
    if logged_fields(row) == before:  # saved before, in another window
        return
    # Absences stored before overlaps were refused may overlap: their cover can still be changed.
    if (before["starts_on"], before["ends_on"]) != (starts_on, ends_on):
        refuse_overlap(overlapping_absences(row, at))
    row.save()
    record("absence.changed", row, by=by, at=at, before=before, absence=logged_fields(row))
    if covered_by != earlier_cover:
        alert_cover(row, by=by, at=at)


@transaction.atomic
def end_absence(absence: Absence, *, by: User, at: datetime) -> None:
    """End it: yesterday was the last day. An absence that has not begun is deleted.

    Raises NotYours or IsOver.
    """
    row = lock_absence(absence, at)
    if not may_plan(row.user, by):
        raise NotYours(WHO_SAYS)
    today, target, was = london_date(at), reference_to(row), logged_fields(row)
    if row.starts_on < today:
        row.ends_on = date.fromordinal(today.toordinal() - 1)
        row.save(update_fields=["ends_on"])
    else:
        row.delete()
    record("absence.ended", target, by=by, at=at, absence=was)


def lock_absence(absence: Absence, at: datetime) -> Absence:
    """Lock and read the row again, until the transaction ends. Raises IsOver.

    Its person is locked first, as everywhere else, so that no two transactions wait for each other.
    """
    User.objects.select_for_update(no_key=True).get(pk=absence.user_id)
    rows = Absence.objects.select_for_update(of=("self",)).select_related("user", "covered_by")
    row = rows.filter(pk=absence.pk).first()
    if row is None or row.ends_on < london_date(at):
        raise IsOver(IS_OVER)
    return row


def overlapping_absences(absence: Absence, at: datetime) -> list[Absence]:
    """Absences on some of these days to which this one adds no other cover.

    The lock on the person keeps another from being entered until the transaction ends.
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


def check_absence(absence: Absence, by: User, at: datetime) -> None:
    if not may_plan(absence.user, by):
        raise NotYours(WHO_SAYS)
    if absence.ends_on < absence.starts_on:
        raise EndsBeforeItStarts("The last day comes before the first day.")
    if why_not := why_not_cover(
        absence.user, absence.covered_by, absence.starts_on, absence.ends_on, london_date(at)
    ):
        raise NotAColleague(why_not)


def logged_fields(absence: Absence) -> dict[str, object]:
    """What the log holds of an absence: ids and days."""
    return {
        "person": absence.user_id,
        "covered_by": absence.covered_by_id,
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
    }


def alert_cover(absence: Absence, *, by: User, at: datetime) -> None:
    if absence.covered_by and absence.covered_by != by:
        alert([absence.covered_by], "cover_named", at=at, about=absence.user)
