"""What a safeguarding lead would look at first in the log. Each rule is about one thing.

They point and do not judge: a night worker, a common surname or a busy clinic meets them too.
Source: threat model, "ex-partner or relative employed by the trust" and "curious colleague"; the
numbers are our own and local practice may set others.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from checklists.cases.querysets import Why
from checklists.reading.clock import LONDON
from checklists.reading.names import folded, words_of

NIGHT_FROM_HOUR = 22  # in London
NIGHT_UNTIL_HOUR = 6
MANY_FAMILIES_A_DAY = 30  # a full day of visits with a team meeting stays under it
SHORTEST_SURNAME = 2
DASH = re.compile("[-\u2010-\u2015\u2212]")


def is_at_night(moment: datetime) -> bool:
    """From 10pm until 6am by the clock in London, also on the two nights when it is changed."""
    hour = moment.astimezone(LONDON).hour
    return hour >= NIGHT_FROM_HOUR or hour < NIGHT_UNTIL_HOUR


def is_many(families: int) -> bool:
    """Whether so many families opened by one person in one London day are many."""
    return families > MANY_FAMILIES_A_DAY


def is_refused(kind: str) -> bool:
    return kind.endswith(".refused")


def is_emergency(why: str) -> bool:
    return why == Why.EMERGENCY


def shares_surname(name: str, family_names: Iterable[str]) -> bool:
    """Whether a surname of the person is one of the family's. Accents, capitals and hyphens aside.

    Only the names in the banner of the case count, the baby's and the mother's: the names of
    others in the home are private, and this does not read them.
    """
    own = surnames(name)
    return any(own & surnames(family) for family in family_names)


def surnames(name: str) -> set[str]:
    """{'inkwell', 'jones', 'anainkwelljones'} of 'Ana Inkwell-Jones'.

    The last two words run together as well, because some people write O Inkwell.
    """
    words = folded(name).split()
    parts = words_of(DASH.sub(" ", "".join(words[-1:])))
    together = "".join(words_of("".join(words[-2:])))
    return {part for part in (*parts, together) if len(part) >= SHORTEST_SURNAME}
