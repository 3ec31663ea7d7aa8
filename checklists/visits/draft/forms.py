"""What is asked to start a visit, to record one that could not happen, and to stop early."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from checklists.guidance.models import VisitType
from checklists.household.adult_names import ANOTHER, ask_once, check_pair
from checklists.household.models import Adult
from checklists.nhsuk.date_fields import ClockTimeField, DayMonthYearField
from checklists.nhsuk.fields import LineField, NameField, OneOfField, SeveralOfField, offer_choices
from checklists.nhsuk.forms import PlainForm
from checklists.reading.clock import (
    LONDON,
    SKIPPED_HOUR,
    SkippedHour,
    london_moment,
    london_today,
)
from checklists.visits import presence
from checklists.visits.models import Visit

# A visit is written within a day; a year leaves room for records that came late.
OLDEST = timedelta(days=366)
NOTE_LENGTH = 4000
MOST_OF_A_NAME = 150
# Our own choice: as long as a family with a concern goes without supervision at most.
LATEST_ATTEMPT = timedelta(weeks=12)


def oldest_day() -> date:
    return london_today() - OLDEST


def latest_attempt() -> date:
    return london_today() + LATEST_ATTEMPT


def london_now() -> datetime:
    return timezone.now().astimezone(LONDON)


def read_moment(form: PlainForm, what: str, *, future: str) -> dict[str, Any]:
    """Puts `<what>_at` beside the day and the time of what happened, or says what is wrong."""
    cleaned = form.cleaned_data
    day, clock = cleaned.get(f"{what}_on"), cleaned.get(f"{what}_time")
    if day and clock:
        try:
            cleaned[f"{what}_at"] = london_moment(day, clock)
        except SkippedHour:
            form.add_error(f"{what}_time", SKIPPED_HOUR)
        else:
            if cleaned[f"{what}_at"] > timezone.now():
                form.add_error(f"{what}_time", future)
    return cleaned


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


class StopForm(PlainForm):
    """`reasons` are (value, label) pairs that anyone in the room may read."""

    reason = OneOfField(
        label="Why was the rest not asked today?",
        error_messages={"required": "Choose one reason"},
    )

    def __init__(self, *args: Any, reasons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "reason", reasons)


class NewAdultForm(PlainForm):
    """Somebody new around the baby, on a page of questions. No name is an answer as well."""

    new_adult_name = NameField(label="Name", required=False, max_length=MOST_OF_A_NAME)
    new_adult_named = forms.ChoiceField(
        label="How well the name is known", required=False, choices=Adult.Named.choices
    )

    others: tuple[str, ...] = ()  # names of the adults who are there already

    def clean(self) -> None:
        super().clean()
        check_pair(self, name="new_adult_name", named="new_adult_named")
        ask_once(self, name="new_adult_name", others=self.others)

    @property
    def asks_another(self) -> bool:
        return ANOTHER in self.fields

    def problems(self) -> list[str]:
        return [str(words) for told in self.errors.values() for words in told]


class DiscardForm(PlainForm):
    mistake = OneOfField(
        label="Why is it discarded?",
        choices=Visit.Mistake.choices,
        error_messages={"required": "Say why it is discarded"},
    )


class CallForm(PlainForm):
    """Whom she rang about a mark, when, and the reference she was given. `call` is for the verb."""

    spoke_to = NameField(label="Who you spoke to", max_length=MOST_OF_A_NAME)
    reference = LineField(
        label="Reference", help_text="As they gave it, or 'none given'", max_length=100
    )
    rang_on = DayMonthYearField(
        label="Day",
        initial=london_today,
        earliest=oldest_day,
        latest=london_today,
        too_late="The day of the call cannot be in the future",
    )
    rang_time = ClockTimeField(label="Time", initial=lambda: london_now().time())

    def clean(self) -> dict[str, Any]:
        super().clean()
        return read_moment(self, "rang", future="The time of the call cannot be in the future")

    @property
    def call(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("spoke_to", "rang_at", "reference")}


def alone_or_not(present: list[str]) -> list[str]:
    """The codes in order. ValidationError when 'no one' is ticked with someone."""
    if presence.NOBODY in present and len(present) > 1:
        raise forms.ValidationError("Choose either who is here, or that no one is")
    return presence.checked_codes(present)
