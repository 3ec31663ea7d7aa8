"""What is asked of the name of an adult, on the household page and at a visit alike."""

from collections.abc import Iterable
from typing import Any

from django import forms

from checklists.household.models import Adult
from checklists.reading.names import same_name

NAME_AND_NOT = "Choose 'Name known', or clear the name"
ANOTHER_WITH_IT = "{} is there already. Is this another person? Tick it, or change the name"
ANOTHER = "another_person"


def check_name_is_known(form: Any, *, name: str, named: str) -> None:
    """A name that is typed is known, at least in part."""
    given = form.cleaned_data
    if given.get(name) and given.get(named) == Adult.Named.NOT_SHARED:
        form.add_error(name, NAME_AND_NOT)


def ask_whether_another_person(form: Any, *, name: str, others: Iterable[str]) -> None:
    """Ask for a tick that an adult with the name of another one here is another person."""
    typed = form.cleaned_data.get(name, "")
    there = next((other for other in others if same_name(typed, other)), "")
    if not there or form.data.get(ANOTHER):
        return
    form.fields[ANOTHER] = forms.BooleanField(label="This is another person", required=False)
    before = list(form.fields)[: list(form.fields).index(name) + 1]
    form.order_fields([*before, ANOTHER])
    form.add_error(name, ANOTHER_WITH_IT.format(there))
