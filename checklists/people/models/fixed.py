"""Columns that are set when a row is made, and that saving the row leaves alone.

The role that serves may not write them (`audit.changeable_columns`), and PostgreSQL refuses the
whole of a statement that names one.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models


class SavesWhatMayChange(models.Model):
    """Forms, allauth and Django save whole rows: the fields of `FIXED` are then left out."""

    FIXED: ClassVar[frozenset[str]]

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """A fixed field is saved only by who names it in `update_fields`."""
        if update_fields is None and not (self._state.adding or args or kwargs.get("force_insert")):
            fields = (field for field in self._meta.concrete_fields if not field.primary_key)
            update_fields = {field.name for field in fields} - self.FIXED
        super().save(*args, update_fields=update_fields, **kwargs)
