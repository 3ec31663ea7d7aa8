"""What is still to be said before signing: a gap, never an error of saving."""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.answers.in_force import Document, Entry
from checklists.answers.no_longer_fits import Circumstances, words_out_of_place
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.known_prompts import LATER

MISSING = "missing"
REASON = "reason"
OUT_OF_PLACE = "out of place"


@dataclass(frozen=True)
class Gap:
    """`key` of the answer; `why` is "missing", "reason" when only its reason is, or "out of place"
    when what was chosen, in its `words`, no longer fits what else is known."""

    key: str
    why: str
    words: str = ""


def find_gaps(
    asked: Iterable[tuple[str, CompiledPrompt]],
    documents: Document,
    carried: Document,
    circumstances: Circumstances,
) -> list[Gap]:
    """The gaps among what is asked now, as (key, prompt) pairs in their order.

    `documents` holds this contact's entries, `carried` the last known ones that stand for today
    (`last_time.LastTime.standing`): such an answer is no gap until it is said to have changed.
    """
    found = []
    for key, prompt in asked:
        entry = documents.get(key)
        words = words_out_of_place(prompt, key, entry, circumstances) if entry else ""
        why = OUT_OF_PLACE if words else gap_in(prompt, entry, key in carried)
        if why:
            found.append(Gap(key, why, words))
    return found


def gap_in(prompt: CompiledPrompt, entry: Entry | None, is_carried: bool) -> str:
    """ "missing", "reason", or "" when nothing is left to say for this prompt."""
    if entry is None:
        return MISSING if prompt.required and not is_carried else ""
    if entry["value"] or entry["how"] == "could_not":
        return REASON if wants_reason(prompt, entry) else ""
    unsaid = entry["how"] == "changed" or not is_carried
    return MISSING if prompt.required and unsaid else ""


def wants_reason(prompt: CompiledPrompt, entry: Entry) -> bool:
    if entry["reason"] == LATER:
        return True
    return not entry["reason"] and prompt.asks_why(entry["value"])
