"""When something happened: a day and a time in London, never in the future."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from checklists.nhsuk.forms import PlainForm
from checklists.reading.clock import LONDON, SKIPPED_HOUR, SkippedHour, london_moment, london_today

# A visit is written within a day; a year leaves room for records that came late.
OLDEST = timedelta(days=366)


def oldest_day() -> date:
    return london_today() - OLDEST


def london_now() -> datetime:
    return timezone.now().astimezone(LONDON)


def read_moment(form: PlainForm, what: str, *, future: str) -> dict[str, Any]:
    """Puts `<what>_at` beside the day and the time of what happened, or says what is wrong."""
    cleaned = form.cleaned_data
    day, clock = cleaned.get(f"{what}_on"), cleaned.get(f"{what}_time")
    if day and clock:
        try:
            cleaned[f"{what}_at"] = london_moment(day, clock)
        except SkippedHour:
            form.add_error(f"{what}_time", SKIPPED_HOUR)
        else:
            if cleaned[f"{what}_at"] > timezone.now():
                form.add_error(f"{what}_time", future)
    return cleaned
