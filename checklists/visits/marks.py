"""When a mark on the baby calls for the telephone. Source: learning point 7 of the briefing."""

from collections.abc import Mapping

from checklists.guidance.conditions import Given
from checklists.guidance.known_prompts import MARK_SEEN, MARKED


def calls_for_the_telephone(answers: Mapping[str, Given]) -> bool:
    """Whether a mark was seen, or reported, at this contact; `answers` are the fresh ones."""
    given = answers.get(MARK_SEEN)
    return given is not None and given.value in MARKED
