"""What is asked to amend a signed visit, and of a call after it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.utils import timezone

from checklists.nhsuk.fields import LineField, offer_choices
from checklists.nhsuk.forms import PlainForm
from checklists.outstanding.forms import ActionForm
from checklists.outstanding.history import Action
from checklists.reading.clock import london_today
from checklists.visits.answers_in_words import Part
from checklists.visits.signed.amending import THE_WHOLE, Correction

LONGEST = 4000
WHOLE = "whole"  # THE_WHOLE as a choice: a blank one is no choice


class AmendForm(PlainForm):
    """One answer, or the whole of one half of the visit, with what it should say and why."""

    about = forms.ChoiceField(
        label="What do you amend?",
        error_messages={
            "required": "Choose what you amend",
            "invalid_choice": "Choose what you amend from the list",
        },
    )
    says = forms.CharField(
        label="What should it say?",
        help_text="This stands beneath what was signed, which stays as it is.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what it should say"},
    )
    reason = forms.CharField(
        label="Why do you amend it?",
        help_text="For example: I wrote the wrong day.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you amend it"},
    )

    def __init__(
        self, *args: Any, parts: Iterable[Part], whole: str, private: bool, **kwargs: Any
    ) -> None:
        """`parts` are the half that is amended; `whole` is what all of it is called."""
        super().__init__(*args, **kwargs)
        self.private = private
        answers = [
            (said.key, f"{part.title}: {said.question}")
            for part in parts
            for said in part.answers
            if said.key
        ]
        offer_choices(self, "about", [("", "Choose"), (WHOLE, whole), *answers])

    @property
    def correction(self) -> Correction:
        about = self.cleaned_data["about"]
        return Correction(
            key=THE_WHOLE if about == WHOLE else about,
            says=self.cleaned_data["says"],
            reason=self.cleaned_data["reason"],
            private=self.private,
        )


def clock_now() -> time:
    return timezone.localtime().time()


class CallAfterForm(ActionForm):
    """Whom a call about an item reached, when, what was said, and the reference she was given."""

    reference = LineField(
        label="Reference", help_text="As they gave it, or 'none given'", max_length=100
    )
    field_order = ["with_whom", "done_on", "done_time", "what", "reference"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, immediate=True, **kwargs)
        what = self.fields["what"]
        what.label, what.error_messages["required"] = "What was said, by whom", "Say what was said"
        for name, label, now in (
            ("done_on", "Day", london_today),
            ("done_time", "Time", clock_now),
        ):
            self.fields[name].label, self.fields[name].initial = label, now

    def action(self) -> Action:
        return replace(super().action(), reference=self.cleaned_data["reference"])
