from datetime import date

import pytest

from checklists.cases.matching import LONGEST_KEY, Baby, key_of, may_be_same, same_name

DAY, OTHER_DAY = date(2026, 11, 12), date(2026, 11, 13)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wren Fableton", "Wren Fableton", True),
        ("Wren Fableton", "WREN fableton", True),
        ("Wren Fableton", "Fableton Wren", True),
        ("Wren Fableton", "  Wren   Fableton ", True),
        ("Zoë Müller-Lind", "Zoe Muller Lind", True),
        ("Zoë Lind", "Zoe\u0308 Lind", True),
        ("Anne-Marie Smithson", "Annemarie Smithson", True),
        ("Mary Jane Smithson", "Maryjane Smithson", True),
        ("Mary Jane Smithson", "Smithson, Mary-Jane", True),
        ("Sinéad O'Hara", "Sinead OHara", True),
        ("Sinéad O\u2019Hara", "Sinead O'Hara", True),
        ("Łucja Ørsted", "Lucja Orsted", True),
        ("\u0130pek Y\u0131ld\u0131z", "Ipek Yildiz", True),
        ("Weiß Æsop", "Weiss Aesop", True),
        ("محمد", "محمد", True),
        ("Amy Smithson", "May Smithson", False),  # the same letters
        ("Wren Fableton", "Wren", False),
        ("Wren Fableton", "Wren Fabletons", False),
        ("", "", False),
        ("-", "'", False),
        ("a b c d e f g", "g f e d c b a", True),
        ("a b c d e f g", "ab c d e f g", False),  # too many parts to try every order
    ],
)
def test_names_are_the_same_in_any_order_and_spelling(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mary Jane Smithson", "Smithson MARY-JANE"), ("Zoë O'Hara", "ohara zoe")],
)
def test_names_that_are_the_same_share_the_key_they_are_found_by(one, other):
    assert key_of(one) == key_of(other) != ""


def test_the_longest_name_has_a_key_that_fits():
    assert len(key_of("\ufdfa" * 200)) == LONGEST_KEY


def baby(**fields):
    usual = {"given_name": "Wren", "family_name": "Fableton", "mother_name": "Rosa Fableton"}
    return Baby(**{**usual, "born_on": DAY, **fields})


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (baby(), True),
        (baby(given_name="Fableton", family_name="Wren", mother_name=""), True),
        (baby(given_name="", family_name=""), True),  # not named yet: the mother and the day
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
