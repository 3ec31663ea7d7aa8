"""What goes into a copy, kind by kind. A reader may be the person who causes the harm."""

import pytest

from checklists.records.rules import (
    ABOUT_ANOTHER,
    ADULT,
    ANSWER,
    BABY,
    CONTACT,
    FACT,
    FAMILY_HOME,
    GROUNDS,
    HOME,
    ITEM,
    KEPT_APART,
    MOTHER,
    NOT_OFFERED_TO_ALL,
    OTHER_ADULT,
    PRIVATE,
    SEPARATE_RECORD,
    SHARED,
    STAFF,
    STAFF_ONLY,
    Nature,
    Subject,
    Verdict,
    mentions,
    name_words,
    verdict,
)

BABYS, MOTHERS, DANS = Subject(BABY), Subject(MOTHER), Subject(ADULT, "dan")
IN = ""


def answer(privacy=SHARED, **more):
    return Nature(ANSWER, privacy, **more)


# what it is, and why it stays out of a copy for the baby, the mother and one adult; IN goes in
TABLE = {
    "the baby's name": (Nature(FACT, about=BABY), IN, ABOUT_ANOTHER, ABOUT_ANOTHER),
    "the mother's name": (Nature(FACT, about=MOTHER), ABOUT_ANOTHER, IN, ABOUT_ANOTHER),
    "the adult's own name": (Nature(FACT, about=ADULT), ABOUT_ANOTHER, ABOUT_ANOTHER, IN),
    "where they live": (Nature(FACT, about=HOME), FAMILY_HOME, FAMILY_HOME, FAMILY_HOME),
    "a review": (Nature(CONTACT), IN, IN, ABOUT_ANOTHER),
    "another contact": (
        Nature(CONTACT, offered_to_all=False),
        NOT_OFFERED_TO_ALL,
        NOT_OFFERED_TO_ALL,
        NOT_OFFERED_TO_ALL,
    ),
    "a shared answer": (answer(), IN, ABOUT_ANOTHER, ABOUT_ANOTHER),
    "one the family may read": (answer(for_family=True), IN, IN, ABOUT_ANOTHER),
    "one of another contact": (
        answer(for_family=True, offered_to_all=False),
        *[NOT_OFFERED_TO_ALL] * 3,
    ),
    "one that names somebody": (answer(for_family=True, names_another=True), *[ABOUT_ANOTHER] * 3),
    "one that points at people": (
        answer(for_family=True, points_at_people=True),
        *[ABOUT_ANOTHER] * 3,
    ),
    "a staff answer": (answer(STAFF, for_family=True), *[STAFF_ONLY] * 3),
    "a private answer": (answer(PRIVATE, for_family=True), *[KEPT_APART] * 3),
    "an answer of a privacy not known": (answer("new", for_family=True), *[KEPT_APART] * 3),
    "an answer about Dan": (answer(PRIVATE, adult_id="dan"), OTHER_ADULT, OTHER_ADULT, KEPT_APART),
    "one about somebody else": (answer(PRIVATE, adult_id="ed"), *[OTHER_ADULT] * 3),
    "an open one about Dan": (answer(adult_id="dan"), OTHER_ADULT, OTHER_ADULT, IN),
    "how it affects our own": (answer(PRIVATE, is_separate=True), *[SEPARATE_RECORD] * 3),
    "a shared item": (Nature(ITEM), IN, ABOUT_ANOTHER, ABOUT_ANOTHER),
    "a staff item": (Nature(ITEM, STAFF), *[STAFF_ONLY] * 3),
    "a private item": (Nature(ITEM, PRIVATE), *[KEPT_APART] * 3),
    "a private item about Dan": (
        Nature(ITEM, PRIVATE, adult_id="dan"),
        *[OTHER_ADULT, OTHER_ADULT, KEPT_APART],
    ),
}


@pytest.mark.parametrize("what", TABLE)
def test_what_stays_out(what):
    entry, *expected = TABLE[what]

    found = [verdict(subject, entry).ground for subject in (BABYS, MOTHERS, DANS)]

    assert found == expected


def test_nothing_of_one_adult_is_ever_put_beside_another():
    about_ed = answer(PRIVATE, adult_id="ed")

    assert not verdict(DANS, about_ed).may_choose
    assert not verdict(MOTHERS, about_ed).may_choose
    assert verdict(BABYS, about_ed).may_choose


def test_what_belongs_to_the_practitioner_is_never_put_in():
    separate = answer(PRIVATE, is_separate=True)

    assert [verdict(s, separate).may_choose for s in (BABYS, MOTHERS, DANS)] == [False] * 3


def test_every_ground_has_words():
    grounds = {ground for _, *row in TABLE.values() for ground in row if ground}

    assert grounds <= GROUNDS.keys()
    assert Verdict().goes_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dan will hold her at night.", True),
        ("dan.", True),
        ("It is Dan's turn", True),
        ("Rosa, of course", True),
        ("Danger on the stairs", False),
        ("Wren Fableton sleeps well", False),
        ("Ask Dr O'Neill", True),
        ("Ask Dr O\u2019Neill", True),
        ("ONeill came by", True),
        ("Zoë rang", True),
        ("Zoe rang", True),
        ("ZOE\u0308 rang", True),
        ("Mary-Jane was there", True),
        ("Mary Jane was there", True),
        ("Marry Jayne was there", False),
        ("", False),
    ],
)
def test_a_name_of_somebody_else_in_the_words(text, found):
    names = name_words(
        ["Dan Fableton", "Rosa Fableton", "Dr Una O'Neill", "Zoë Al", "Maryjane"],
        ["Wren", "Fableton"],
    )

    assert mentions(text, names) is found
