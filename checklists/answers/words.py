"""An answer as people read it."""

from collections.abc import Iterable
from datetime import date

from checklists.answers.in_force import Entry
from checklists.guidance.compiled_prompt import CompiledPrompt, NeutralReason, reason_words
from checklists.nhsuk.wording import in_words

NO_ANSWER = "No answer"
DONE = "done"
NO_LONGER_ASKED = "This question no longer applied when the contact was signed"


def value_words(prompt: CompiledPrompt, value: str | list[str] | None) -> str:
    """'Mother; Father or co-parent', '23 November 2026', or the text; '' for no value."""
    return prompt.kind.words(prompt, value) if value else ""


def answer_words(prompt: CompiledPrompt, entry: Entry, neutral: Iterable[NeutralReason]) -> str:
    """The whole answer on one line: 'Partly done: Visit cut short'; '' when nothing is said."""
    value = value_words(prompt, entry["value"])
    reason = reason_words(prompt, entry["reason"], neutral)
    if reason and not value:
        value = prompt.could_not
    return f"{value}: {reason}" if reason else value


def last_words(prompt: CompiledPrompt, last: Entry, neutral: Iterable[NeutralReason]) -> str:
    """'Last done on 3 November 2026 by Nia Northfield', 'Last time (3 November...): Not asked'."""
    if last["value"] == DONE:
        return f"Last done on {in_words(date.fromisoformat(last['on']))} by {last['by']}"
    return f"Last time ({source_words(last)}): {answer_words(prompt, last, neutral)}"


def source_words(entry: Entry) -> str:
    """'21 October 2026, Nia Northfield': when a last known answer was given, and who wrote it."""
    return f"{in_words(date.fromisoformat(entry['on']))}, {entry['by']}"
