"""Names are the same, and found, however they are written."""

import pytest

from checklists.reading.names import (
    LONGEST_BEGINNING,
    LONGEST_KEY,
    asked_for,
    beginnings_of,
    key_of,
    same_name,
    words_of,
)


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
        ("Zoë O\u2019Brien", "zoe obrien", True),
        ("Zoë O\u02bcBrien", "ZOË O BRIEN", True),  # an apostrophe that is a letter
        ("Zoë O\u00b4Brien", "Zoe O`Brien", True),
        ("Anne\u2011Marie", "Anne\u2013Marie", True),  # hyphens and dashes of other kinds
        ("Wren\u00a0Fableton", "Wren\u3000Fableton", True),
        ("\ufeffWren \u200eFable\u00adton\u200f", "Wren Fableton", True),
        ("Ｗｒｅｎ Ｆａｂｌｅｔｏｎ", "Wren Fableton", True),  # noqa: RUF001  full width
        ("\ufb01nn", "Finn", True),
        ("Đặng Thị Hương", "Dang Thi Huong", True),
        ("Ħasan \u0181ala", "Hasan Bala", True),
        ("محمد", "محمد", True),
        ("مُحَمَّد", "محمد", True),  # vowels are seldom written
        ("محـــمد", "محمد", True),  # stretched
        ("أحمد", "احمد", True),
        ("علی‌رضا", "علی رضا", True),  # a joiner is spelling, and no difference
        ("علی", "علي", True),  # yeh of a Persian and of an Arabic keyboard
        ("Ёлкин Сергей", "елкин сергей", True),
        ("Ωδή Σίσυφος", "ωδη σισυφοσ", True),
        ("王小明", "王小明", True),
        ("王小明", "王小鳴", False),
        ("辻\U000e0100", "辻", True),  # which drawing of a letter
        ("ｶﾞｸ", "ガク", True),  # half width
        ("ガク", "カク", False),
        ("김민수", "\u1100\u1175\u11b7민수", True),
        ("김민수", "김민서", False),
        ("शर्मा", "शर्मा", True),
        ("शर्मा", "शर्मी", False),  # a vowel sign is a vowel
        ("क्‍ष", "क्ष", True),
        ("කමල්", "කමල", False),
        ("สมชาย", "สมชาย", True),
        ("กิตติ", "กตต", False),
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


@pytest.mark.parametrize(
    "written", ["Zoë O\u2019Brien", "Zoe O'Brien", "ZOE OBRIEN", "Zoë O Brien"]
)
@pytest.mark.parametrize(
    "asked",
    [
        "Zoe",
        "ZOË",
        "zoe\u0308",
        "O'Brien",
        "O\u2019Brien",
        "OBrien",
        "O Brien",
        "obrien, zoe",
        "obr",
    ],
)
def test_however_it_is_written_a_name_is_found_however_it_is_asked_for(written, asked):
    assert fits(asked, written)


@pytest.mark.parametrize(
    ("written", "asked", "found"),
    [
        ("Sinéad O'Hara-Lind", "hara", True),
        ("Sinéad O'Hara-Lind", "ohara lind", True),
        ("Sinéad O'Hara-Lind", "O Hara Lind", True),
        ("Maryjane Smithson", "Mary Jane Smithson", True),
        ("Mary Jane Smithson", "smithson mary-jane", True),
        ("Zoë O'Brien", "brien zoe", True),
        ("Wren Fableton", "wren zzz", False),
        ("Wren Fableton", "ableton", False),  # a part is found by how it begins
        ("王小明", "小明", True),  # no blank says where a part begins
        ("김민수", "민수", True),
        ("علی‌رضا کریمی", "علي رضا", True),
        ("शर्मा", "शर्मी", False),
    ],
)
def test_every_word_has_to_begin_a_part_of_the_name(written, asked, found):
    assert fits(asked, written) is found


def fits(asked, written):
    begun = beginnings_of(written)
    return all(
        any(one.startswith(way) for one in begun for way in ways) for ways in asked_for(asked)
    )


@pytest.mark.parametrize("nothing", ["", " ", "%", "\x00", "- '", "\u200d\ufeff", "\u3164", "🙂"])
def test_signs_and_marks_alone_are_no_name(nothing):
    assert key_of(nothing) == ""
    assert words_of(nothing) == asked_for(nothing) == []
    assert beginnings_of(nothing) == set()


def test_a_long_name_is_found_by_its_first_letters_as_long_as_they_are_kept():
    long = "x" * 300

    assert fits(long, long)
    assert max(map(len, beginnings_of(long, "\ufdfa" * 100))) == LONGEST_BEGINNING
