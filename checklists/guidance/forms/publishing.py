"""What a publisher says when a draft is published."""

from django import forms
from django.core.validators import MaxLengthValidator


class PublishForm(forms.Form):
    what_changed = forms.CharField(
        label="What changed",
        help_text="In a sentence or two, what is different and why. Colleagues read it.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        # Said here, and not to the browser, which would cut off what is pasted.
        validators=[MaxLengthValidator(1000)],
        error_messages={"required": "Say in a sentence what changed, for colleagues"},
    )
