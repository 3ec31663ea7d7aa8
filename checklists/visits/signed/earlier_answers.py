"""What a signed visit names of other visits: earlier answers that it neither confirmed nor changed,
and why a question could not be asked at one of them."""

from collections.abc import Mapping

from checklists.answers import private
from checklists.answers.in_force import Document, Entry
from checklists.cases.access import Reads
from checklists.visits.models import Visit

Documents = Mapping[str, Mapping[str, Entry]]


def read_earlier_answers(
    visit: Visit, document: Document, right: Reads, *, is_private: bool
) -> Document:
    """The earlier answers that half of a signed visit names, by key.

    Those are missing that were written on the household page, or at a visit entered in error.
    Raises private.NotPermitted.
    """
    named = set(visits_named(document, "last").values())
    return earlier_answers(
        document, read_documents(visit, named - {""}, right, is_private=is_private)
    )


def read_named_documents(
    visit: Visit, document: Document, right: Reads, *, is_private: bool
) -> Documents:
    """The other visits that half of a signed visit names, by id. Raises private.NotPermitted."""
    named = {pk for by in ("last", "not_known") for pk in visits_named(document, by).values()}
    return read_documents(visit, named - {"", str(visit.pk)}, right, is_private=is_private)


def earlier_answers(document: Document, documents: Documents) -> Document:
    named = visits_named(document, "last")
    found = {key: documents.get(pk, {}).get(key) for key, pk in named.items()}
    return {key: entry for key, entry in found.items() if entry and entry["value"]}


def visits_named(document: Document, by: str) -> dict[str, str]:
    """{key: id of the visit, '' for none}"""
    return {key: entry[by]["visit"] for key, entry in document.items() if by in entry}


def read_documents(visit: Visit, pks: set[str], right: Reads, *, is_private: bool) -> Documents:
    if not pks:
        return {}
    rows = Visit.objects.filter(pk__in=pks, case=visit.case_id, status=Visit.Status.SIGNED)
    if is_private:
        private_answers = private.read_all(visit.case, right)
        return {str(row.pk): private_answers.get(row.sheet_id, {}) for row in rows}
    return {str(row.pk): row.sheet.body for row in rows.select_related("sheet")}
