"""All families of the demonstration, plainly fictional; together they show every learning point.

What goes wrong in them goes wrong in families; what the health visitor does about it is good
practice, as people copy what they are shown.
"""

from collections.abc import Iterator

from checklists.demo.adults_around import FERN, IVY, NELL, ROBIN, ROSA, WREN, ZARA
from checklists.demo.care_of_the_baby import ADA, JUNO, KOFI, MILO, OTIS, REX
from checklists.demo.families import Contact, Family
from checklists.demo.not_asked import PIP, UMA

# A family's place gives its NHS numbers: add at the end.
FAMILIES = (MILO, KOFI, IVY, ROSA, WREN, ADA, OTIS, JUNO, ZARA, ROBIN, NELL, FERN, REX, PIP, UMA)

MORE_GIVEN = ("Able", "Bonny", "Caspar", "Dilly", "Ember", "Fitz", "Gala", "Hugo", "Isla", "Jem")
MORE_FAMILY = ("Almanack", "Bookend", "Colophon", "Dogear", "Endpaper", "Flyleaf", "Glossary")


def more_families(number: int) -> Iterator[Family]:
    """`number` more families of North, all different, each with one ordinary new birth review."""
    for place in range(number):
        given = MORE_GIVEN[place % len(MORE_GIVEN)]
        family = f"{MORE_FAMILY[place % len(MORE_FAMILY)]} {place + 1}"
        age = 14 + (place * 5) % 300
        yield Family(
            given,
            family,
            f"Mother {family}",
            age,
            f"{place + 1} Volume Way",
            owner=("hv.north", "hv2.north")[place % 2],
            contacts=(Contact(age - 12, "new-birth"),),
        )
