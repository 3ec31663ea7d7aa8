"""What is asked of somebody new around the baby."""

from django import forms
from django.http import HttpRequest

from checklists.household.adult_names import (
    ANOTHER,
    ask_whether_another_person,
    check_name_is_known,
)
from checklists.household.models import Adult
from checklists.nhsuk.fields import NameField
from checklists.nhsuk.forms import PlainForm

MOST_OF_A_NAME = 150


def names_somebody(request: HttpRequest) -> bool:
    """Whether a name was typed of somebody who may not be added yet."""
    return bool(request.POST.get("new_adult_name", "").strip())


class NewAdultForm(PlainForm):
    """Somebody new around the baby, on a page of questions. No name is an answer as well."""

    new_adult_name = NameField(label="Name", required=False, max_length=MOST_OF_A_NAME)
    new_adult_named = forms.ChoiceField(
        label="How well the name is known", required=False, choices=Adult.Named.choices
    )

    others: tuple[str, ...] = ()  # names of the adults who are there already

    def clean(self) -> None:
        super().clean()
        check_name_is_known(self, name="new_adult_name", named="new_adult_named")
        ask_whether_another_person(self, name="new_adult_name", others=self.others)

    @property
    def asks_another(self) -> bool:
        return ANOTHER in self.fields

    def problems(self) -> list[str]:
        return [str(words) for told in self.errors.values() for words in told]
