"""What the banner of a case shows, and what it leaves out."""

from datetime import date

import pytest

from checklists.cases.banner import address_tail, born_or_due
from checklists.cases.models.case import Case


@pytest.mark.parametrize(
    ("address", "tail"),
    [
        ("4 Inkwell Row, Northton", "…Inkwell Row"),
        ("12a Inkwell Row", "…Inkwell Row"),
        ("12-14 Inkwell Row", "…Inkwell Row"),
        ("Flat 3, 9 Quill Court, Northton", "…Quill Court"),
        ("7, Inkwell Row", "…Inkwell Row"),
        ("The Old Mill, Northton", "…The Old Mill"),
        ("Flat 2", ""),
        ("", ""),
    ],
)
def test_the_banner_shows_the_street_and_never_the_house_number(address, tail):
    assert address_tail(address) == tail


def test_the_banner_says_born_or_due():
    assert born_or_due(Case(born_on=date(2026, 10, 9))) == "Born 9 October 2026"
    assert born_or_due(Case(due_on=date(2027, 1, 18))) == "Due 18 January 2027"
