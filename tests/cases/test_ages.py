"""How old a baby is, or how far on a pregnancy, on a day in London."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checklists.cases.ages import age_in_days, age_words, days_to_due_date, weeks_pregnant
from checklists.cases.models.case import Case
from checklists.reading.clock import london_date

BORN = date(2026, 10, 9)
DUE = date(2027, 1, 18)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Born today"),
        (1, "1 day"),
        (6, "6 days"),
        (7, "1 week"),
        (11, "1 week 4 days"),
        (45, "6 weeks 3 days"),
        (56, "8 weeks"),
        (365, "52 weeks 1 day"),
        (760, "2 years"),
    ],
)
def test_the_age_of_a_baby_is_in_weeks_and_days(days, words):
    assert age_words(Case(born_on=BORN), BORN + timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DUE - timedelta(days=281), ""),
        (DUE - timedelta(days=280), "0 weeks pregnant"),
        (DUE - timedelta(days=267), "1 week pregnant"),
        (DUE - timedelta(days=84), "28 weeks pregnant"),
        (DUE - timedelta(days=83), "28 weeks pregnant"),
        (DUE - timedelta(days=50), "32 weeks pregnant"),
        (DUE, "40 weeks pregnant"),
        (DUE + timedelta(days=27), "43 weeks pregnant"),
        (DUE + timedelta(days=28), "Birth not recorded"),
    ],
)
def test_a_pregnancy_is_in_completed_weeks(day, words):
    assert age_words(Case(due_on=DUE), day) == words


def test_a_visit_before_the_birth_stays_in_pregnancy():
    case = Case(born_on=BORN, due_on=BORN + timedelta(days=7))

    assert age_words(case, BORN - timedelta(days=1)) == "38 weeks pregnant"
    assert age_in_days(case, BORN - timedelta(days=1)) is None
    assert days_to_due_date(case, BORN) is None
    assert weeks_pregnant(case, BORN) is None


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (datetime(2026, 10, 9, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 10, 9, 23, 0, tzinfo=UTC), 1),  # midnight in London, summer time
        (datetime(2026, 11, 9, 23, 59, tzinfo=UTC), 31),
        (datetime(2026, 11, 10, 0, 0, tzinfo=UTC), 32),
    ],
)
def test_the_day_changes_at_london_midnight(moment, days):
    assert age_in_days(Case(born_on=BORN), london_date(moment)) == days
