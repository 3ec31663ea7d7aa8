"""The server's clock decides; days are counted in London."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def london_date(moment: datetime) -> date:
    """The day it is in London at an aware moment."""
    return moment.astimezone(LONDON).date()


def london_today() -> date:
    """The day it is in London now."""
    return london_date(timezone.now())
