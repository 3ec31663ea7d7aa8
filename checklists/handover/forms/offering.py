"""The forms on which a family is offered, accepted or turned down."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from checklists.handover.receivers import Receiver
from checklists.nhsuk.forms import PlainForm
from checklists.people.models.teams import Team
from checklists.people.models.users import User

LONGEST = 4000


def words_field(label: str, missing: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": missing},
    )


class OfferForm(PlainForm):
    """To whom a family is offered, and what they need to know."""

    to = forms.ChoiceField(
        label="Who takes over?",
        help_text="In another team a manager or deputy may decide, or the person you name. "
        "Only people who are at work today can be chosen.",
        error_messages={"required": "Choose who takes over"},
    )
    note = words_field(
        "What do they need to know?",
        "Say what the next practitioner needs to know",
        "Talk to them as well. They read this before they answer.",
    )

    def __init__(
        self, *args: Any, receivers: Mapping[str, Receiver], home: Team, **kwargs: Any
    ) -> None:
        """`receivers` by the value of their choice; `home` is the team of the family."""
        super().__init__(*args, **kwargs)
        self.receivers = receivers
        choices = [
            (value, receiver_words(team, user, home)) for value, (team, user) in receivers.items()
        ]
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", "Choose"), *choices]

    def receiver(self) -> Receiver:
        return self.receivers[self.cleaned_data["to"]]


def receiver_words(team: Team, user: User | None, home: Team) -> str:
    if user is None:
        return f"{team} team, where a manager chooses"
    return user.name if team == home else f"{user}, {team} team"


class AcceptForm(PlainForm):
    """Who holds the family from now on, when a manager accepts it."""

    holder = forms.ChoiceField(
        label="Who holds the family from today?",
        error_messages={"required": "Choose who holds the family"},
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        """`people` are those who may hold it."""
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [("", "Choose"), *people_choices(self.people)]
        cast(forms.ChoiceField, self.fields["holder"]).choices = choices

    def person(self) -> User:
        return self.people[self.cleaned_data["holder"]]


class RejectForm(PlainForm):
    reason = words_field(
        "Why do you not take this family on?",
        "Say why you do not take this family on",
        "The person who offered it reads this.",
    )


def people_choices(people: Mapping[str, User]) -> list[tuple[str, str]]:
    return [(value, one.name) for value, one in people.items()]
