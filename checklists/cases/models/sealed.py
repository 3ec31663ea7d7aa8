from typing import Any

from django.db import models


class SealedField(models.BinaryField):
    """A column of ciphertext, and what tells its place from every other: see `cases.places`.

    `case` is the path from the row to its case. `row` names columns that never change while there
    is ciphertext: the primary key or, where the database first gives one when the row is stored,
    who wrote what when. `revision` names a column that counts how often the row was written.
    """

    def __init__(
        self,
        *args: Any,
        case: str = "case",
        row: tuple[str, ...] = ("pk",),
        revision: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.path_to_case, self.row_columns, self.revision_column = case, row, revision

    def deconstruct(self) -> Any:
        """To a migration it is the column of bytes that it is to the database."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs
