"""Who is here at a visit."""

from typing import Any

from django import forms

from checklists.nhsuk.fields import SeveralOfField
from checklists.nhsuk.forms import PlainForm
from checklists.visits import presence


def alone_or_not(present: list[str]) -> list[str]:
    """The codes in order. ValidationError when 'no one' is ticked with someone."""
    if presence.NOBODY in present and len(present) > 1:
        raise forms.ValidationError("Choose either who is here, or that no one is")
    return presence.checked_codes(present)


class PresenceForm(PlainForm):
    present = SeveralOfField(
        label="Who is here now, besides you and the baby?",
        help_text="Anyone who can see the screen or hear you.",
        choices=presence.CHOICES,
        error_messages={"required": "Say who is here, or that no one is"},
    )

    def __init__(self, *args: Any, is_born: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_born:
            self.fields["present"].label = "Who is here now, besides you?"

    def clean_present(self) -> list[str]:
        return alone_or_not(self.cleaned_data["present"])
