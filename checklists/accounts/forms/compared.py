"""Forms of the admin that are compared with what the page showed; see `accounts.admin.stale`."""

from typing import Any

from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string

from checklists.audit.last_change import who_changed
from checklists.nhsuk.clashes import Clash
from checklists.nhsuk.stale import Comparing, compare, was_left_alone
from checklists.people.models.users import User

ROW_REMOVED = (
    "This row was taken away while you had the page open, so it is not saved. "
    "Open the page again, and add it as a new row if it is still needed."
)


class ComparedForm(Comparing, ModelForm):
    """A form of a row. `compared_form` mixes it in before a model form."""

    person: User
    is_removed = False
    together = (("starts_on", "ends_on"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = f"{self._meta.model._meta.model_name}:{self.sent_pk() or self.instance.pk}"
        is_new = self.instance._state.adding
        compare(self, row=self.row, by=self.person, who=self.last_changed_by, is_new=is_new)
        # A row that another person removed stays removed; only a change typed in it is an error.
        if is_new and self.sent_pk():
            self.is_removed = True
            self.empty_permitted = self.empty_permitted or was_left_alone(self)

    def sent_pk(self) -> str:
        """The id that a row of an inline came back with; '' for a new row, or a form of its own."""
        if not (self.is_bound and self.prefix):
            return ""
        sent: str | None = self.data.get(self.add_prefix(self._meta.model._meta.pk.name))
        return sent or ""

    def has_changed(self) -> bool:
        return super().has_changed() and not (self.is_removed and self.empty_permitted)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_removed and not self.empty_permitted:
            self.add_error(None, ROW_REMOVED)

    def last_changed_by(self, name: str) -> str:
        """Searched by the label of the field, as the admin writes it into its events."""
        return who_changed(self.row, str(self.fields[name].label or name))

    def clash_error(self, clash: Clash) -> str:
        return render_to_string("admin/clash.html", {"clash": clash})


class RowsAsSent(BaseInlineFormSet):
    """Renders the rows that were sent, in the order of the page that sent them.

    Django matches them by place with the rows stored now, and would take one for another when rows
    came or went meanwhile.
    """

    def get_queryset(self) -> Any:
        if self.is_bound and "forms" in vars(self):
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()
