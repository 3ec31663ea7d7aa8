"""What is asked when a copy is prepared, a record held or disposed of."""

from typing import Any, cast

from django import forms

from checklists.household.models import Adult
from checklists.nhsuk.date_fields import DayMonthYearField
from checklists.nhsuk.fields import OneOfField, SeveralOfField
from checklists.nhsuk.forms import PlainForm
from checklists.reading.clock import london_today
from checklists.records.models import SubjectRequest
from checklists.records.preparing import Asked

LONGEST = 4000
GOES_IN = "Goes into the copy"
STAYS_OUT = "Stays out of the copy"
Subject = SubjectRequest.Subject
SHOW_CHOICES = [
    ("all", "Everything"),
    ("in", "What goes in"),
    ("out", "What stays out"),
    ("staff", "What stays out because it is for staff"),
    ("chosen", "What somebody chose"),
]


def text_field(
    label: str, required: str, help_text: str = "", *, rows: int = 3, longest: int = LONGEST
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class NewRequestForm(PlainForm):
    """Whose data is asked for, by whom, and how we know."""

    whose = OneOfField(
        label="Whose information is asked for?",
        help_text="A copy is about one person. For two people, make two copies.",
        error_messages={"required": "Say whose information is asked for"},
    )
    asked_on = DayMonthYearField(
        label="When did the request reach us?",
        help_text="The copy is due one calendar month after that day.",
        latest=london_today,
        too_late="Enter a day that is not in the future",
        error_messages={"required": "Enter the day on which the request reached us"},
    )
    asked_by = text_field(
        "Who asks, and how?",
        "Say who asks, and how",
        "For example: the mother, by letter. Or a solicitor, and for whom.",
    )
    identity = text_field(
        "How do we know who they are, and that they may ask?",
        "Say how we know who they are, and that they may ask",
        "What was seen, by whom. For a child: how we know of parental responsibility.",
    )

    def __init__(self, *args: Any, adults: list[tuple[Adult, str]], **kwargs: Any) -> None:
        """`adults` are those of the case, each with the name it is known by."""
        super().__init__(*args, **kwargs)
        self.adults = {f"adult:{adult.pk}": adult for adult, _ in adults}
        cast("forms.ChoiceField", self.fields["whose"]).choices = [
            (Subject.BABY, Subject.BABY.label),
            (Subject.MOTHER, Subject.MOTHER.label),
            *((f"adult:{adult.pk}", name) for adult, name in adults),
        ]

    def for_begin(self) -> dict[str, Any]:
        """What `preparing.begin` takes of what was typed."""
        given = self.cleaned_data
        adult = self.adults.get(given["whose"])
        return {
            "subject": Subject.ADULT if adult else Subject(given["whose"]),
            "adult": adult,
            "asked": Asked(given["asked_by"], given["identity"]),
            "asked_on": given["asked_on"],
        }


class ShowForm(PlainForm):
    """Which entries a page of preparation shows."""

    show = forms.ChoiceField(label="Show", choices=SHOW_CHOICES)

    def chosen(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or "all"


def ticked_field(label: str) -> SeveralOfField:
    return SeveralOfField(
        label=label,
        required=False,
        error_messages={"invalid_choice": "Tick entries that are on this page"},
    )


class ChoosingForm(PlainForm):
    """What was ticked in one section of the page, with one reason for all of it.

    Its prefix is the section. The page renders the boxes itself.
    """

    put_in = ticked_field(GOES_IN)
    keep_out = ticked_field(STAYS_OUT)
    reason = text_field(
        "Why?",
        "Say why these entries go in or stay out",
        "One reason for all that you ticked in this section. It stays inside.",
    )

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("put_in", "keep_out"):
            cast("forms.ChoiceField", self.fields[name]).choices = [(key, key) for key in keys]

    def clean(self) -> None:
        super().clean()
        inside, outside = (set(self.cleaned_data.get(name, ())) for name in ("put_in", "keep_out"))
        if self.errors.keys() & {"put_in", "keep_out"}:
            return
        if not inside and not outside:
            self.add_error("put_in", "Tick the entries you decide about")
        if inside & outside:
            self.add_error("put_in", "Tick one for each entry: it goes in, or it stays out")

    def decided(self) -> dict[bool, list[str]]:
        """{include: entries} of what was ticked."""
        ticked = {True: self.cleaned_data["put_in"], False: self.cleaned_data["keep_out"]}
        return {include: entries for include, entries in ticked.items() if entries}


class ReasonForm(PlainForm):
    """One box for a reason; the page says what for."""

    def __init__(
        self,
        *args: Any,
        label: str,
        required: str,
        help_text: str = "",
        longest: int = LONGEST,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = text_field(label, required, help_text, rows=4, longest=longest)


class SureForm(PlainForm):
    """One tick before something that cannot be taken back."""

    sure = forms.BooleanField()

    def __init__(self, *args: Any, label: str, required: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = required
