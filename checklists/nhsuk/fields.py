"""Fields that take what people type and answer in plain words. They know no concept."""

import re
from collections.abc import Callable
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError

from checklists.nhsuk.wording import in_words
from checklists.reading.names import is_a_name
from checklists.reading.numbers import (
    has_other_digits,
)
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
NO_NAME = "Enter the name in letters"
EARLIEST_YEAR = 1900  # nobody on a record was born before
LATEST_YEAR = 2199

Day = date | Callable[[], date] | None


class LineField(forms.CharField):
    """Text of one line: a run of blanks, of line breaks too, is one blank. Longest after that."""

    def to_python(self, value):
        return one_line(super().to_python(value))

    def widget_attrs(self, widget):
        """A browser that knows the longest cuts off what is pasted, and says nothing of it."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}


def says_a_name(typed: str) -> None:
    """Punctuation and marks alone are no name. Raises ValidationError."""
    if not is_a_name(typed):
        raise ValidationError(NO_NAME, code="no_name")


class NameField(LineField):
    """The name of somebody, or of a team."""

    default_validators = [says_a_name]


class PlainDigits:
    """Django reads the digits of every script; a record is read by people who may not."""

    def to_python(self, value):
        if isinstance(value, str):
            value = one_line(value)
            if has_other_digits(value):
                raise ValidationError("Use the digits 0 to 9", code="digits")
        return super().to_python(value)


class WholeNumberField(PlainDigits, forms.IntegerField):
    """A number without a fraction."""


class WrittenDateField(PlainDigits, forms.DateField):
    """A date typed in one box, as the admin asks it."""


class DateParts(forms.Widget):
    """Three text inputs, named `<name>-day`, `<name>-month` and `<name>-year`."""

    def value_from_datadict(self, data, files, name):
        return {part: one_line(data.get(f"{name}-{part}") or "") for part in DATE_PARTS}

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}-{part}" in data for part in DATE_PARTS)

    def id_for_label(self, id_):
        return f"{id_}-day" if id_ else id_

    def sent_as(self, name, value):
        return {f"{name}-{part}": [text] for part, text in self.parts(value).items()}

    def parts(self, value) -> dict[str, str]:
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
        self, *, earliest: Day = None, latest: Day = None, too_early="", too_late="", **kwargs
    ):
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest
        words = {"too_early": too_early, "too_late": too_late}
        self.error_messages.update({code: text for code, text in words.items() if text})

    def to_python(self, value):
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

    def validate(self, value):
        super().validate(value)
        if value is not None:
            self._check_limits(value)

    def has_changed(self, initial, data):
        return self.widget.parts(initial) != self.widget.parts(data)

    def _day(self, typed: dict[str, str]) -> date:
        if not re.fullmatch("[0-9]{4}", typed["year"]):
            raise self._problem("year")
        try:
            day = date(int(typed["year"]), month_number(typed["month"]), number(typed["day"]))
        except ValueError:
            raise self._problem("impossible") from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise self._problem("impossible")
        return day

    def _check_limits(self, day: date) -> None:
        earliest, latest = _day_of(self.earliest), _day_of(self.latest)
        if earliest and day < earliest:
            raise self._problem("too_early", limit=in_words(earliest))
        if latest and day > latest:
            raise self._problem("too_late", limit=in_words(latest))

    def _problem(self, code: str, **params) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params or None)


class ClockTimeField(LineField):
    """A time of day, typed as 2.21pm, 2pm, 14:21, 14.21 or 1421."""

    default_error_messages = {
        "required": "Enter the time",
        "invalid": "Enter a time, like 2.21pm or 14:21",
        "digits": "Enter the time with numbers from 0 to 9, like 2.21pm or 14:21",
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.setdefault("width", 5)

    def prepare_value(self, value):
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value):
        if isinstance(value, time):
            return value
        typed = super().to_python(value)
        if has_other_digits(typed):
            raise ValidationError(self.error_messages["digits"], code="digits")
        try:
            return clock_time(typed) if typed else None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def run_validators(self, value):
        """The length of what was typed was looked at before it became a time."""


class OneOfField(forms.ChoiceField):
    """One of a few: radios as whole rows."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": "Choose one",
        "invalid_choice": "Choose one of the answers shown",
    }


class SeveralOfField(forms.MultipleChoiceField):
    """Any of a few: checkboxes as whole rows."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choose at least one",
        "invalid_choice": "Choose from the answers shown",
        "invalid_list": "Choose from the answers shown",
    }


def number(typed: str) -> int:
    """One or two plain digits. ValueError for anything else that Python would take for a number."""
    if not re.fullmatch("[0-9]{1,2}", typed):
        raise ValueError("not a number of one or two digits")
    return int(typed)


def month_number(typed: str) -> int:
    """1 to 12 from a number or an English name, whole or short. ValueError for anything else."""
    if not typed.isascii():
        raise ValueError(typed)
    return MONTHS.get(typed.lower()) or number(typed)


def clock_time(typed: str) -> time:
    """The time of day that was typed. ValueError when it is none, or could be two."""
    found = CLOCK.fullmatch(typed)
    if not found or not (found["minute"] or found["half"]):
        raise ValueError(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not found["half"]:
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError(typed)
    return time(hour % 12 + (12 if found["half"].lower() == "p" else 0), minute)


def _day_of(limit: Day) -> date | None:
    return limit() if callable(limit) else limit


def name_field(label: str, help_text: str = "", length: int = 100) -> NameField:
    return NameField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
