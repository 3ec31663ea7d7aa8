"""Earlier answers that a visit neither confirmed nor changed, named with their day.

A signed visit keeps where such an answer was said and not its words, so that nothing of a visit
that was entered in error stays in a later one.
"""

from datetime import UTC, datetime
from typing import Any

from checklists.answers.in_force import NOTHING_SAID, with_counts_marked
from checklists.visits.draft.working import WorkingVisit


def document_to_sign(working: WorkingVisit, *, at: datetime) -> dict[str, dict[str, Any]]:
    """A draft, open and private together, as review reads it and as signing keeps it.

    What was hidden again is marked, and what is carried and got no answer is named.
    """
    document = with_counts_marked(working.documents, working.shown)
    for key in working.last_time.without_a_value(working.asked(working.prompts), working.documents):
        document[key] = {
            **document.get(key, blank_entry(working, at)),
            "last": source_of_last_answer(key, working),
        }
    return document


def blank_entry(working: WorkingVisit, at: datetime) -> dict[str, Any]:
    """An entry of its own: nobody said anything, so there is no revision."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    said = {"value": None, "reason": "", "note": "", "how": NOTHING_SAID}
    return {**said, "at": moment, "by": str(working.by.pk), "revision": 0}


def source_of_last_answer(key: str, working: WorkingVisit) -> dict[str, str]:
    """When, by whom and at which visit it was last said ('' on the household page)."""
    last = working.carried[key]
    said = {name: last[name] for name in ("on", "by", "visit")}
    return {**said, "worth": working.last_time.worth_of(key)}
