"""Whether two names are the same, however they are written.

Names are the same in any order, whatever the capitals, accents, spaces, hyphens and apostrophes.
There is no score: two names are the same or they are not. Only the standard library is used.
"""

import re
import unicodedata
from itertools import permutations

LONGEST_KEY = 200
MOST_PARTS = 6  # parts of a name that are tried in every order; longer names only sorted
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


def parts_of(name: str) -> list[str]:
    """The parts of a name in plain small letters: "Zoë O'Hara-Lind" gives zoe, o, hara, lind."""
    apart = unicodedata.normalize("NFKD", name.casefold()).translate(PLAIN)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def key_of(name: str) -> str:
    """The letters of a name, sorted: equal for names that are the same, so that an index finds
    them. Some other names share it (Amy and May); `same_name` tells them apart."""
    return "".join(sorted("".join(parts_of(name))))[:LONGEST_KEY]


def same_name(one: str, other: str) -> bool:
    """Whether some order of the parts of one, run together, is some order of the other's."""
    first, second = parts_of(one), parts_of(other)
    if not first or not second:
        return False
    if max(len(first), len(second)) > MOST_PARTS:
        return sorted(first) == sorted(second)
    return not orders(first).isdisjoint(orders(second))


def orders(parts: list[str]) -> set[str]:
    return {"".join(order) for order in permutations(parts)}
