"""What is asked about a baby on several pages: the NHS number, the postcode, the date of birth."""

import re
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import LineField
from checklists.reading.clock import london_today
from checklists.reading.numbers import (
    OTHER_DIGITS,
    has_other_digits,
    is_nhs_number,
    joined_nhs_number,
    without_separators,
)

UNDER_FIVE = timedelta(days=5 * 366)  # health visiting ends at school age
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", re.IGNORECASE | re.ASCII)


class NHSNumberField(LineField):
    """Ten numbers, with blanks and dashes or without; cleaned it is the ten digits, or None."""

    default_error_messages = {
        "invalid": "Enter the 10 numbers of the NHS number, like 999 000 1022. "
        "One of them is not right",
        "digits": OTHER_DIGITS,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40,
            required=False,
            label="Baby's NHS number",
            help_text="10 numbers, like 999 000 1022. Leave empty until there is one",
            **kwargs,
        )
        self.widget.attrs.update({"width": 10, "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> str | None:
        typed: str = joined_nhs_number(super().clean(value))
        if not typed:
            return None
        if has_other_digits(typed):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if not is_nhs_number(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


class PostcodeField(LineField):
    default_error_messages = {"invalid": "Enter a full postcode, like ZZ1 2AB"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, label="Postcode", **kwargs)
        self.widget.attrs.update({"width": 10, "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        typed = without_separators(super().clean(value))
        if typed and not POSTCODE.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{typed[:-3]} {typed[-3:]}".upper() if typed else ""


def birth_date_field(**more: Any) -> DayMonthYearField:
    words = {
        "required": "Enter the date of birth",
        "too_late": "Enter a date of birth that is today or earlier",
        "too_early": "Enter a date of birth in the last 5 years",
    }
    return DayMonthYearField(
        label="Date of birth",
        earliest=five_years_ago,
        latest=london_today,
        error_messages=words,
        **more,
    )


def five_years_ago() -> date:
    return london_today() - UNDER_FIVE
