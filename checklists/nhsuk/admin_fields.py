"""The fields by which the admin reads what is typed, like every other form of the service."""

from typing import Any

from django.db import models

from checklists.nhsuk.fields import LineField, WholeNumberField, WrittenDateField

# Of a slug and of an address of mail Django itself looks at each letter.
READ_BY: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.CharField: {"form_class": LineField},
    models.SlugField: {},
    models.DateField: {"form_class": WrittenDateField},
    models.IntegerField: {"form_class": WholeNumberField},
}
