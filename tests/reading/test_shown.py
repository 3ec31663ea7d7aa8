"""What becomes of a field that two people had open, told from digests alone."""

import pytest

from checklists.reading.shown import LENGTH, Choice, Digester, Settled, choice_of, read_digests

DIGESTER = Digester("case:1", "ana")
SHOWN = DIGESTER.digest("address", "4 Inkwell Row")
ASKED = DIGESTER.digest("address", "9 Quill Court", to_choose=True)


@pytest.mark.parametrize(
    ("stored", "typed", "becomes"),
    [
        ("4 Inkwell Row", "4 Inkwell Row", Settled.TYPED),
        ("4 Inkwell Row", "7 Mill Lane", Settled.TYPED),
        ("9 Quill Court", "4 Inkwell Row", Settled.STORED),
        ("9 Quill Court", "9 Quill Court", Settled.TYPED),
        ("9 Quill Court", "7 Mill Lane", Settled.CLASH),
    ],
)
def test_what_only_one_person_changed_stays_and_what_both_changed_is_asked(stored, typed, becomes):
    assert DIGESTER.settle("address", shown=SHOWN, stored=stored, typed=typed) is becomes


@pytest.mark.parametrize("shown", ["", "?", "x" * LENGTH, ASKED[1:], SHOWN[:-1]])
def test_without_a_readable_digest_what_differs_is_asked(shown):
    settle = DIGESTER.settle

    assert settle("address", shown=shown, stored="a", typed="b") is Settled.CLASH
    assert settle("address", shown=shown, stored="a", typed="a") is Settled.TYPED


@pytest.mark.parametrize(
    ("choice", "stored", "becomes"),
    [
        (None, "9 Quill Court", Settled.CLASH),
        (Choice.STORED, "9 Quill Court", Settled.STORED),
        (Choice.TYPED, "9 Quill Court", Settled.TYPED),
        (Choice.TYPED, "changed once more", Settled.CLASH),
        (Choice.STORED, "changed once more", Settled.CLASH),
    ],
)
def test_a_choice_holds_for_the_two_values_it_was_made_between(choice, stored, becomes):
    settled = DIGESTER.settle(
        "address", shown=ASKED, stored=stored, typed="7 Mill Lane", choice=choice
    )

    assert settled is becomes


@pytest.mark.parametrize(
    "other",
    [
        Digester("case:2", "ana").digest("address", "4 Inkwell Row"),
        Digester("case:1", "ben").digest("address", "4 Inkwell Row"),
        DIGESTER.digest("postcode", "4 Inkwell Row"),
    ],
)
def test_a_digest_fits_its_own_row_person_and_field_alone(other):
    assert other != SHOWN


def test_a_digest_cannot_be_made_without_the_key_of_the_service(settings):
    settings.SECRET_KEY = "somebody else's"

    assert DIGESTER.digest("address", "4 Inkwell Row") != SHOWN


@pytest.mark.parametrize("text", ["", "[", "[]", "1", "{" * 9000, '{"a": 1}', '{"a": "é"}'])
def test_what_is_no_page_of_ours_says_nothing(text):
    assert read_digests(text) == {}


def test_a_choice_is_one_of_two():
    assert choice_of("stored") is Choice.STORED
    assert choice_of("typed") is Choice.TYPED
    assert choice_of("both") is None
