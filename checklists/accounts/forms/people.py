"""The forms of the system administrator for people and teams, with their errors in words."""

from itertools import combinations, product
from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from checklists.nhsuk.fields import NameField
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_ROLES, Membership, Team
from checklists.people.models.users import User
from checklists.people.obstacles import why_not_cover
from checklists.reading.clock import london_today


class AsciiUsername(forms.ModelForm):
    """Letters of other alphabets look like ours: two people could not be told apart in a list."""

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        username = self.cleaned_data.get("username") or ""
        if "username" in self.changed_data and not username.isascii():
            self.add_error("username", "Use the letters a to z without accents.")
        return cleaned


class NewUserForm(AsciiUsername, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "name", "email"]
        field_classes = {"name": NameField}


class UserForm(AsciiUsername, UserChangeForm):
    class Meta:
        model = User
        fields = ["username", "name", "email", "is_active"]
        field_classes = {"name": NameField}


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "slug", "duty_contact", "referral_contact", "family_contact"]
        field_classes = {"name": NameField}


class DatedForm(forms.ModelForm):
    def clean(self) -> None:
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day comes before the first day.")


class MembershipForm(DatedForm):
    class Meta:
        model = Membership
        fields = ["role", "team", "starts_on", "ends_on"]

    def clean(self) -> None:
        super().clean()
        role, team = self.cleaned_data.get("role"), self.cleaned_data.get("team")
        if role in TEAM_ROLES and not team:
            self.add_error("team", "Choose the team in which this role is held.")
        if role and role not in TEAM_ROLES and team:
            self.add_error("team", "This role belongs to no team: leave the team empty.")


class EachRoleOnce(forms.BaseInlineFormSet):
    """Nobody is given a role that they hold: ending one of the two would leave it to them.

    The page of the person holds their row while it is saved, so no other window gives it meanwhile.
    """

    def clean(self) -> None:
        super().clean()
        valid = [form for form in self.forms if form.has_changed() and form.is_valid()]
        new = [form.instance for form in valid if form.instance._state.adding]
        typed = {form.instance.pk: form.instance for form in valid}
        stored = self.instance.memberships.all() if self.instance.pk else ()
        held = [typed.get(row.pk, row) for row in stored]
        pairs = [*product(new, held), *combinations(new, 2)]
        if any(given_twice(*pair) for pair in pairs):
            raise forms.ValidationError("The same role is given twice for the same days.")


def given_twice(one: Membership, other: Membership) -> bool:
    """Whether both are the same role, in the same team if it belongs to one, on some day."""
    same = (one.role, one.team_id) == (other.role, other.team_id)
    return same and (starts_within(one, other) or starts_within(other, one))


def starts_within(one: Membership, other: Membership) -> bool:
    begun = one.starts_on >= other.starts_on
    return begun and (other.ends_on is None or one.starts_on <= other.ends_on)


class AbsenceForm(DatedForm):
    class Meta:
        model = Absence
        fields = ["covered_by", "starts_on", "ends_on"]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        # The cover of a row that nobody touches may have left since: it is not checked again.
        if not self.has_changed() or not (first and last):
            return
        person, today = self.instance.user, london_today()
        if why_not := why_not_cover(person, given.get("covered_by"), first, last, today):
            self.add_error("covered_by", why_not)
