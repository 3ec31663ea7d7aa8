"""What is asked to stop early, or to discard a visit begun by mistake."""

from collections.abc import Iterable
from typing import Any

from checklists.nhsuk.fields import OneOfField, offer_choices
from checklists.nhsuk.forms import PlainForm
from checklists.visits.models import Visit


class StopForm(PlainForm):
    """`reasons` are (value, label) pairs that anyone in the room may read."""

    reason = OneOfField(
        label="Why was the rest not asked today?",
        error_messages={"required": "Choose one reason"},
    )

    def __init__(self, *args: Any, reasons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "reason", reasons)


class DiscardForm(PlainForm):
    mistake = OneOfField(
        label="Why is it discarded?",
        choices=Visit.Mistake.choices,
        error_messages={"required": "Say why it is discarded"},
    )
