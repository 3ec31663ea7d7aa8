"""Read a signed visit back, one half at a time; who may read a half was decided before."""

from dataclasses import dataclass, replace

from checklists.answers import private
from checklists.answers.in_force import Document
from checklists.cases.access import Access
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.visits.answers_in_words import Part, parts_of
from checklists.visits.authorship import writers_of
from checklists.visits.call_facts import open_answers_of
from checklists.visits.earlier_marks import marks_beside
from checklists.visits.models import Visit
from checklists.visits.opening import log_private
from checklists.visits.room import room_part
from checklists.visits.signed.earlier_answers import (
    earlier_answers,
    read_named_documents,
)
from checklists.visits.signed.not_known import PageLeft, pages_left


@dataclass(frozen=True)
class Half:
    """The answers in words, and what was not known yet that day."""

    parts: list[Part]
    not_known: list[PageLeft]


def read_half(visit: Visit, right: Access, *, is_private: bool) -> Half:
    return read_private(visit, right) if is_private else read_open(visit, right)


def read_open(visit: Visit, right: Access) -> Half:
    return read_back(visit, visit.sheet.body, right, is_private=False)


def read_shown_at_once(visit: Visit, right: Access) -> Half:
    """The open half less what stands on the page of next steps."""
    return read_back(visit, open_answers_of(visit, apart=False), right, is_private=False)


def read_private(visit: Visit, right: Access) -> Half:
    """The private half, its reading logged. Raises private.NotPermitted, with none to log."""
    visit.sheet.case = visit.case
    half = private.read_half(visit.sheet, right)
    log_private(right, visit)
    read = read_back(visit, half.answers, right, is_private=True)
    there = room_part(visit, half.room, names_there(visit, half))
    return replace(read, parts=[*there, *read.parts])


def names_there(visit: Visit, half: private.PrivateHalf) -> dict[str, str]:
    """By id, what the adults who were there are called at this visit, or else now."""
    there = private.adults_there(half)
    known = read_facts(visit.case, with_private=True).private_answers if there else {}
    return {adult: name_of(adult, half.answers, known) for adult in there}


def name_of(adult: str, *documents: Document) -> str:
    entries = (document.get(f"{ADULT_NAME}:{adult}", {}) for document in documents)
    return next((str(entry["value"]) for entry in entries if entry.get("value")), "")


def read_back(visit: Visit, document: Document, right: Access, *, is_private: bool) -> Half:
    wording = compiled(visit.version)
    earlier = read_named_documents(visit, document, right, is_private=is_private)
    last_known = earlier_answers(document, earlier)
    parts = parts_of(
        visit,
        wording,
        document,
        writers=writers_of(document, known=(visit.author, visit.signed_by)),
        last_known=last_known,
        place="apart" if is_private else "part",
        earlier_marks=marks_beside(visit, document),
    )
    said = {**earlier, str(visit.pk): document}
    return Half(parts, pages_left(wording.at_stage(visit.stage), document, said, last_known))
