"""A case that has been through the same months as another, with a name and ids of its own."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.facts.kept_not_known import to_keep
from checklists.facts.models import CaseFacts
from checklists.facts.storing import facts_in
from checklists.guidance.in_force import guidance_in_force
from checklists.household.models import Adult, HouseholdEntry
from checklists.reading.clock import london_today
from checklists.visits.models import PointCount, Visit

# Each table, and the way from its rows to the case; what others point to comes first.
PARTS: tuple[tuple[type[models.Model], str], ...] = (
    (Adult, "case"),
    (AnswerSheet, "case"),
    (PrivateSheet, "sheet__case"),
    (Visit, "case"),
    (PointCount, "visit__case"),
    (HouseholdEntry, "case"),
    (CaseFacts, "case"),
)
NEW_IDS = (Adult, AnswerSheet, Visit)


class Likeness:
    """The rows of a told case but its items, read once and written again for other cases."""

    def __init__(self, told: Case) -> None:
        self.told = told
        self.rows = [
            row for model, path in PARTS for row in model._default_manager.filter(**{path: told})
        ]
        self.guidance = guidance_in_force()
        # A draft belongs to who writes it.
        self.visits = [row for row in self.rows if isinstance(row, Visit)]
        self.sealed = {
            (type(row), row.pk, field.name): decrypt(row, field.name, case=told)
            for row in self.rows
            for field in row._meta.concrete_fields
            if isinstance(field, SealedField)
        }

    def of(self, case: Case) -> Iterator[models.Model]:
        """The rows for this case, not saved. It has its key."""
        ids = {self.told.pk: case.pk, self.told.owner_id: case.owner_id}
        ids |= {row.pk: uuid4() for row in self.rows if isinstance(row, NEW_IDS)}
        for row in self.rows:
            yield self.row_of(row, case, ids)

    def row_of(self, row: Any, case: Case, ids: dict[UUID, UUID]) -> models.Model:
        model = type(row)
        fields = [one for one in model._meta.concrete_fields if not is_number(one)]
        values = {
            one.attname: as_its_own(one, getattr(row, one.attname), ids)
            for one in fields
            if not isinstance(one, SealedField)
        }
        made = model(**values)
        for one in fields:
            if isinstance(one, SealedField):
                self.seal(made, one, row, case, ids)
        if isinstance(made, CaseFacts):
            facts, today = facts_in(made), london_today()
            made.not_known = to_keep(case, facts, made.sealed, self.guidance, today)
        return made

    def seal(
        self, made: Any, field: SealedField, row: Any, case: Case, ids: dict[UUID, UUID]
    ) -> None:
        document = self.sealed[type(row), row.pk, field.name]
        point_to(made, field.path_to_case, case)
        if document:
            encrypt(made, **{field.name: replaced(document, ids)})


def point_to(made: Any, path: str, case: Case) -> None:
    """So that no statement looks for the case of the row."""
    first, _, rest = path.partition(".")
    if rest:
        setattr(made, first, AnswerSheet(pk=made.sheet_id, case=case))
    else:
        setattr(made, first, case)


def is_number(field: Any) -> bool:
    return isinstance(field, models.AutoField)


def as_its_own(field: Any, value: Any, ids: dict[UUID, UUID]) -> Any:
    if isinstance(value, UUID):
        return ids.get(value, value)
    return replaced(value, ids) if isinstance(field, models.JSONField) else value


def replaced(document: Any, ids: dict[UUID, UUID]) -> Any:
    text = json.dumps(document)
    for old, new in ids.items():
        text = text.replace(str(old), str(new))
    return json.loads(text)
