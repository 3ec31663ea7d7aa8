"""What is typed about items: filters of a list, what was done, and how an item is closed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, cast

from django import forms
from django.utils import timezone

from checklists.guidance.compiled_version import CompiledPoint
from checklists.nhsuk.date_fields import ClockTimeField, DayMonthYearField
from checklists.nhsuk.fields import LineField, NameField, OneOfField, SeveralOfField
from checklists.nhsuk.forms import PlainForm
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, Priority
from checklists.outstanding.querysets import ItemQuerySet
from checklists.reading.clock import (
    SKIPPED_HOUR,
    SkippedHour,
    london_moment,
    london_today,
)

LONGEST = 4000


class NarrowingField(forms.TypedChoiceField):
    """A select whose first choice, blank, says "all": nothing about it is optional."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class FilterForm(PlainForm):
    """Narrows a list of items. It offers the same to everyone, whatever they may see."""

    urgency = NarrowingField(
        label="Urgency",
        choices=[("", "All"), *((p.label.lower(), p.label) for p in Priority)],
    )
    point = NarrowingField(label="Learning point", coerce=int, empty_value=None)
    overdue = forms.BooleanField(label="Overdue only", required=False)
    waiting = forms.BooleanField(label="Waiting for agreement", required=False)

    def __init__(self, *args: Any, points: Collection[CompiledPoint], **kwargs: Any) -> None:
        """`points` are the learning points of the guidance in force."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["point"]).choices = [
            ("", f"All {len(points)}"),
            *((point.number, f"{point.number}. {point.neutral_title}") for point in points),
        ]

    def narrowed(self, items: ItemQuerySet) -> ItemQuerySet:
        """The items that were asked for; all of them for what was not well formed."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("overdue"):
            items = items.overdue(london_today())
        if asked.get("waiting"):
            items = items.waiting()
        if asked.get("urgency"):
            items = items.filter(priority=Priority[asked["urgency"].upper()])
        if asked.get("point"):
            items = items.filter(point_number=asked["point"])
        return items


class Owner(Protocol):
    pk: Any
    name: str


class OwnedFilterForm(FilterForm):
    """The same over several people's items."""

    owner = NarrowingField(label="Owner")
    field_order = ["urgency", "owner", "point", "overdue", "waiting"]

    def __init__(self, *args: Any, owners: Iterable[Owner], everyone: str, **kwargs: Any) -> None:
        """`everyone` is what the list says for all of the owners."""
        super().__init__(*args, **kwargs)
        people = [(str(owner.pk), owner.name) for owner in owners]
        cast("forms.ChoiceField", self.fields["owner"]).choices = [("", everyone), *people]

    def narrowed(self, items: ItemQuerySet) -> ItemQuerySet:
        items = super().narrowed(items)
        owner = self.cleaned_data.get("owner") if self.is_valid() else None
        return items.filter(owner=owner) if owner else items


def three_years_ago() -> date:
    """Longer than a family stays with the service: a year before it was mistyped."""
    return london_today() - timedelta(days=3 * 366)


