"""The words of every error that a page of questions shows, so that they can be read in one place:
a person beside the practitioner reads along."""

from checklists.guidance.answer_types import ERRORS

ONE_OF_BOTH = "Choose an answer, or say why there is none, not both"
UNKNOWN_REASON = "Choose from the reasons that are listed"
NOT_TO_CONFIRM = "Answer this for today. What was recorded last time cannot be confirmed"
OTHER_WINDOW = "Someone saved another answer. Save to see both"
NO_LONGER = "This no longer fits the other answers:"

ALL = (*ERRORS, ONE_OF_BOTH, UNKNOWN_REASON, NOT_TO_CONFIRM, OTHER_WINDOW, NO_LONGER)
