"""Names that no family has, in the numbers in which names are shared in a country."""

from collections.abc import Iterator
from random import Random

from checklists.demo.synthetic_numbers import FIRST_NUMBER, synthetic_number

BEGINNINGS = ("Al", "Bren", "Cor", "Dar", "El", "Fen", "Gor", "Hal", "Is", "Jor", "Kel", "Lor")
ENDINGS = ("ba", "dric", "fa", "gan", "ko", "lin", "mo", "na", "ri", "sel", "ta", "wen")
GIVEN = tuple(one + other for one in BEGINNINGS for other in ENDINGS)  # 144
FIRST_PARTS = ("Ash", "Birch", "Clover", "Dew", "Ember", "Fern", "Glade", "Heath", "Ivy", "Juniper")
MIDDLE_PARTS = ("ap", "en", "il", "or", "um", "ey", "an", "ot")
LAST_PARTS = ("page", "shelf", "quill", "verse", "tale", "fable", "rhyme", "leaf", "ink", "spine")
FAMILY = tuple(a + b + c for a in FIRST_PARTS for b in MIDDLE_PARTS for c in LAST_PARTS)  # 800
AFTER_THE_TOLD = 1_000  # places of numbers that families told through the verbs may take


def names_of_a_family(chance: Random) -> dict[str, str]:
    """As fields of a case."""
    family = chance.choice(FAMILY)
    return {
        "given_name": chance.choice(GIVEN),
        "family_name": family,
        "mother_name": f"{chance.choice(GIVEN)} {family}",
    }


def numbers_from(place: int) -> Iterator[str]:
    """NHS numbers that are issued to nobody, each once, from a place of their range on."""
    while True:
        number = synthetic_number(place)
        if number[:9] == str(FIRST_NUMBER + place):  # else its place has no number of its own
            yield number
        place += 1
