"""What somebody or something was called before: what was signed shows the names of that day.

A case keeps its dates the same way, because what was signed shows the age of that day.

Earlier names stand beside the present one, so that a page that has a row has its names too, and
asks for nothing more. Each row of `former_names` says until when it held, the oldest first.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, cast

from django.db import models, transaction
from django.utils import timezone


class KeepsNames(models.Model):
    """A row whose fields of `NAMED` are kept, each time they change, as they were before."""

    NAMED: ClassVar[tuple[str, ...]] = ("name",)

    former_names = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Whoever renames it, on whichever page: a queryset's `update` alone would pass this by."""
        fields = None if update_fields is None else {*update_fields}
        renames = fields is None or not set(self.NAMED).isdisjoint(fields)
        if self._state.adding or not renames:
            super().save(*args, update_fields=fields, **kwargs)
            return
        with transaction.atomic():
            self.keep_names()
            super().save(*args, update_fields=fields and {*fields, "former_names"}, **kwargs)

    def keep_names(self) -> None:
        """Add what the database calls it, if that differs. It is read anew and held: the page may
        have been opened before a colleague gave it another name."""
        rows = type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
        was = rows.values(*self.NAMED, "former_names").first()
        if was is None:
            return
        self.former_names = was.pop("former_names")
        if any(getattr(self, field) != value for field, value in was.items()):
            kept = {field: as_json(value) for field, value in was.items()}
            self.former_names.append({**kept, "until": timezone.now().isoformat()})

    def ever_called(self, *fields: str) -> set[str]:
        """Every name that these fields hold, and held before."""
        return {row[field] for row in (*self.former_names, vars(self)) for field in fields}

    def named_on(self, at: datetime) -> dict[str, Any]:
        """The fields of `NAMED` as they were at that moment."""
        held = [one for one in self.former_names if held_until(one) >= at]
        return {field: self.held_first(field, held) for field in self.NAMED}

    def held_first(self, field: str, held: Iterable[dict[str, Any]]) -> Any:
        """What the first of these rows holds, else what stands now. A row that is older than the
        keeping of a field says nothing of it."""
        kept = cast("models.Field[Any, Any]", self._meta.get_field(field))
        found = (kept.to_python(one[field]) for one in held if field in one)
        return next(found, getattr(self, field))

    def changed_at(self, field: str) -> datetime | None:
        """Since when it is what it is now; None when no other value is known."""
        now = as_json(getattr(self, field))
        others = [one for one in self.former_names if field in one and one[field] != now]
        return held_until(others[-1]) if others else None


def held_until(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["until"])


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
