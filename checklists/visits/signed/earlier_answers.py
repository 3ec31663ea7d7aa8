"""The earlier answers that a signed visit names because it neither confirmed nor changed them."""

from collections.abc import Mapping

from checklists.answers import private
from checklists.answers.in_force import Document, Entry
from checklists.cases.access import Reads
from checklists.visits.models import Visit


def read_earlier_answers(
    visit: Visit, document: Document, right: Reads, *, is_private: bool
) -> Document:
    """The earlier answers that half of a signed visit names, by key.

    Those are missing that were written on the household page, or at a visit entered in error.
    Raises private.NotPermitted.
    """
    named = {key: entry["last"]["visit"] for key, entry in document.items() if "last" in entry}
    documents = read_earlier_documents(
        visit, set(named.values()) - {""}, right, is_private=is_private
    )
    found = {key: documents.get(pk, {}).get(key) for key, pk in named.items()}
    return {key: entry for key, entry in found.items() if entry and entry["value"]}


def read_earlier_documents(
    visit: Visit, pks: set[str], right: Reads, *, is_private: bool
) -> Mapping[str, Mapping[str, Entry]]:
    if not pks:
        return {}
    rows = Visit.objects.filter(pk__in=pks, case=visit.case_id, status=Visit.Status.SIGNED)
    if is_private:
        private_answers = private.read_all(visit.case, right)
        return {str(row.pk): private_answers.get(row.sheet_id, {}) for row in rows}
    return {str(row.pk): row.sheet.body for row in rows.select_related("sheet")}
