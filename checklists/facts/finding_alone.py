"""Where and when she was found alone, counted from the enquiries as the facts keep them.

Facts and no advice: the order is that of the places, never of the counts. Source: content.md
section 3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklists.facts.enquiries import Enquiry
from checklists.guidance.known_prompts import ASKED_BEFORE

NO_PLACE = ""
# Only at home is the half of the day told apart: elsewhere it is our time and not the family's.
PLACES: tuple[tuple[str, bool | None], ...] = (
    ("clinic", None),
    ("home", True),
    ("home", False),
    ("home", None),
    ("phone", None),
    ("video", None),
    ("elsewhere", None),
    (NO_PLACE, None),
)


@dataclass(frozen=True)
class FoundAlone:
    """Of the `of` contacts there at which it was said whether she was alone, she was at `alone`;
    at `not_said` contacts nobody said."""

    place: str
    before_noon: bool | None
    alone: int
    of: int
    not_said: int


def found_alone(enquiries: Iterable[Enquiry]) -> list[FoundAlone]:
    """One for each place at which the enquiry could be made, in the order of PLACES."""
    contacts = one_a_contact(enquiries)
    rows = ((where, [one for one in contacts if where_of(one) == where]) for where in PLACES)
    return [count_alone(where, there) for where, there in rows if there]


def count_alone(where: tuple[str, bool | None], there: Sequence[Enquiry]) -> FoundAlone:
    said = [one["alone"] for one in there if one.get("alone")]
    return FoundAlone(*where, said.count("yes"), len(said), len(there) - len(said))


def one_a_contact(enquiries: Iterable[Enquiry]) -> list[Enquiry]:
    return list({one["visit"]: one for one in enquiries}.values())


def where_of(enquiry: Enquiry) -> tuple[str, bool | None]:
    place = enquiry.get("place", NO_PLACE)
    return place, enquiry.get("before_noon") if place == "home" else None


def what_stood_in_the_way(enquiries: Iterable[Enquiry]) -> list[tuple[Enquiry, int]]:
    """The last enquiry with each reason for which she was not asked or not asked safely, and how
    many there were; the most recent reason first.

    One that was not repeated because she has been asked met nothing in the way.
    """
    counts: dict[str, tuple[Enquiry, int]] = {}
    for one in enquiries:
        if one["reason"] == ASKED_BEFORE or (one["asked"] and one["safe"]):
            continue
        # Taken out first, so that the last of each reason decides their order.
        _, so_far = counts.pop(one["reason"], (one, 0))
        counts[one["reason"]] = (one, so_far + 1)
    return list(counts.values())[::-1]
