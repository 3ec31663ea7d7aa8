"""The server's clock decides; days are counted in London."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
SKIPPED_HOUR = "The clocks went forward that night and passed over this time. Check the time"


def london_date(moment: datetime) -> date:
    """The day it is in London at an aware moment."""
    return moment.astimezone(LONDON).date()


def is_before_noon(moment: datetime) -> bool:
    """Whether a clock in London shows the first half of the day."""
    return moment.astimezone(LONDON).time() < time(12)


def london_today() -> date:
    """The day it is in London now."""
    return london_date(timezone.now())


class SkippedHour(ValueError):
    """No clock in London showed this time: that night the clocks went forward."""


def london_moment(day: date, clock: time) -> datetime:
    """The moment at which a clock in London showed this. Raises SkippedHour.

    The hour that comes twice, when the clocks go back, is taken to be the first of the two.
    """
    moment = datetime.combine(day, clock, tzinfo=LONDON)
    shown = moment.astimezone(UTC).astimezone(LONDON)
    if shown.time() != clock:
        raise SkippedHour
    return moment


def moment_of(text: str) -> datetime:
    """An aware moment from an address, as isoformat writes it. Raises ValueError for what is none,
    for one without a time zone, and for one that no database can count from: just before the year
    1 or after 9999 in UTC."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error
