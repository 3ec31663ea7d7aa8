"""Fields for dates and times, as people type them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from checklists.nhsuk.fields import LineField
from checklists.nhsuk.wording import in_words
from checklists.reading.numbers import has_other_digits
from checklists.reading.text import one_line

DATE_PARTS = ("day", "month", "year")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = {
    "sept": 9,
    **{name: number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1)},
}
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[.:]?(?P<minute>\d{2})?\s*((?P<half>[ap])\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
EARLIEST_YEAR = 1900  # nobody on a record was born before
LATEST_YEAR = 2199
Day = date | Callable[[], date] | None


class DateParts(forms.Widget):
    """Three text inputs, named `<name>-day`, `<name>-month` and `<name>-year`."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> dict[str, str]:
        return {part: one_line(data.get(f"{name}-{part}") or "") for part in DATE_PARTS}

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return not any(f"{name}-{part}" in data for part in DATE_PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_

    def sent_as(self, name: str, value: Any) -> dict[str, list[str]]:
        return {f"{name}-{part}": [text] for part, text in self.parts(value).items()}

    @staticmethod
    def parts(value: Any) -> dict[str, str]:
        """What to show in the three inputs: as typed, or taken from a date."""
        if isinstance(value, date):
            return {part: str(getattr(value, part)) for part in DATE_PARTS}
        return value if isinstance(value, dict) else dict.fromkeys(DATE_PARTS, "")


class DayMonthYearField(forms.Field):
    """A date typed in three parts. `earliest` and `latest` are days, or functions giving one."""

    widget = DateParts
    default_error_messages = {
        "required": "Enter the date",
        "incomplete": "Enter the day, month and year, like 23 11 2026",
        "impossible": "Enter a date that exists, like 23 11 2026",
        "year": "Enter the year with 4 numbers, like 2026",
        "year_digits": "Enter the year with 4 numbers from 0 to 9, like 2026",
        "digits": "Enter the date with numbers from 0 to 9, like 23 11 2026",
        "too_early": "Enter a date that is not before %(limit)s",
        "too_late": "Enter a date that is not after %(limit)s",
    }

    def __init__(
        self,
        *,
        earliest: Day = None,
        latest: Day = None,
        too_early: str = "",
        too_late: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest
        words = {"too_early": too_early, "too_late": too_late}
        self.error_messages.update({code: text for code, text in words.items() if text})

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any(value.values()):
            return None
        if not all(value.values()):
            raise self._problem("incomplete")
        if has_other_digits(value["year"]):
            raise self._problem("year_digits")
        if has_other_digits(value["day"] + value["month"]):
            raise self._problem("digits")
        return self._day(value)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None:
            self._check_limits(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.widget.parts(initial) != self.widget.parts(data)

    def _day(self, typed: dict[str, str]) -> date:
        if not re.fullmatch("[0-9]{4}", typed["year"]):
            raise self._problem("year")
        try:
            month, number = month_number(typed["month"]), one_or_two_digits(typed["day"])
            day = date(int(typed["year"]), month, number)
        except ValueError:
            raise self._problem("impossible") from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise self._problem("impossible")
        return day

    def _check_limits(self, day: date) -> None:
        earliest, latest = _limit_on(self.earliest), _limit_on(self.latest)
        if earliest and day < earliest:
            raise self._problem("too_early", limit=in_words(earliest))
        if latest and day > latest:
            raise self._problem("too_late", limit=in_words(latest))

    def _problem(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params or None)


class ClockTimeField(LineField):
    """A time of day, typed as 2.21pm, 2pm, 14:21, 14.21 or 1421."""

    default_error_messages = {
        "required": "Enter the time",
        "invalid": "Enter a time, like 2.21pm or 14:21",
        "digits": "Enter the time with numbers from 0 to 9, like 2.21pm or 14:21",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.setdefault("width", 5)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        typed = super().to_python(value)
        if has_other_digits(typed):
            raise ValidationError(self.error_messages["digits"], code="digits")
        try:
            return clock_time(typed) if typed else None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def run_validators(self, value: time | None) -> None:
        """None here: the text that was typed is checked before it becomes a time."""


def one_or_two_digits(typed: str) -> int:
    """One or two plain digits. Raises ValueError for whatever else Python takes for a number."""
    if not re.fullmatch("[0-9]{1,2}", typed):
        raise ValueError("not a number of one or two digits")
    return int(typed)


def month_number(typed: str) -> int:
    """1 to 12 from a number or an English name, whole or short. Raises ValueError."""
    if not typed.isascii():
        raise ValueError(typed)
    return MONTHS.get(typed.lower()) or one_or_two_digits(typed)


def clock_time(typed: str) -> time:
    """The time of day that was typed. Raises ValueError when it is none, or could be two."""
    found = CLOCK.fullmatch(typed)
    if not found or not (found["minute"] or found["half"]):
        raise ValueError(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not found["half"]:
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError(typed)
    return time(hour % 12 + (12 if found["half"].lower() == "p" else 0), minute)


def _limit_on(limit: Day) -> date | None:
    return limit() if callable(limit) else limit
