"""What pages say of who covers: a name only for the days on which it is true.

Nothing here knows of a family, so nothing can tell that one of them is closed to the cover.
"""

from collections.abc import Iterable
from uuid import UUID

from checklists.nhsuk.wording import day_month, in_words
from checklists.people.covering import Days, Obstacles, Rota, Stretch, join_adjoining
from checklists.people.models.users import User

NO_COVER = "no cover"


def days_words(days: Days) -> str:
    """'on 24 November', 'on 24 to 26 November', 'on 30 November to 2 December'; the year where
    the days end in another than they begin in.
    """
    first, last = days
    if first == last:
        return f"on {day_month(first)}"
    if first.year != last.year:
        return f"on {day_month(first)} to {in_words(last)}"
    return f"on {first.day if first.month == last.month else day_month(first)} to {day_month(last)}"


def list_words(parts: Iterable[str]) -> str:
    """'one', 'one and two', 'one, two and three'"""
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last


def all_days_words(parts: Iterable[Days]) -> str:
    return list_words(days_words(one) for one in parts)


def cover_words(rota: Rota, person: UUID, days: Days) -> str:
    """'Hal Northway covers', 'no cover', 'Hal Northway covers on 23 November. No cover on 24 to 26
    November'; '' when the person works in no team on these days, so that there is nothing to cover.
    """
    said: dict[str, list[Days]] = {}
    for one in rota.stretches(person, days):
        for words in stretch_words(rota, one):
            said.setdefault(words, []).append(one.days)
    if [join_adjoining(on) for on in said.values()] == [[days]]:
        return next(iter(said))
    first, *others = [
        f"{words} {all_days_words(join_adjoining(on))}" for words, on in said.items()
    ] or [""]
    return ". ".join([first, *map(capitalised, others)])


def your_cover_words(rota: Rota, person: UUID, cover: UUID, days: Days) -> str:
    """'You cover', or on which of the days that somebody named you for."""
    stretches = rota.stretches(person, days)
    on = join_adjoining(
        one.days for one in stretches if cover in frozenset().union(*one.covers.values())
    )
    if on == [days]:
        return "You cover"
    return f"You cover {all_days_words(on)} only" if on else "You do not cover on any of these days"


def stretch_words(rota: Rota, one: Stretch) -> list[str]:
    """Who covers, and where nobody does; the team only where another of the person's is covered."""
    covering = sorted(rota.people[pk] for pk in frozenset().union(*one.covers.values()))
    if not covering:
        return [NO_COVER]
    covers = f"{list_words(covering)} {'covers' if len(covering) == 1 else 'cover'}"
    return [covers, *(f"{NO_COVER} in {rota.teams[team]}" for team in one.uncovered)]


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def obstacle_words(cover: User, lacks: Obstacles) -> str:
    """Why somebody cannot be named, for the field; '' when they can."""
    if not cover.is_active:
        return f"The account of {cover} is closed. Choose a colleague who works in the team."
    if not lacks.works:
        return f"{cover} holds no role with these families. Choose a colleague of the team."
    why = [
        f"is away {all_days_words(lacks.away)}" if lacks.away else "",
        missing_role_words(lacks),
    ]
    said = list_words(filter(None, why)) if lacks else ""
    return f"{cover} {said}. Choose a colleague who is at work on these days." if said else ""


def missing_role_words(lacks: Obstacles) -> str:
    if lacks.last_day:
        return f"leaves on {day_month(lacks.last_day)}"
    if lacks.without_role:
        return f"holds no role with these families {all_days_words(lacks.without_role)}"
    return ""
