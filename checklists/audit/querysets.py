"""Which covered rows a transaction has written since its last event, for that event to state.

Every write through a model or a queryset is noted here, so that no verb has to say what it
wrote. The notes lie among the callbacks that Django keeps for the end of the transaction: there
a savepoint that is rolled back takes its notes with it, and so does the transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Written:
    """Covered rows of one model that were written, also those that are gone by now."""

    model: type[models.Model]
    pks: frozenset[Any]

    def __call__(self) -> None:
        """At the end of the transaction nothing is left to do."""


@dataclass(frozen=True)
class AllStated:
    """What was written before this is stated by an event."""

    def __call__(self) -> None:
        """As above."""


def note_written(model: type[models.Model], pks: Iterable[Any]) -> None:
    """Have the next event of this transaction state these rows.

    For a write that neither a model nor a queryset sees, such as raw SQL.
    """
    # Those that were there already have no id here, and were not written.
    if written := frozenset(pks) - {None}:
        transaction.on_commit(Written(model, written))


def note_all_stated() -> None:
    transaction.on_commit(AllStated())


def written_since_last_event() -> dict[type[models.Model], set[Any]]:
    """The ids of covered rows by model, in the order in which models were first written to."""
    notes: list[Written] = []
    for _, note, *_ in reversed(connection.run_on_commit):
        if isinstance(note, AllStated):
            break
        if isinstance(note, Written):
            notes.append(note)
    found: dict[type[models.Model], set[Any]] = {}
    for note in reversed(notes):
        found.setdefault(note.model, set()).update(note.pks)
    return found


class CoveredQuerySet(models.QuerySet[Row]):
    """Notes the rows that its statements write: see above."""

    def update(self, **values: Any) -> int:
        # Read first: what is changed may be what the rows were found by.
        self.note_each()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # no template may call it

    def delete(self) -> tuple[int, dict[str, int]]:
        self.note_each()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # not for a manager: it is all rows

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        made = super().bulk_create(objs, *args, **kwargs)
        note_written(self.model, (row.pk for row in made))
        return made

    def bulk_update(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> int:
        # By a queryset that notes nothing: the rows are at hand, and need not be looked for.
        rows = list(objs)
        plain = models.QuerySet[Row](self.model, self.query.chain(), self.db)
        note_written(self.model, (row.pk for row in rows))
        return plain.bulk_update(rows, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def note_each(self) -> None:
        note_written(self.model, self.order_by().values_list("pk", flat=True))
