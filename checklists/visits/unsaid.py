"""Earlier answers that a visit neither confirmed nor changed, named with their day.

A signed visit keeps where such an answer was said and not its words, so that nothing of a visit
that is taken out of the record stays in a later one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from checklists.answers import private
from checklists.answers.in_force import NOT_SAID, Document, Entry, marked
from checklists.cases.access import Reads
from checklists.visits.current import Working
from checklists.visits.models import Visit


def read_as(now: Working, *, at: datetime) -> dict[str, dict[str, Any]]:
    """A draft, open and private together, as review reads it and as signing keeps it.

    What was hidden again is marked, and what is carried and got no answer is named.
    """
    document = marked(now.documents, now.shown)
    for key in now.last_time.without_a_value(now.asked(now.prompts), now.documents):
        document[key] = {**document.get(key, nothing(now, at)), "last": where(key, now)}
    return document


def nothing(now: Working, at: datetime) -> dict[str, Any]:
    """An entry of its own: nobody said anything, so there is no revision."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    said = {"value": None, "reason": "", "note": "", "how": NOT_SAID}
    return {**said, "at": moment, "by": str(now.by.pk), "revision": 0}


def where(key: str, now: Working) -> dict[str, str]:
    """When, by whom and at which visit it was last said ('' on the household page)."""
    last = now.carried[key]
    said = {name: last[name] for name in ("on", "by", "visit")}
    return {**said, "worth": now.last_time.worth_of(key)}


def last_known(visit: Visit, document: Document, right: Reads, *, is_private: bool) -> Document:
    """The earlier answers that half of a signed visit names, by key.

    Those are missing that were written on the household page, or at a visit taken out since.
    Raises private.NotPermitted.
    """
    named = {key: entry["last"]["visit"] for key, entry in document.items() if "last" in entry}
    documents = earlier_documents(visit, set(named.values()) - {""}, right, is_private=is_private)
    found = {key: documents.get(pk, {}).get(key) for key, pk in named.items()}
    return {key: entry for key, entry in found.items() if entry and entry["value"]}


def earlier_documents(
    visit: Visit, pks: set[str], right: Reads, *, is_private: bool
) -> Mapping[str, Mapping[str, Entry]]:
    if not pks:
        return {}
    rows = Visit.objects.filter(pk__in=pks, case=visit.case_id, status=Visit.Status.SIGNED)
    if is_private:
        sealed = private.read_all(visit.case, right)
        return {str(row.pk): sealed.get(row.sheet_id, {}) for row in rows}
    return {str(row.pk): row.sheet.body for row in rows.select_related("sheet")}
