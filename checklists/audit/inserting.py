"""Inserts a row whose id came with the page once, though a button was pressed twice."""

from typing import TypeVar

from django.db import IntegrityError, models, transaction

Row = TypeVar("Row", bound=models.Model)


class NotMine(LookupError):
    """A row of the id that was sent exists, and is not the sender's. Nothing has changed."""


def insert_once(row: Row, *, after: models.Model | None = None) -> Row:
    """Insert a row, after the one it refers to. When another press was first, insert nothing and
    give the row that it made."""
    try:
        with transaction.atomic():
            if after is not None:
                after.save(force_insert=True)
            row.save(force_insert=True)
    except IntegrityError:
        earlier = type(row)._default_manager.filter(pk=row.pk).first()
        if earlier is None:
            raise
        return earlier
    return row
