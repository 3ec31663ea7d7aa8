"""What is asked before a visit is taken out of the wrong record."""

from django import forms

from checklists.nhsuk.forms import PlainForm

LONGEST = 1000


class AskForm(PlainForm):
    """Why the entry does not belong here."""

    reason = forms.CharField(
        label="How do you know that it stands in the wrong record?",
        help_text="Do not name the other family. Your words go when this is answered.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you know"},
    )


class AgreeForm(PlainForm):
    """One tick before something that cannot be taken back."""

    read = forms.BooleanField(
        label="I have read the entry. It is not about this family",
        error_messages={"required": "Tick this to agree, or choose Leave it as it is"},
    )
