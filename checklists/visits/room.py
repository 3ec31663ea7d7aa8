"""Which adults of the record were in the room: said at review, kept in the private half.

Of each man or other adult recorded as present, by the code of his presence: {"adults": {id:
SPOKEN or NOT_SPOKEN}, "not_known": whether somebody there could not be told}. Only ids are kept,
so that a name of a visit that was entered in error stays in no other. Source: learning point 8 of
the briefing: men who are around a baby and whom no record names.
"""

from collections.abc import Mapping
from typing import Any

from checklists.answers.private import Room
from checklists.visits.answers_in_words import AnswerInWords, Part
from checklists.visits.models import Visit
from checklists.visits.presence import WORDS, was_begun_at_once

TO_MATCH = ("father", "partner", "other_adult")
SPOKEN, NOT_SPOKEN = "spoken", "not_spoken"
HOW_WORDS = {
    SPOKEN: "was there and spoke with me",
    NOT_SPOKEN: "was there, not spoken with",
}
NOT_KNOWN = "not_known"
NOT_KNOWN_WORDS = "Not known who it was"
NOT_SAID = "Not said who it was"
NO_NAME = "An adult whose name is not known"
TITLE = "Who was there"


def people_to_match(visit: Visit) -> list[str]:
    """The codes of who was there and may be one of the adults of the record.

    None for a record begun later: who is there then says nothing of the contact.
    """
    if not (visit.was_held and was_begun_at_once(visit)):
        return []
    return [code for code in TO_MATCH if code in visit.was_present]


def is_matched(code: str, room: Room) -> bool:
    """Whether everybody of this code is an adult of the record, as far as was said."""
    said = room.get(code, {})
    return bool(said.get("adults")) and not said.get("not_known")


def question_of(code: str) -> str:
    return f"{WORDS[code]} was there. Which of these was it?"


def room_part(visit: Visit, room: Room, names: Mapping[str, str]) -> list[Part]:
    """What was said, to be read back; [] where there was nobody to match."""
    answers = [answer_of(code, room.get(code, {}), names) for code in people_to_match(visit)]
    return [Part(TITLE, answers, place="in-the-room")] if answers else []


def answer_of(code: str, said: Mapping[str, Any], names: Mapping[str, str]) -> AnswerInWords:
    # Without a key: it is no answer to a prompt, and is amended with the part as a whole.
    words = [
        f"{names.get(adult) or NO_NAME}: {HOW_WORDS[how]}"
        for adult, how in said.get("adults", {}).items()
    ]
    words += [NOT_KNOWN_WORDS] if said.get("not_known") else []
    answer = ". ".join(words) or NOT_SAID
    return AnswerInWords("", question_of(code), answer, reason="", note="", how="", written="")
