"""When two records may be of the same baby."""

from datetime import date

import pytest

from checklists.cases.rules import Baby, may_be_same

DAY, OTHER_DAY = date(2026, 11, 12), date(2026, 11, 13)


def baby(**fields):
    usual = {"given_name": "Wren", "family_name": "Fableton", "mother_name": "Rosa Fableton"}
    return Baby(**{**usual, "born_on": DAY, **fields})


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (baby(), True),
        (baby(given_name="Fableton", family_name="Wren", mother_name=""), True),
        (baby(given_name="", family_name=""), True),  # not named yet: the mother and the day
        (baby(given_name="W\u200dren", family_name="\ufeffFABLETÖN", mother_name=""), True),
        (baby(given_name="Robin", mother_name=""), False),
        (baby(born_on=OTHER_DAY), False),
        (baby(born_on=OTHER_DAY, nhs_number="9990001022"), True),
        (baby(born_on=OTHER_DAY, nhs_number="9990001030"), False),
        (baby(born_on=None, due_on=OTHER_DAY), True),
        (baby(born_on=None, due_on=DAY), False),
        (Baby(family_name="Fableton", born_on=DAY), False),  # a last name alone is no name
    ],
)
def test_the_same_number_or_the_same_name_and_date(typed, same):
    known = baby(due_on=OTHER_DAY, nhs_number="9990001022")

    assert may_be_same(typed, known) is same
