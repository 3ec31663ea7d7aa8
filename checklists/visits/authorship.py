"""Who wrote what is read back, and when: once for a part, and beside an answer that differs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from checklists.answers.in_force import NOTHING_SAID, Document, Entry
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.users import User


class Authorship(NamedTuple):
    """Who wrote an answer, by the name that the visit bears, on which day in words, and when."""

    name: str
    day: str
    at: datetime


def authorship_of(
    entry: Entry, writers: Mapping[str, User], signed_at: datetime | None = None
) -> Authorship | None:
    """None for what nobody said. Whoever was renamed during a visit has one name in it: the one
    at signing, and of a draft the one of now."""
    if entry["how"] == NOTHING_SAID:
        return None
    at, writer = datetime.fromisoformat(entry["at"]), writers.get(entry["by"])
    return Authorship(name_of(writer, signed_at), in_words(at), at)


def name_of(writer: User | None, signed_at: datetime | None) -> str:
    if writer is None:
        return "Someone"
    return writer.name_on(signed_at) if signed_at else str(writer)


def usual_authorship(authorships: Iterable[Authorship]) -> tuple[str, str] | None:
    """The person and the day of most answers of a part; None without any."""
    found = Counter((authorship.name, authorship.day) for authorship in authorships)
    return found.most_common(1)[0][0] if found else None


def usual_authorship_line(usual: tuple[str, str], authorships: Iterable[Authorship | None]) -> str:
    """'Nia Northfield, 23 November 2026, 2.16pm to 2.21pm': from the first to the last answer."""
    moments = sorted(one.at for one in authorships if one and (one.name, one.day) == usual)
    times = dict.fromkeys((at_time(moments[0]), at_time(moments[-1])))
    return f"{usual[0]}, {usual[1]}, {' to '.join(times)}"


def unusual_authorship_line(authorship: Authorship | None, usual: tuple[str, str] | None) -> str:
    """Who and when, of an answer that another person wrote or that was written another day."""
    if authorship is None or (authorship.name, authorship.day) == usual:
        return ""
    return f"{authorship.name}, {authorship.day}, {at_time(authorship.at)}"


def writers_of(*documents: Document, known: Iterable[User | None] = ()) -> dict[str, User]:
    """Everyone who wrote in these documents, by id as text. One statement; none where all of them
    are `known`, as most visits are written by one person."""
    found = {str(user.pk): user for user in known if user}
    ids = {entry["by"] for document in documents for entry in document.values()}
    if others := {UUID(by) for by in ids - found.keys()}:
        found |= {str(pk): user for pk, user in User.objects.in_bulk(others).items()}
    return found
