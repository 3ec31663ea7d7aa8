"""The only door to the private answers of a visit or session."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from checklists.answers.in_force import NOTHING_SAID, Document, prompt_key, record_of
from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.cases.access import Reads
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case


class NotPermitted(Exception):
    """This person may not open the private answers. Nothing was read."""


def read(sheet: AnswerSheet, right: Reads) -> dict[str, dict[str, Any]]:
    """The private document, {} when nothing private was ever saved.

    Raises NotPermitted where the right to the case does not open what is private.
    """
    if not right.private:
        raise NotPermitted
    return read_own(sheet)


def read_own(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    """The same of what is read as its author: who writes a draft may always read what he wrote."""
    row = PrivateSheet.objects.filter(sheet=sheet).first()
    return decrypt(row, case=sheet.case) if row else {}


def read_all(case: Case, right: Reads) -> dict[UUID, dict[str, dict[str, Any]]]:
    """{sheet: private document} of everything signed in a case. Raises NotPermitted."""
    if not right.private:
        raise NotPermitted
    rows = PrivateSheet.objects.filter(sheet__case=case, frozen_at__isnull=False)
    return {row.pk: decrypt(row, case=case) for row in rows}


def adults_named(case: Case, *, apart_from: UUID) -> set[str]:
    """Ids of the adults of whom any other sheet of the case holds an answer, drafts included."""
    rows = PrivateSheet.objects.filter(sheet__case=case).exclude(pk=apart_from)
    documents = [decrypt(row, case=case) for row in rows]
    return {adult for document in documents for adult in adults_in(document)}


def own_adults(sheet: AnswerSheet, prompt: str) -> set[str]:
    """Ids of the adults about whom this sheet answers the prompt."""
    _, document = lock_private_sheet(sheet)
    answers = {key: entry for key, entry in document.items() if prompt_key(key) == prompt}
    return adults_in(answers) - {""}


def adults_in(document: Document) -> set[str]:
    """The ids in the keys. An entry that only says "not confirmed today" is no answer."""
    return {record_of(key) for key, entry in document.items() if entry["how"] != NOTHING_SAID}


def empty(sheet: AnswerSheet) -> None:
    """Delete every private answer of a sheet for good: its visit was entered in error."""
    PrivateSheet.objects.filter(sheet=sheet).update(sealed=b"")


def discard(sheet: AnswerSheet, *, at: datetime) -> None:
    """The same for a visit that was begun by mistake and never signed; its sheet is then frozen."""
    PrivateSheet.objects.filter(sheet=sheet).update(sealed=b"", frozen_at=at)


def lock_private_sheet(sheet: AnswerSheet) -> tuple[PrivateSheet, dict[str, dict[str, Any]]]:
    """The row and its document, for saving under the lock of the sheet."""
    row = PrivateSheet.objects.filter(sheet=sheet).first() or PrivateSheet(sheet=sheet)
    return row, decrypt(row, case=sheet.case)


def write(row: PrivateSheet, document: Mapping[str, Mapping[str, Any]]) -> None:
    """Encrypt and store the document. The caller holds the lock of the sheet, not frozen yet."""
    row.revision += 1
    encrypt(row, sealed=document)
    row.save(force_insert=row._state.adding)


def ciphertexts(sheets: Iterable[UUID]) -> dict[UUID, bytes]:
    """{sheet: its ciphertext}, to be compared without being read; a sheet without is left out."""
    rows = PrivateSheet.objects.filter(pk__in=list(sheets)).values_list("pk", "sealed")
    return {pk: bytes(sealed) for pk, sealed in rows}
