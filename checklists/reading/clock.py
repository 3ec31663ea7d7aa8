"""The server's clock decides; days are counted in London."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
SKIPPED_HOUR = "The clocks went forward that night and passed over this time. Check the time"


def london_date(moment: datetime) -> date:
    """The day it is in London at an aware moment."""
    return moment.astimezone(LONDON).date()


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
