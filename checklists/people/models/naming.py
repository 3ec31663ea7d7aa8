"""Former names of a row, because a signed visit shows the names of its day.

A case keeps its former dates the same way, because a signed visit shows the age of its day.

Former names are in the row itself, so that a page that has read the row needs no other statement.
Each entry of `former_names` says until when it held, the oldest first.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, cast

from django.db import models, transaction
from django.utils import timezone


class KeepsNames(models.Model):
    """A row that remembers the former values of its fields in `NAMED`."""

    NAMED: ClassVar[tuple[str, ...]] = ("name",)

    former_names = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Every page that renames comes through here; only a queryset's `update` does not."""
        fields = None if update_fields is None else {*update_fields}
        renames = fields is None or not set(self.NAMED).isdisjoint(fields)
        if self._state.adding or not renames:
            super().save(*args, update_fields=fields, **kwargs)
            return
        with transaction.atomic():
            self.keep_names()
            # Saving some fields alone must store the former names with them.
            super().save(*args, update_fields=fields and {*fields, "former_names"}, **kwargs)

    def keep_names(self) -> None:
        """Add the stored values to the former names, where they differ.

        The row is read again and locked: a colleague may have renamed it since the page was opened.
        """
        rows = type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
        stored = rows.values(*self.NAMED, "former_names").first()
        if stored is None:
            return
        self.former_names = stored.pop("former_names")
        if any(getattr(self, field) != value for field, value in stored.items()):
            kept = {field: as_json(value) for field, value in stored.items()}
            self.former_names.append({**kept, "until": timezone.now().isoformat()})

    def ever_called(self, *fields: str) -> set[str]:
        """Every value that these fields have, or had before."""
        return {row[field] for row in (*self.former_names, vars(self)) for field in fields}

    def named_on(self, at: datetime) -> dict[str, Any]:
        """The fields of `NAMED` as they were at that moment."""
        held = [one for one in self.former_names if held_until(one) >= at]
        return {field: self.held_first(field, held) for field in self.NAMED}

    def held_first(self, field: str, held: Iterable[dict[str, Any]]) -> Any:
        """The value in the first of these entries that has the field, else the present value.

        An entry may be older than the field, and not have it.
        """
        column = cast("models.Field[Any, Any]", self._meta.get_field(field))
        found = (column.to_python(one[field]) for one in held if field in one)
        return next(found, getattr(self, field))

    def changed_at(self, field: str) -> datetime | None:
        """Since when the field has its present value; None when no other value is known."""
        present = as_json(getattr(self, field))
        others = [one for one in self.former_names if field in one and one[field] != present]
        return held_until(others[-1]) if others else None


def held_until(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["until"])


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
