"""The words of pages for who covers: a name stands only for days on which that person covers.

Nothing here knows of families, so nothing here can give away that one is closed to the cover.
"""

from collections.abc import Iterable
from uuid import UUID

from checklists.nhsuk.wording import day_month, in_words
from checklists.people.covering import Days, Rota, Stretch, join_adjoining

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
    days_by_words: dict[str, list[Days]] = {}
    for one in rota.stretches(person, days):
        for words in stretch_words(rota, one):
            days_by_words.setdefault(words, []).append(one.days)
    if [join_adjoining(on) for on in days_by_words.values()] == [[days]]:
        return next(iter(days_by_words))
    first, *others = [
        f"{words} {all_days_words(join_adjoining(on))}" for words, on in days_by_words.items()
    ] or [""]
    return ". ".join([first, *map(capitalised, others)])


def your_cover_words(rota: Rota, person: UUID, cover: UUID, days: Days) -> str:
    """'You cover', or the days on which you do, of those that somebody named you for."""
    stretches = rota.stretches(person, days)
    on = join_adjoining(
        one.days for one in stretches if cover in frozenset().union(*one.covers.values())
    )
    if on == [days]:
        return "You cover"
    return f"You cover {all_days_words(on)} only" if on else "You do not cover on any of these days"


def stretch_words(rota: Rota, one: Stretch) -> list[str]:
    """Who covers, and in which teams nobody does; no team is named where nobody covers in any."""
    covering = sorted(rota.people[pk] for pk in frozenset().union(*one.covers.values()))
    if not covering:
        return [NO_COVER]
    covers = f"{list_words(covering)} {'covers' if len(covering) == 1 else 'cover'}"
    return [covers, *(f"{NO_COVER} in {rota.teams[team]}" for team in one.uncovered)]


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
