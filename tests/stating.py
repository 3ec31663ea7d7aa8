"""Has the log state rows that a test made without any verb, as an upgrade does what is there."""

from datetime import UTC, datetime

from checklists.audit.baseline import state_rows
from checklists.audit.models import Event
from checklists.audit.querysets import note_all_stated
from checklists.audit.stating import ReadColumns, columns_of, covered_models

WHEN = datetime(2026, 11, 1, tzinfo=UTC)


def state_what_is_there(models=None):
    for model in models or covered_models():
        rows = model._base_manager.filter(model.ONLY).order_by("pk")
        columns = columns_of(model, model.LEFT_OUT)
        state_rows(Event, ReadColumns.of(rows, columns, model.REVISION), at=WHEN)
    if models is None:
        note_all_stated()
