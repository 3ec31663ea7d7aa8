"""When two records may be of the same baby: the same NHS number, or the same name and date.

Names are the same in any order, whatever the capitals, accents, spaces, hyphens and apostrophes.
There is no score: two names are the same or they are not. Only the standard library is used.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import permutations

LONGEST_KEY = 200
MOST_PARTS = 6  # parts of a name that are tried in every order; longer names only sorted
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


@dataclass(frozen=True)
class Baby:
    """What two records are compared by."""

    given_name: str = ""
    family_name: str = ""
    mother_name: str = ""
    born_on: date | None = None
    due_on: date | None = None
    nhs_number: str | None = None

    @property
    def name(self) -> str:
        """The baby's whole name; '' until there is a first name."""
        return f"{self.given_name} {self.family_name}".strip() if self.given_name else ""


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


def may_be_same(one: Baby, other: Baby) -> bool:
    """Whether the two may be one baby: by number, or by the baby's or mother's name and a date."""
    return same_number(one, other) or (
        same_date(one, other)
        and (same_name(one.name, other.name) or same_name(one.mother_name, other.mother_name))
    )


def same_number(one: Baby, other: Baby) -> bool:
    return bool(one.nhs_number) and one.nhs_number == other.nhs_number


def same_date(one: Baby, other: Baby) -> bool:
    """The same date of birth, or the same due date."""
    pairs = ((one.born_on, other.born_on), (one.due_on, other.due_on))
    return any(mine is not None and mine == theirs for mine, theirs in pairs)
