"""What of a record goes into one person's copy, and what stays out, before anybody chooses.

Sources: content.md sections 3 and 12 (privacy of a prompt, third parties, nothing about one adult
beside another), safety.md section A (a reader may be the person who causes the harm), UK GDPR
article 15(4) and Data Protection Act 2018, schedules 2 and 3. When in doubt it stays out; the
person who prepares the copy may put it in with a reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checklists.reading.names import runs_of

BABY, MOTHER, ADULT = "baby", "mother", "adult"
SHARED, STAFF, PRIVATE = "shared", "staff", "private"
FACT, CONTACT, ANSWER, ITEM = "fact", "contact", "answer", "item"
HOME = "home"

# Offered to every family at these ages: that one took place tells nobody anything. Any other
# contact may be one that somebody at home does not know of.
OFFERED_TO_ALL = frozenset(
    {"antenatal", "new-birth", "6-8-week", "3-4-month", "6-month", "12-month", "2-2-half-year"}
)
# Choices that point at somebody by what they are to the baby.
PEOPLE = frozenset({"mother", "father", "partner", "other_household", "other_carer"})
SHORTEST_NAME = 3  # letters; shorter ones are initials and words of every sentence

# Why something stays out, in the words of the inside-only record.
SEPARATE_RECORD = "separate"
OTHER_ADULT = "other_adult"
FAMILY_HOME = "where"
KEPT_APART = "private"
STAFF_ONLY = "staff"
NOT_OFFERED_TO_ALL = "contact"
ABOUT_ANOTHER = "another"
CHOSEN = "chosen"
GROUNDS = {
    SEPARATE_RECORD: "Belongs to the practitioner's own record, not to this one",
    OTHER_ADULT: "About another adult",
    FAMILY_HOME: "Where the family lives",
    KEPT_APART: "Private question or item",
    STAFF_ONLY: "Staff-only question or item",
    NOT_OFFERED_TO_ALL: "A contact that not every family is offered",
    ABOUT_ANOTHER: "About, names or points at another person",
    CHOSEN: "Kept out by the person who prepared the copy",
}


# Why something goes in, by its kind.
REASONS = {
    FACT: "A fact about the person whose copy it is",
    CONTACT: "A contact that every family is offered",
    ANSWER: "A question whose answer the family may read",
    ITEM: "Something to do that the family may read",
}
# Why a person looks before anybody else sees it.
TYPED_WORDS = "Typed by somebody: read it for names and hints that only a person sees"
NAMES_ANOTHER = "Its words name another person, or seem to: read it and decide"


@dataclass(frozen=True)
class Subject:
    """Whose data is asked for: BABY, MOTHER, or ADULT with the id of that adult."""

    kind: str
    adult_id: str = ""


@dataclass(frozen=True)
class Nature:
    """What decides about one entry. `adult_id` is whom it is about, '' outside any adult's group.

    `about` is BABY, MOTHER or HOME for a FACT. `offered_to_all` is about the contact at which it
    was written; `names_another` about its words; `points_at_people` about its choices;
    `has_words` says that somebody typed some of it.
    """

    kind: str
    privacy: str = SHARED
    adult_id: str = ""
    about: str = ""
    is_separate: bool = False
    for_family: bool = False
    offered_to_all: bool = True
    points_at_people: bool = False
    names_another: bool = False
    has_words: bool = False


@dataclass(frozen=True)
class Verdict:
    """`ground` is '' for what goes in. Where `may_choose` is false nobody puts it in."""

    ground: str = ""
    may_choose: bool = True

    @property
    def goes_in(self) -> bool:
        return not self.ground


def verdict(subject: Subject, entry: Nature) -> Verdict:
    """What happens to an entry unless somebody chooses otherwise: the first ground that holds."""
    if is_of_another_adult(subject, entry):
        return Verdict(OTHER_ADULT, may_choose=subject.kind == BABY)
    if entry.is_separate:
        return Verdict(SEPARATE_RECORD, may_choose=False)
    ground = next((ground for ground, holds in KEEPS_OUT if holds(subject, entry)), "")
    return Verdict(ground)


def why_read_first(verdict: Verdict, entry: Nature) -> str:
    """Why a person reads this entry first; '' where the rule can be left alone with it."""
    if verdict.goes_in and entry.has_words:
        return TYPED_WORDS
    return NAMES_ANOTHER if verdict.ground == ABOUT_ANOTHER and entry.names_another else ""


def is_of_another_adult(subject: Subject, entry: Nature) -> bool:
    return bool(entry.adult_id) and entry.adult_id != subject.adult_id


def is_about_another(subject: Subject, entry: Nature) -> bool:
    """Whether it concerns somebody else, by what it is or by its words."""
    if entry.names_another or entry.points_at_people:
        return True
    return not concerns(subject, entry)


def concerns(subject: Subject, entry: Nature) -> bool:
    """Whether the entry is about the subject.

    The record is the baby's. The mother's part of it is what the family may read; another adult's
    is what stands in their own group, and that is private.
    """
    if entry.kind == FACT:
        return entry.about == subject.kind
    if subject.kind == MOTHER:
        return entry.kind == CONTACT or entry.for_family
    return subject.kind == BABY or entry.adult_id == subject.adult_id != ""


Ground = Callable[[Subject, Nature], bool]
# In this order: the first ground that holds is the one that the inside record names.
KEEPS_OUT: tuple[tuple[str, Ground], ...] = (
    (FAMILY_HOME, lambda subject, entry: entry.about == HOME),
    (KEPT_APART, lambda subject, entry: entry.privacy not in (SHARED, STAFF)),
    (STAFF_ONLY, lambda subject, entry: entry.privacy == STAFF),
    (NOT_OFFERED_TO_ALL, lambda subject, entry: not entry.offered_to_all),
    (ABOUT_ANOTHER, is_about_another),
)


def name_words(names: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """The parts of other people's names, in any spelling, less those that the subject shares."""
    mine = set().union(*map(name_parts, own))
    return frozenset(set().union(*map(name_parts, names)) - mine)


def name_parts(name: str) -> set[str]:
    return {part for part in runs_of(name) if len(part) >= SHORTEST_NAME}


def mentions(text: str, names: frozenset[str]) -> bool:
    """Whether a part of one of the names stands in the text, as a word of its own."""
    return not names.isdisjoint(runs_of(text))
