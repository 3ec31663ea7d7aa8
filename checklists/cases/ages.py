"""How old a baby is, or how far on a pregnancy, counted in London days."""

from datetime import date
from typing import Protocol

from checklists.nhsuk.wording import counted, weeks_and_days

FULL_TERM_DAYS = 280  # 40 weeks from the last period to the expected date of birth
LONGEST_PREGNANCY_WEEKS = 43  # later than this, the birth has happened or the date is wrong


class HasDates(Protocol):
    born_on: date | None
    due_on: date | None


def born_by(case: HasDates, on: date) -> bool:
    """Whether the baby was born on or before that day; a visit before the birth stays before it."""
    return case.born_on is not None and case.born_on <= on


def was_before_birth(case: HasDates, day: date) -> bool:
    """Whether the baby is born, and was not yet that day."""
    return case.born_on is not None and not born_by(case, day)


def age_in_days(case: HasDates, on: date) -> int | None:
    """Days since birth, 0 on the day of birth; None before it."""
    if case.born_on is None or case.born_on > on:
        return None
    return (on - case.born_on).days


def days_to_due_date(case: HasDates, on: date) -> int | None:
    """Whole days until the due date, negative past it; None once born or without one."""
    if case.due_on is None or born_by(case, on):
        return None
    return (case.due_on - on).days


def weeks_pregnant(case: HasDates, on: date) -> int | None:
    """Completed weeks of pregnancy; None once born, before it began or without a due date."""
    days_left = days_to_due_date(case, on)
    if days_left is None or days_left > FULL_TERM_DAYS:
        return None
    return (FULL_TERM_DAYS - days_left) // 7


def age_words(case: HasDates, on: date) -> str:
    """'6 weeks 3 days', '2 years 1 month', '32 weeks pregnant', 'Born today'; '' when unknown.

    Long past the due date without a birth it says that the birth is not recorded, because a
    number of weeks would be nonsense.
    """
    days = age_in_days(case, on)
    if days is not None:
        return weeks_and_days(days) if days else "Born today"
    weeks = weeks_pregnant(case, on)
    if weeks is None:
        return ""
    if weeks > LONGEST_PREGNANCY_WEEKS:
        return "Birth not recorded"
    return f"{counted(weeks, 'week')} pregnant"
