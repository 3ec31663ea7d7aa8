"""The receipt of a save, so that a save that is sent again is known and gives the first result."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models
from django.db.models import OuterRef, QuerySet, Subquery

from checklists.answers.models import AnswerSheet, Receipt
from checklists.people.models.users import User

Row = TypeVar("Row", bound=models.Model)


class ReceiptTaken(ValueError):
    """The receipt belongs to another sheet or person. Nothing was saved."""


def receipt_of(pk: UUID | None, sheet: AnswerSheet, by: User) -> Receipt | None:
    """The receipt that an earlier save left, else a new one, not saved yet; None without an id.

    Raises ReceiptTaken.
    """
    if pk is None:
        return None
    left = Receipt.objects.filter(pk=pk).first()
    if left and (left.sheet_id, left.by_id) != (sheet.pk, by.pk):
        raise ReceiptTaken
    return left or Receipt(pk=pk, sheet=sheet, by=by, result={})


def with_receipt(rows: QuerySet[Row], pk: UUID | None, sheet: str, by: User) -> QuerySet[Row]:
    """The rows with what this person left with their sheet under this receipt, for
    `receipt_beside`. `sheet` is the column that leads to it."""
    if pk is None:
        return rows
    left = Receipt.objects.filter(pk=pk, sheet=OuterRef(sheet), by=by)
    said = {f"receipt_{name}": Subquery(left.values(name)) for name in ("result", "at")}
    found: QuerySet[Row] = rows.annotate(**said)
    return found


def receipt_beside(
    row: models.Model, pk: UUID | None, sheet: AnswerSheet, by: User
) -> Receipt | None:
    """As `receipt_of`, of what was read along with a row. That a new one belongs to another sheet
    or person shows when it is left."""
    if pk is None:
        return None
    result, at = vars(row).pop("receipt_result"), vars(row).pop("receipt_at")
    receipt = Receipt(pk=pk, sheet=sheet, by=by, result=result or {}, at=at)
    receipt._state.adding = result is None
    return receipt


def leave_receipt(row: Receipt, result: Mapping[str, Any], at: datetime) -> None:
    """Keep the result of the latest save with it. Raises ReceiptTaken."""
    row.result, row.at = dict(result), at
    if not row._state.adding:
        row.save(update_fields=["result", "at"])
        return
    try:
        row.save(force_insert=True)
    except IntegrityError as taken:
        raise ReceiptTaken from taken
