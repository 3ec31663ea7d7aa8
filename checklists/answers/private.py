"""The only door to the private answers of a visit or session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from checklists.answers.in_force import NOTHING_SAID, Document, prompt_key, record_of
from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.cases.access import Reads
from checklists.cases.encryption import decrypt, encrypt, keep_key, with_key
from checklists.cases.models.case import Case

# Beside the answers in what is sealed, and no prompt: which adults were there (`visits.room`).
ROOM = "room"

KEPT = "_private_sheet"  # on a sheet that is held
COLUMNS = ("revision", "sealed", "frozen_at")

Row = TypeVar("Row", bound=models.Model)
Room = Mapping[str, Mapping[str, Any]]
NOTHING_SAID_OF_IT: Room = MappingProxyType({})


class NotPermitted(Exception):
    """This person may not open the private answers. Nothing was read."""


@dataclass(frozen=True)
class PrivateHalf:
    """The private answers by key, and who was in the room; both {} when nothing was ever saved."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    room: Room = field(default_factory=dict)


def read_half(sheet: AnswerSheet, right: Reads) -> PrivateHalf:
    """Raises NotPermitted where the right to the case does not open what is private."""
    if not right.private:
        raise NotPermitted
    return read_own_half(sheet)


def read_own_half(sheet: AnswerSheet) -> PrivateHalf:
    """The same of what is read as its author: who writes a draft may always read what he wrote."""
    return half_of(decrypt(row_of(sheet), case=sheet.case))


def row_of(sheet: AnswerSheet) -> PrivateSheet:
    """The row, a new one where nothing private was ever saved."""
    return vars(sheet).get(KEPT) or read_row(sheet)


def read_row(sheet: AnswerSheet) -> PrivateSheet:
    """The same, and the key of its case, which is kept on that. One statement."""
    sheets = AnswerSheet.objects.filter(pk=sheet.pk).only("pk")
    found = with_key(with_private_sheet(sheets, "pk"), "case").get()
    keep_key(sheet.case, found)
    return row_beside(sheet, found)


def with_private_sheet(rows: QuerySet[Row], sheet: str) -> QuerySet[Row]:
    """The rows with the ciphertext beside their sheet, for `keep_row`: no statement of its own.

    `sheet` is the column that leads to it. Nothing can be read of it here.
    """
    halves = PrivateSheet.objects.filter(sheet=OuterRef(sheet))
    beside = {f"private_{name}": Subquery(halves.values(name)) for name in COLUMNS}
    found: QuerySet[Row] = rows.annotate(**beside)
    return found


def keep_row(sheet: AnswerSheet, row: models.Model) -> None:
    """Keep what was read along with a row, for whoever holds the sheet: nobody else writes it."""
    vars(sheet)[KEPT] = row_beside(sheet, row)


def row_beside(sheet: AnswerSheet, row: models.Model) -> PrivateSheet:
    columns = {name: vars(row).pop(f"private_{name}") for name in COLUMNS}
    found = columns["sealed"] is not None
    half = PrivateSheet(sheet=sheet, **columns) if found else PrivateSheet(sheet=sheet)
    half._state.adding = not found
    return half


def half_of(sealed: Mapping[str, Any]) -> PrivateHalf:
    answers = {key: entry for key, entry in sealed.items() if key != ROOM}
    return PrivateHalf(answers, sealed.get(ROOM, {}))


def read(sheet: AnswerSheet, right: Reads) -> dict[str, dict[str, Any]]:
    """The private answers alone. Raises NotPermitted."""
    return read_half(sheet, right).answers


def read_own(sheet: AnswerSheet) -> dict[str, dict[str, Any]]:
    return read_own_half(sheet).answers


def read_all(case: Case, right: Reads) -> dict[UUID, dict[str, dict[str, Any]]]:
    """{sheet: private document} of everything signed in a case. Raises NotPermitted."""
    if not right.private:
        raise NotPermitted
    rows = PrivateSheet.objects.filter(sheet__case=case, frozen_at__isnull=False)
    return {row.pk: half_of(decrypt(row, case=case)).answers for row in rows}


def adults_named(case: Case, *, apart_from: UUID) -> set[str]:
    """Ids of the adults of whom any other sheet of the case speaks, drafts included."""
    rows = PrivateSheet.objects.filter(sheet__case=case).exclude(pk=apart_from)
    halves = [half_of(decrypt(row, case=case)) for row in rows]
    return {adult for half in halves for adult in (*adults_in(half.answers), *adults_there(half))}


def own_adults(sheet: AnswerSheet, prompt: str) -> set[str]:
    """Ids of the adults about whom this sheet answers the prompt."""
    _, document = lock_private_sheet(sheet)
    answers = {key: entry for key, entry in document.items() if prompt_key(key) == prompt}
    return adults_in(answers) - {""}


def adults_in(document: Document) -> set[str]:
    """The ids in the keys. An entry that only says "not confirmed today" is no answer."""
    return {record_of(key) for key, entry in document.items() if entry["how"] != NOTHING_SAID}


def adults_there(half: PrivateHalf) -> set[str]:
    return {adult for said in half.room.values() for adult in said["adults"]}


def empty(sheet: AnswerSheet) -> None:
    """Delete every private answer of a sheet for good: its visit was entered in error."""
    PrivateSheet.objects.filter(sheet=sheet).update(sealed=b"")


def discard(sheet: AnswerSheet, *, at: datetime) -> None:
    """The same for a visit that was begun by mistake and never signed; its sheet is then frozen."""
    PrivateSheet.objects.filter(sheet=sheet).update(sealed=b"", frozen_at=at)


def lock_private_sheet(sheet: AnswerSheet) -> tuple[PrivateSheet, dict[str, dict[str, Any]]]:
    """The row and its answers, for saving under the lock of the sheet."""
    row = row_of(sheet)
    return row, half_of(decrypt(row, case=sheet.case)).answers


def room_of(row: PrivateSheet) -> Room:
    return half_of(decrypt(row, case=row.sheet.case)).room


def write(row: PrivateSheet, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Encrypt and store the answers; who was in the room stays.

    The caller holds the lock of the sheet, not frozen yet.
    """
    store(row, answers, room_of(row))


def write_room(row: PrivateSheet, room: Room) -> None:
    """The same of who was in the room; the answers stay."""
    store(row, half_of(decrypt(row, case=row.sheet.case)).answers, room)


def store(row: PrivateSheet, answers: Mapping[str, Mapping[str, Any]], room: Room) -> None:
    row.revision += 1
    encrypt(row, sealed={**answers, **({ROOM: room} if room else {})})
    row.save(force_insert=row._state.adding)


def ciphertexts(sheets: Iterable[UUID]) -> dict[UUID, bytes]:
    """{sheet: its ciphertext}, to be compared without being read; a sheet without is left out."""
    rows = PrivateSheet.objects.filter(pk__in=list(sheets)).values_list("pk", "sealed")
    return {pk: bytes(sealed) for pk, sealed in rows}
