"""The digest of a row as it lies in the database, the same on every database.

It is over the name of the model, the id, and each column that says something. An empty column is
left out, so that a column added later changes no digest. A private word is taken as its
ciphertext: comparing needs no key.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, Self, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Expression

from checklists.audit.models import Covered
from checklists.audit.querysets import written_since_last_event

ROWS_AT_ONCE = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

T = TypeVar("T")


class Stated(NamedTuple):
    """What an event says of a row: its digest, and where saves are told apart, the revision."""

    digest: str
    revision: int = 0

    @property
    def as_text(self) -> str:
        return f"{self.digest} {self.revision}" if self.revision else self.digest


def covered_models() -> list[type[Covered]]:
    return [model for model in apps.get_models() if issubclass(model, Covered)]


def reference_of(model: type[models.Model], pk: Any) -> str:
    """'visit:<id>'"""
    return f"{model._meta.model_name}:{pk}"


def state_written_rows() -> dict[str, str | None]:
    """{reference: digest, or None for a row that is gone} of what this transaction has written
    since its last event. As many statements as there are models among them."""
    stated: dict[str, str | None] = {}
    for model, pks in written_since_last_event().items():
        stated |= states_of(model, pks)
    return stated


def states_of(model: type[models.Model], pks: Collection[Any]) -> dict[str, str | None]:
    """What to say of these rows of a covered model."""
    covered = cast(type[Covered], model)  # no other notes what it writes
    found = {pk: stated.as_text for pk, stated in rows_as_stated(covered, pks)}
    # A row that is not covered yet was never there for the log.
    gone = {} if covered.ONLY else dict.fromkeys(pks)
    return {reference_of(model, pk): text for pk, text in {**gone, **found}.items()}


def rows_as_stated(
    model: type[Covered], pks: Iterable[Any] | None = None
) -> Iterator[tuple[Any, Stated]]:
    """(id, what an event would say of it now) of these covered rows, or of all in order of id."""
    covered = model._base_manager.filter(model.ONLY).order_by("pk")
    read = ReadColumns.of(covered, columns_of(model, model.LEFT_OUT), model.REVISION)
    if pks is None:
        yield from map(read.as_stated, read.rows.iterator(chunk_size=ROWS_AT_ONCE))
        return
    for batch in in_batches(pks, ROWS_AT_ONCE):
        yield from map(read.as_stated, read.rows.filter(pk__in=batch))


def columns_of(model: type[models.Model], left_out: Collection[str]) -> list[str]:
    """The covered columns, by name."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return [name for name in names if name not in left_out]


class ReadColumns(NamedTuple):
    """A queryset of (id, revision, the covered columns ...), and how to read a row of it.

    It works on columns alone, so that a migration may ask it of the models of its time.
    """

    name: str
    columns: list[str]
    rows: models.QuerySet[Any, tuple[Any, ...]]

    @classmethod
    def of(cls, rows: models.QuerySet[Any], columns: list[str], revision: Expression) -> Self:
        name = str(rows.model._meta.model_name)
        return cls(name, columns, rows.values_list("pk", revision, *columns))

    def as_stated(self, row: tuple[Any, ...]) -> tuple[Any, Stated]:
        pk, revision, *values = row
        said = dict(zip(self.columns, values, strict=True))
        return pk, Stated(digest_of_row(self.name, pk, said), revision_number(revision))


def revision_number(saved_at: datetime | None) -> int:
    """Microseconds since 1970; 0 for what was never saved."""
    return (saved_at - EPOCH) // timedelta(microseconds=1) if saved_at else 0


def digest_of_row(name: str, pk: Any, said: Mapping[str, Any]) -> str:
    """sha256 in hexadecimal. `said` are the columns by name; those that are empty do not count."""
    kept = {column: value for column, value in said.items() if value}
    canonical = json.dumps(
        [name, str(pk), kept],
        default=canonical_text,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return sha256(canonical.encode()).hexdigest()


def canonical_text(value: Any) -> str:
    """A moment, a day, an id or bytes, the same whichever database gave it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return sha256(bytes(value)).hexdigest()


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(things)
    while batch := list(islice(remaining, size)):
        yield batch
