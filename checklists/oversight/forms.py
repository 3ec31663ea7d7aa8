"""The form on which a safeguarding lead keeps a colleague away from a family."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from checklists.nhsuk.forms import PlainForm
from checklists.people.models.teams import Membership
from checklists.people.models.users import User
from checklists.reading.clock import london_today

LONGEST = 2000


class BlockForm(PlainForm):
    """`holders` are the memberships of those who may take over, the first one proposed."""

    person = forms.ChoiceField(
        label="Which colleague",
        error_messages={"required": "Choose a colleague"},
    )
    why = forms.CharField(
        label="Why",
        help_text="For example: they are related. Only leads and the managers of this family's "
        "team can read it",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
    )
    holder = forms.ChoiceField(
        label="Who takes the family over",
        error_messages={"required": "Say who takes the family over"},
    )

    def __init__(
        self, *args: Any, owner: User, holders: Iterable[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in User.objects.filter(is_active=True)}
        self.holders = {str(one.pk): one for one in holders}
        roles = roles_in_words()
        cast(forms.ChoiceField, self.fields["person"]).choices = [
            ("", "Choose"),
            *((pk, ", ".join([str(user), *roles[pk]])) for pk, user in self.people.items()),
        ]
        cast(forms.ChoiceField, self.fields["holder"]).choices = [
            (pk, holder_words(one)) for pk, one in self.holders.items()
        ]
        self.fields["holder"].required = bool(self.holders)
        self.fields["holder"].help_text = f"Used only if you choose {owner}, who holds it now"

    def chosen(self) -> tuple[User, str, Membership | None]:
        """The user, the words, and the membership of who takes over or None."""
        given = self.cleaned_data
        return self.people[given["person"]], given["why"], self.holders.get(given["holder"])


def roles_in_words() -> dict[str, list[str]]:
    """What each user is today by id: ["health visitor, South"]."""
    words: dict[str, list[str]] = defaultdict(list)
    for held in Membership.objects.on(london_today()).select_related("team"):
        role = held.get_role_display().lower()
        words[str(held.user_id)].append(f"{role}, {held.team}" if held.team else role)
    return words


def holder_words(one: Membership) -> str:
    return f"{one.user}, {one.get_role_display().lower()}, {one.team}"
