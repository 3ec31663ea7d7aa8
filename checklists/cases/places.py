"""Where a ciphertext stands: of which case, in which column of which row, at which revision.

Each is bound to its place: put anywhere else, it cannot be decrypted. No call site spells a place;
the column says what makes it (`cases.models.sealed`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class PlaceNotKnown(ValueError):
    """The row does not say yet where it stands: set its columns before you encrypt in it."""


@dataclass(frozen=True)
class Place:
    """`use` is table and column, `row` the values that tell the row apart in its case."""

    case: UUID
    use: str
    row: tuple[str, ...]
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.use} {', '.join(self.row)} of case {self.case}"

    @property
    def binding(self) -> bytes:
        """The same bytes for the same place alone, to be authenticated with the ciphertext."""
        parts = ["safebabies", "place", str(self.case), self.use, self.row, self.revision]
        return json.dumps(parts).encode()


def place_of(row: models.Model, column: str, case_pk: UUID) -> Place:
    """Raises PlaceNotKnown."""
    field = sealed_field(type(row), column)
    values = [value_of(row, name) for name in field.row_columns]
    if None in values:
        raise PlaceNotKnown(f"{type(row).__name__} lacks one of {field.row_columns}")
    return Place(
        case=case_pk,
        use=f"{row._meta.model_name}.{column}",
        row=tuple(in_text(value) for value in values),
        revision=getattr(row, field.revision_column) if field.revision_column else 0,
    )


def value_of(row: models.Model, column: str) -> Any:
    """What the column itself holds: of a relation the key alone, which needs no statement."""
    return row.pk if column == "pk" else row.serializable_value(column)


def in_text(value: Any) -> str:
    """The same text before and after the database has had it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def case_of(row: models.Model, column: str) -> Case:
    path = sealed_field(type(row), column).path_to_case.split(".")
    found: Any = row
    for name in path:
        found = getattr(found, name)
    case: Case = found
    return case


def sealed_field(model: type[models.Model], column: str) -> SealedField:
    field = model._meta.get_field(column)
    assert isinstance(field, SealedField)  # noqa: S101  a fault of ours
    return field


def sealed_columns() -> Iterator[tuple[type[models.Model], list[str], str]]:
    """(model, columns of ciphertext, path to the case in a query) of every table that has some."""
    for model in apps.get_models():
        fields = [field for field in model._meta.fields if isinstance(field, SealedField)]
        if fields:
            columns = [field.name for field in fields]
            yield model, columns, fields[0].path_to_case.replace(".", "__")


def ciphertexts_of(case: Case) -> Iterator[tuple[Place, bytes]]:
    """Everything that is encrypted in a case, and where it stands."""
    for model, columns, path_to_case in sealed_columns():
        for row in model._default_manager.filter(**{path_to_case: case}):
            for column in columns:
                if sealed := bytes(getattr(row, column)):
                    yield place_of(row, column, case.pk), sealed
