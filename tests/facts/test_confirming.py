"""Since when nobody has confirmed what changes about an adult."""

from datetime import date
from types import SimpleNamespace

from checklists.facts.confirming import confirmed_on, longest_unconfirmed_since

DAN, SAM, LEFT = (
    SimpleNamespace(pk=pk, until_on=until_on)
    for pk, until_on in (("dan", None), ("sam", None), ("left", date(2026, 11, 2)))
)
ANSWERS = {
    "adult_lives_in_home:dan": {"value": "yes", "on": "2026-11-20"},
    "adult_cares_alone:dan": {"value": "no", "on": "2026-10-20"},
    "adult_met:dan": {"value": "yes", "on": "2026-08-01"},
    "adult_lives_in_home:sam": {"value": "visits", "on": "2026-10-27"},
    "adult_lives_in_home:left": {"value": "yes", "on": "2026-09-01"},
}


def test_the_older_of_the_answers_that_change_counts_for_an_adult():
    assert confirmed_on(ANSWERS, DAN) == date(2026, 10, 20)


def test_nothing_known_is_not_confirmed():
    assert confirmed_on({}, DAN) is None
    assert longest_unconfirmed_since({}, [DAN, SAM]) is None


def test_the_adult_confirmed_longest_ago_counts_for_the_household():
    assert longest_unconfirmed_since(ANSWERS, [SAM, DAN]) == date(2026, 10, 20)


def test_an_adult_who_has_left_does_not_count():
    assert longest_unconfirmed_since(ANSWERS, [SAM, LEFT]) == date(2026, 10, 27)
