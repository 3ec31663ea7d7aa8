"""Short sentences that several pages say about a visit."""

from collections.abc import Iterable
from datetime import timedelta

from checklists.guidance.in_force import visit_types
from checklists.guidance.models import VisitType
from checklists.nhsuk.wording import at_time, in_words
from checklists.reading.clock import london_date, london_today
from checklists.visits.models import Visit

# Content.md section 7: contemporaneous entries are written within 24 hours.
LATE_AFTER = timedelta(hours=24)


def name_of(visit: Visit, among: Iterable[VisitType] | None = None) -> str:
    """'6 to 8 week review', as it was called when it was signed; the slug when the kind of visit
    is no longer listed. `among` are all kinds, where they have been read."""
    kind = kind_beside(visit) if among is None else kind_among(among, visit)
    if kind is None:
        return visit.visit_type
    return kind.short_name_on(visit.signed_at) if visit.signed_at else kind.short_name


def kind_beside(visit: Visit) -> VisitType | None:
    """The kind that was read along with the visit (`with_kind`); else it is read now."""
    if "kind_name" not in vars(visit):
        return kind_among(visit_types(), visit)
    name, former = vars(visit)["kind_name"], vars(visit)["kind_former_names"]
    return VisitType(slug=visit.visit_type, name=name, former_names=former) if name else None


def kind_among(kinds: Iterable[VisitType], visit: Visit) -> VisitType | None:
    return next((one for one in kinds if one.slug == visit.visit_type), None)


def baby_of(visit: Visit) -> str:
    """What the record called the baby when the visit was signed; what it does, of a draft."""
    return visit.case.name_on(visit.signed_at) if visit.signed_at else visit.case.name


def given_name_of(visit: Visit) -> str:
    """The baby's first name likewise; '' while there was none."""
    case = visit.case
    return case.given_name_on(visit.signed_at) if visit.signed_at else case.given_name


def signer_of(visit: Visit) -> str:
    """Who signed, by the name of that day; '' of a draft."""
    if visit.signed_by is None or visit.signed_at is None:
        return ""
    return visit.signed_by.name_on(visit.signed_at)


def day_words(visit: Visit) -> str:
    """'Today' or '23 November 2026', in London."""
    day = london_date(visit.held_at)
    return "Today" if day == london_today() else in_words(day)


def when_and_where(visit: Visit) -> str:
    """'Today, started 2.04pm, at home'."""
    place = in_a_sentence(Visit.Place(visit.place).label)
    return f"{day_words(visit)}, started {at_time(visit.held_at)}, {place}"


def wording_of(visit: Visit) -> str:
    """Which version the visit is on; says so when newer wording has come into force since."""
    words = f"Wording of version {visit.version.number}"
    if visit.version.status == visit.version.Status.RETIRED:
        return f"{words}, which was in force when this visit began; newer wording is in force now"
    return words


def is_late(visit: Visit) -> bool:
    """Whether the record was begun long after the visit."""
    return visit.written_at - visit.held_at > LATE_AFTER


def discarded_words(visit: Visit) -> str:
    """'A visit begun on 23 November 2026 was discarded'"""
    return f"A visit begun on {in_words(visit.written_at)} was discarded"


def discarded_line(visit: Visit) -> str:
    """'Nia Northfield, 23 November 2026. Started twice'; by whom and why. With something written
    in it two people did it, and no reason is left."""
    assert visit.discarded_at  # noqa: S101  the table holds that a discarded visit says when
    by_two = visit.discarded_by_id != visit.author_id
    why = "By two people" if by_two else Visit.Mistake(visit.mistake).label
    return f"{visit.author}, {in_words(visit.discarded_at)}. {why}"


def in_a_sentence(words: str) -> str:
    """'born 9 October 2026' of 'Born 9 October 2026'."""
    return words[:1].lower() + words[1:]


def saved_words(visit: Visit) -> str:
    """'Saved 2.21pm' for the bar; '' before the first answer, for the bar's own words."""
    saved_at = visit.sheet.saved_at
    if saved_at is None:
        return ""
    if london_date(saved_at) == london_today():
        return f"Saved {at_time(saved_at)}"
    return f"Saved {in_words(saved_at)}"
