"""COPY rows into the table of a model, with its columns and defaults taken from the model."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from typing import Any

from django.db import models
from django.db.models.expressions import DatabaseDefault

ROWS_AT_ONCE = 5_000
NULL = r"\N"
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Table:
    """The table of a model. A column that a row does not give has the default of its field."""

    def __init__(self, model: type[models.Model], *varying: str, **same: Any) -> None:
        """`varying` are the columns that each row gives itself, `same` those alike in all rows."""
        given = {*varying, *same}
        self.name, self.varying = model._meta.db_table, varying
        self.fields = [one for one in model._meta.concrete_fields if is_written(one, given)]
        self.row = "\t".join(self.place_of(one, same) for one in self.fields) + "\n"

    def place_of(self, field: Any, same: Mapping[str, Any]) -> str:
        if field.attname in self.varying:
            return f"%({field.attname})s"
        value = same[field.attname] if field.attname in same else field.get_default()
        return as_text(field, value).replace("%", "%%")

    def line(self, values: Mapping[str, Any]) -> str:
        """The row of these values: ids, numbers and dates as they are, all else through `text`."""
        return self.row % values

    def text(self, values: Mapping[str, Any]) -> str:
        """The row of any values of the columns that vary."""
        written = {
            one.attname: as_text(one, values[one.attname])
            for one in self.fields
            if one.attname in self.varying
        }
        return self.row % written

    def fill(self, cursor: Any, lines: Iterable[str]) -> int:
        """COPY these lines; gives how many they were."""
        columns = ", ".join(f'"{one.column}"' for one in self.fields)
        count = 0
        for chunk in chunks(lines):
            text = StringIO("".join(chunk))
            cursor.copy_expert(f'COPY "{self.name}" ({columns}) FROM STDIN', text)
            count += len(chunk)
        return count


def is_written(field: Any, given: set[str]) -> bool:
    """Whether the row says it; what the database makes is left to the database."""
    if field.attname in given:
        return True
    made_there = isinstance(field, models.AutoField) or field.generated
    return not made_there and not isinstance(field.get_default(), DatabaseDefault)


def as_text(field: Any, value: Any) -> str:
    if isinstance(value, DatabaseDefault):
        value = value.expression.value
    if value is None:
        return NULL
    if isinstance(field, models.JSONField):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes | memoryview):
        return r"\\x" + bytes(value).hex()
    return str(value).translate(ESCAPED)


def all_columns(model: type[models.Model]) -> list[str]:
    """Those that a row has before the database has given it a number."""
    fields = model._meta.concrete_fields
    return [one.attname for one in fields if not isinstance(one, models.AutoField)]


@contextmanager
def no_triggers(cursor: Any) -> Iterator[None]:
    """No trigger fires for a row, and no reference is checked. For a superuser of the server."""
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("RESET session_replication_role")


def copy_rows(cursor: Any, rows: Iterable[models.Model]) -> None:
    """COPY unsaved rows of models, in the order of the models as they first come."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, found in by_model.items():
        table = Table(model, *all_columns(model))
        table.fill(cursor, (table.text(vars(row)) for row in found))


def chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while chunk := list(islice(rest, ROWS_AT_ONCE)):
        yield chunk
