"""What is asked to start a visit, or to record one that could not happen."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from checklists.guidance.models import VisitType
from checklists.nhsuk.date_fields import ClockTimeField, DayMonthYearField
from checklists.nhsuk.fields import OneOfField, SeveralOfField, offer_choices
from checklists.nhsuk.forms import PlainForm
from checklists.reading.clock import london_today
from checklists.visits import presence
from checklists.visits.draft.forms.moments import london_now, oldest_day, read_moment
from checklists.visits.draft.forms.presence import alone_or_not
from checklists.visits.models import Visit

NOTE_LENGTH = 4000
# Our own choice: as long as a family with a concern goes without supervision at most.
LATEST_ATTEMPT = timedelta(weeks=12)


def latest_attempt() -> date:
    return london_today() + LATEST_ATTEMPT


class WhenForm(PlainForm):
    """The day and time something happened, in London, now unless said otherwise."""

    held_on = DayMonthYearField(
        label="Day",
        initial=london_today,
        earliest=oldest_day,
        latest=london_today,
        too_late="The day of the visit cannot be in the future",
    )
    held_time = ClockTimeField(
        label="Time it began",
        help_text="For example 2.21pm or 14:21",
        initial=lambda: london_now().time(),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        return read_moment(self, "held", future="The time of the visit cannot be in the future")


class StartForm(WhenForm):
    """`types` are the kinds of visit this baby can have; `initial` carries the proposed one."""

    field_order = ["visit_type", "place", "present", "held_on", "held_time"]

    visit_type = OneOfField(
        label="What kind of visit is it?",
        error_messages={"required": "Say what kind of visit it is"},
    )
    place = OneOfField(
        label="Where?",
        choices=Visit.Place.choices,
        error_messages={"required": "Say where the visit is"},
    )
    present = SeveralOfField(
        label="Who is here, besides you and the baby?",
        help_text="Anyone who can see the screen or hear you.",
        choices=presence.CHOICES,
        error_messages={"required": "Say who is here, or that no one is"},
    )

    def __init__(
        self, *args: Any, types: Iterable[VisitType], is_born: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "visit_type", [(kind.slug, kind.short_name) for kind in types])
        if not is_born:
            self.fields["present"].label = "Who is here, besides you?"

    def clean_present(self) -> list[str]:
        return alone_or_not(self.cleaned_data["present"])


class NotHeldForm(WhenForm):
    """`types` as in StartForm. `again` is (the day proposed for the next attempt, what to say of
    it), or None when nothing would come of it."""

    field_order = ["outcome", "visit_type", "note", "try_again_on", "held_on", "held_time"]

    outcome = OneOfField(
        label="What happened?",
        choices=[choice for choice in Visit.Outcome.choices if choice[0] != Visit.Outcome.HELD],
        error_messages={"required": "Say what happened"},
    )
    visit_type = forms.ChoiceField(label="Which visit was planned?")
    note = forms.CharField(
        label="What you did, and what happens next",
        help_text="For example: rang, left a card, new time agreed. Say what happened, not why.",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    try_again_on = DayMonthYearField(
        label="Try again by",
        earliest=london_today,
        latest=latest_attempt,
        too_early="Choose today or a later day",
        too_late="Choose a day within 12 weeks",
        error_messages={"required": "Say when you will try again"},
    )

    def __init__(
        self,
        *args: Any,
        types: Iterable[VisitType],
        again: tuple[date, str] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "visit_type", [(kind.slug, kind.short_name) for kind in types])
        self.fields["held_time"].label = "Time it was planned for"
        if again is None:
            del self.fields["try_again_on"]
        else:
            field = self.fields["try_again_on"]
            field.initial, field.help_text = again
