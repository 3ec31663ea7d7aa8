"""A Monday, and the absences of its tests."""

from datetime import UTC, date, datetime, timedelta

from checklists.people.models.users import User
from checklists.people.rights import covered_by
from tests.factories import AbsenceFactory

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def fresh(user):
    return User.objects.get(pk=user.pk)


def away(user, cover=None, starts_on=TODAY, ends_on=TODAY):
    AbsenceFactory(user=user, covered_by=cover, starts_on=starts_on, ends_on=ends_on)


def covers(user):
    return {User.objects.get(pk=pk).name for pk in covered_by(fresh(user))}