class ActionForm(PlainForm):
    """What was done about an item. An immediate one also asks the time, and with whom."""

    what = forms.CharField(
        label="What was done",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was done"},
    )
    done_on = DayMonthYearField(
        label="When",
        help_text="For example, 23 11 2026",
        earliest=three_years_ago,
        latest=london_today,
        too_early="Enter a day in the last 3 years",
        too_late="Enter a day that is not in the future",
        error_messages={"required": "Enter the day on which it was done"},
    )
    done_time = ClockTimeField(
        label="At what time",
        help_text="For example, 2.21pm",
        error_messages={"required": "Enter the time at which it was done"},
    )
    with_whom = NameField(
        label="Who you spoke to",
        max_length=200,
        required=False,
        error_messages={"required": "Say who you spoke to, by name and role"},
    )

    def __init__(self, *args: Any, immediate: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if immediate:
            self.fields["with_whom"].required = True
            self.fields["with_whom"].help_text = "Name and role"
        else:
            del self.fields["done_time"]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("done_on") and given.get("done_time"):
            self.check_moment()

    def check_moment(self) -> None:
        try:
            is_ahead = self.done_at() > timezone.now()
        except SkippedHour:
            self.add_error("done_time", SKIPPED_HOUR)
        else:
            if is_ahead:
                self.add_error("done_time", "Enter a time that is not in the future")

    def done_at(self) -> datetime:
        """The moment it was done; the start of the day when no time was asked."""
        given = self.cleaned_data
        return london_moment(given["done_on"], given.get("done_time") or time())

    def action(self) -> Action:
        given = self.cleaned_data
        return Action(given["what"], self.done_at(), given["with_whom"])


class ClosingForm(ActionForm):
    """How an item ends: the outcome, what was done and, where steps are open, which of them are
    done and why the others are not; of a gathered item, why its questions stay unasked."""

    outcome = OneOfField(
        label="How it ends",
        choices=Outcome.to_choose(),
        error_messages={"required": "Choose how it ends"},
    )
    steps_done = SeveralOfField(
        label="These steps are still open", help_text="Tick what is done.", required=False
    )
    undone = forms.CharField(
        label="What stays undone, and why",
        help_text="Needed while a step is not ticked. It stays in the history.",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    one_of_a_pair = ("steps_done", "undone")
    field_order = [
        *("outcome", "steps_done", "undone"),
        *("what", "done_on", "done_time", "with_whom"),
    ]

    def __init__(
        self,
        *args: Any,
        steps: Sequence[tuple[str, str]] = (),
        unasked: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """`steps` are the keys and words of the open ones, `unasked` the lines still to ask."""
        super().__init__(*args, **kwargs)
        self.steps = [key for key, _ in steps]
        self.lists_words = bool(steps or unasked)
        if steps:
            cast("forms.MultipleChoiceField", self.fields["steps_done"]).choices = steps
        else:
            del self.fields["steps_done"]
        if unasked:
            self.ask_why_unasked(unasked)
        elif not steps:
            del self.fields["undone"]

    def ask_why_unasked(self, lines: Sequence[str]) -> None:
        """A question is asked of the family and never ticked here."""
        undone = self.fields["undone"]
        undone.required, undone.label = True, "What stays unasked, and why"
        undone.error_messages["required"] = "Say what stays unasked, and why"
        undone.help_text = f"Still to ask: {'; '.join(lines)}. It stays in the history."

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        left = set(self.steps) - set(given.get("steps_done", ()))
        if left and "undone" not in self.errors and not given.get("undone"):
            self.add_error("undone", "Tick what is done, or say what stays undone, and why")

    def action(self) -> Action:
        return replace(super().action(), undone=self.cleaned_data.get("undone", ""))

    def for_closing(self) -> dict[str, Any]:
        """What `closing.close` and `ask_to_close` take."""
        given = self.cleaned_data
        steps_done = given.get("steps_done", ())
        return {"outcome": given["outcome"], "action": self.action(), "steps_done": steps_done}


class TickForm(PlainForm):
    """Words beside a tick; who and when are known. An immediate item asks an ActionForm."""

    what = forms.CharField(
        label="What was done",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def action(self) -> Action:
        return Action(self.cleaned_data["what"])


class ReopeningForm(PlainForm):
    """Why a step that was ticked is open again."""

    reason = forms.CharField(
        label="Why it is open again",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is open again"},
    )


class DecliningForm(PlainForm):
    """Why an item stays open."""

    reason = forms.CharField(
        label="Why it stays open",
        help_text="The person who asked will read this.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why it stays open"},
    )


class NewItemForm(PlainForm):
    """Something a person sees to be done that no rule has opened."""

    title = LineField(
        label="What is to be done?",
        help_text="Begin with a verb: “Ring the midwife about the weight”.",
        max_length=120,
        error_messages={
            "required": "Say what is to be done",
            "max_length": "Say it in 120 characters or fewer",
        },
    )
    urgency = OneOfField(
        label="How urgent is it?",
        choices=[(str(level.value), level.label) for level in Priority],
        error_messages={"required": "Choose how urgent it is"},
    )
    due_on = DayMonthYearField(
        label="By when?",
        earliest=london_today,
        too_early="Choose today or a later day",
        error_messages={"required": "Say by when"},
    )
    private = forms.BooleanField(
        label="Keep it with the private items",
        help_text="For anything about the mother's wellbeing, an adult or coercion.",
        required=False,
    )

    def for_opening(self) -> dict[str, Any]:
        """What `open_by_hand` takes; immediate is due today whatever day was chosen."""
        urgency = Priority(int(self.cleaned_data["urgency"]))
        due_on = self.cleaned_data["due_on"]
        return {
            "title": self.cleaned_data["title"],
            "priority": urgency,
            "due_on": london_today() if urgency == Priority.IMMEDIATE else due_on,
            "private": self.cleaned_data["private"],
        }
