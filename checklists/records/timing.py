"""Until when a record is kept, and by when a copy is due. Counted in London days, never stored.

Sources: NHS Records Management Code of Practice (children's records until the 25th birthday, or
the 26th if the young person was 17 when care ended; adult records 8 years; maternity records 25
years), to be confirmed by the trust's information governance lead; UK GDPR article 12(3).
"""

import calendar
from datetime import date

from checklists.cases.models.case import Case

DISPOSED_AT_AGE = 25
DISPOSED_AT_AGE_IF_17_AT_THE_END = 26
ADULT_FROM = 18
YEARS_AFTER_AN_ADULTS_CARE = 8
YEARS_WITHOUT_A_BIRTH = 25


def first_disposal_day(case: Case) -> date | None:
    """The first day on which the record may be disposed of; None while care goes on."""
    return disposable_from(born_on=case.born_on, due_on=case.due_on, ended_on=case.ended_on)


def disposable_from(
    *, born_on: date | None, due_on: date | None, ended_on: date | None
) -> date | None:
    """The first day on which the record may be disposed of; None while care goes on.

    Where no birth was recorded it is 25 years after the due date or after care ended, whichever
    is later. Someone of age when care ended: also 8 years after that.
    """
    if ended_on is None:
        return None
    if born_on is None:
        days = [day for day in (due_on, ended_on) if day]
        return max(years_after(day, YEARS_WITHOUT_A_BIRTH) for day in days)
    age = age_in_years(born_on, ended_on)
    if age < ADULT_FROM - 1:
        return years_after(born_on, DISPOSED_AT_AGE)
    birthday = years_after(born_on, DISPOSED_AT_AGE_IF_17_AT_THE_END)
    if age < ADULT_FROM:
        return birthday
    return max(birthday, years_after(ended_on, YEARS_AFTER_AN_ADULTS_CARE))


def years_after(day: date, years: int) -> date:
    """The same day so many years on. Of 29 February in a common year: 1 March, the later one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def age_in_years(born_on: date, on: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March of a common year."""
    years = on.year - born_on.year
    return years if on >= years_after(born_on, years) else years - 1


def copy_due_on(asked_on: date) -> date:
    """One calendar month later; the last day of a month that is too short."""
    year, month = divmod(asked_on.year * 12 + asked_on.month, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(asked_on.day, last))
