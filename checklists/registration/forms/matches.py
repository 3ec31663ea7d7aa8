"""What is asked before a baby is saved who may have a record already."""

from django import forms

from checklists.nhsuk.fields import NameField
from checklists.nhsuk.forms import PlainForm


class AnotherBabyForm(PlainForm):
    """Shown beside the records that may be of the same baby."""

    another_baby = forms.BooleanField(
        label="It is another baby: save it",
        error_messages={"required": "Tick this if it is another baby, or open the record above"},
    )


class DutyForm(PlainForm):
    """Shown when a record that the person may not open may be of the same baby."""

    asked_whom = NameField(
        label="Who at the duty desk said that it is another baby?",
        help_text="Only after you have asked. The safeguarding lead is told",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of the person you asked"},
    )
