"""States rows that were there before an event could state them, or that a migration has changed.

It works on the columns that the models of a migration have, so that it does the same whatever
becomes of the models later.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models

from checklists.audit.recording import SYSTEM, digest_of
from checklists.audit.stating import (
    ROWS_AT_ONCE,
    ReadColumns,
    Stated,
    in_batches,
    reference_of,
)

STATED = "rows.stated"


def state_rows(event_model: type[models.Model], read: ReadColumns, *, at: datetime) -> int:
    """Write an event of the system for each 500 of these rows; gives the number of rows.

    `event_model` is that of the migration. Called inside its transaction.
    """
    done = 0
    for batch in in_batches(rows_as_stated(read), ROWS_AT_ONCE):
        rows = {reference_of(read.rows.model, pk): stated.as_text for pk, stated in batch}
        append_event(event_model, rows, at)
        done += len(rows)
    return done


def rows_as_stated(read: ReadColumns) -> Iterator[tuple[Any, Stated]]:
    return map(read.as_stated, read.rows.iterator(chunk_size=ROWS_AT_ONCE))


def append_event(event_model: type[models.Model], rows: dict[str, str], at: datetime) -> None:
    chain: models.QuerySet[Any] = event_model._default_manager.filter(chain=SYSTEM)
    last = chain.order_by("-seq").first()
    event: Any = event_model(
        chain=SYSTEM,
        seq=last.seq + 1 if last else 1,
        at=at,
        kind=STATED,
        rows=rows,
        previous_digest=last.digest if last else "",
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
