"""A form of stored values that comes back late undoes nobody's change.

Three values decide each field: what the page showed, what is stored now, what was typed. What the
person left alone stays as it is stored; what only they changed is saved; what both changed is shown
twice, to choose. One line, `compare(form, row=..., by=...)`, makes a form do this. The caller locks
the row before it makes the form, until the form is saved.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import QueryDict

from checklists.nhsuk.clashes import Clash, ComparedField, Who, choice_name, clash_of, is_clash
from checklists.nhsuk.sent_values import as_sent, put_back, sent_value
from checklists.reading import shown
from checklists.reading.shown import Choice, Settled

# A mixin is a form to the type checker, but Django must not take it for one without fields.
if TYPE_CHECKING:
    MixedIn = forms.BaseForm
else:
    MixedIn = object

CHANGED = "changed while you had the page open. Choose which one stays"


class Comparing(MixedIn):
    """A form that may be compared; until `compare` is called it is like any other form."""

    data: QueryDict  # as a browser sent it
    # Names of fields that are one value only together, like an address and its postcode.
    together: tuple[tuple[str, ...], ...] = ()
    # By the first field of what is to be chosen, and every field that the choice is about.
    clashes: dict[str, Clash] = {}
    open_to_choice: frozenset[str] = frozenset()
    kept_as_stored: frozenset[str] = frozenset()
    # Digests by the name of the input: of what is stored now, of what was typed, and as they came.
    digests: dict[str, str] = {}
    typed: dict[str, str] = {}
    sent: dict[str, str] = {}

    @property
    def shown(self) -> str:
        """What the hidden field of the page holds; '' where nothing stored is shown."""
        return as_json(self.digests)

    def full_clean(self) -> None:
        super().full_clean()
        for name, clash in self.clashes.items():
            if name not in self.errors:
                self.add_error(name, self.clash_error(clash))

    def clash_error(self, clash: Clash) -> str:
        """It names the question, because the summary on top may say it of several."""
        return f"{clash.label}: {CHANGED}"


def compare(
    form: Comparing,
    *,
    row: str,
    by: Model,
    who: Who | None = None,
    is_new: bool = False,
    asks: bool = True,
) -> None:
    """Settle each field of a form whose initial values are those stored now.

    `row` names the row, `by` is the person, and `who` says of a field who saved it last. What was
    left alone is replaced by what is stored now, so that the form checks the values as they will
    stand. Nothing is stored yet of a row that `is_new`.
    A page that saves by itself leaves out `asks`: a choice is only taken with the button.
    """
    digester = shown.Digester(row, str(by.pk))
    fields = [form[name] for name, field in form.fields.items() if is_compared(field)]
    stored = {one.name: as_sent(one, one.initial) for one in fields}
    if form.is_bound:
        form.sent = shown.read_digests(form.data.get(shown.NAME, ""))
        form.typed = {
            one.html_name: digester.digest(one.name, sent_value(one, form.data)) for one in fields
        }
    if form.is_bound and not is_new:
        form.clashes = settle(form, digester, fields, stored, who, asks)
    form.digests = {
        one.html_name: digester.digest(
            one.name, sent_value(one, stored[one.name]), to_choose=one.name in form.open_to_choice
        )
        for one in fields
    }


def is_compared(field: forms.Field) -> bool:
    return not (field.disabled or field.widget.is_hidden)


def settle(
    form: Comparing,
    digester: shown.Digester,
    fields: list[BoundField],
    stored: dict[str, QueryDict],
    who: Who | None,
    asks: bool,
) -> dict[str, Clash]:
    """Put back what is stored into what was sent, where it stays; return what is to be chosen."""
    data = form.data.copy()
    clashes: dict[str, Clash] = {}
    stays: set[str] = set()
    open_to_choice: set[str] = set()
    for group in groups_of(fields, form.together):
        choice = choice_among(form, group) if asks else None
        compared = [compared_field(form, digester, field, stored, choice) for field in group]
        if is_clash(compared):
            differing = [one for one in compared if one.typed != one.stored]
            clashes[differing[0].field.name] = clash_of(differing, who)
            open_to_choice |= {one.field.name for one in differing}
            continue
        for one in compared:
            if one.settled is Settled.STORED:
                stays.add(one.field.name)
                put_back(data, one.field, stored[one.field.name])
    form.data, form.kept_as_stored = data, frozenset(stays)
    form.open_to_choice = frozenset(open_to_choice)
    return clashes


def groups_of(
    fields: list[BoundField], together: tuple[tuple[str, ...], ...]
) -> list[list[BoundField]]:
    """The fields in their order; those that are one value only together stand in one group."""
    groups: dict[str, list[BoundField]] = {}
    for field in fields:
        names = next((names for names in together if field.name in names), (field.name,))
        groups.setdefault(names[0], []).append(field)
    return list(groups.values())


def compared_field(
    form: Comparing,
    digester: shown.Digester,
    field: BoundField,
    stored: dict[str, QueryDict],
    choice: Choice | None,
) -> ComparedField:
    now, typed = (sent_value(field, one) for one in (stored[field.name], form.data))
    sent = form.sent.get(field.html_name, "")
    settled = digester.settle(field.name, shown=sent, stored=now, typed=typed, choice=choice)
    if settled is Settled.CLASH and means_the_same(field):
        return ComparedField(field, now, now, Settled.TYPED)
    return ComparedField(field, now, typed, settled)


def choice_among(form: Comparing, group: list[BoundField]) -> Choice | None:
    """The choice was named by the first field of the group that differed when it was asked."""
    made = (shown.choice_of(form.data.get(choice_name(field))) for field in group)
    return next((choice for choice in made if choice), None)


def was_left_alone(form: Comparing) -> bool:
    """Whether all that was sent is what the page showed."""
    return bool(form.typed) and all(form.sent.get(name) == one for name, one in form.typed.items())


def still_shown(form: Comparing, after: Comparing) -> str:
    """What the hidden field should hold on a page that saves by itself and is not loaded again.

    `after` is the form as it is stored now. The digest of a value changes only where the page
    shows that value.
    """
    return as_json(
        {
            name: now if form.typed.get(name) == now else form.sent.get(name, "")
            for name, now in after.digests.items()
        }
    )


def as_json(digests: dict[str, str]) -> str:
    return json.dumps(digests, separators=(",", ":")) if digests else ""


def means_the_same(field: BoundField) -> bool:
    """Whether what was typed is the stored value written otherwise: '999 000 1022' without blanks.

    Asked of a clash alone; what cannot be understood means nothing yet.
    """
    try:
        return (field.field.clean(field.data) or None) == (field.initial or None)
    except forms.ValidationError:
        return False


def shown_on(forms_of_page: Iterable[Comparing]) -> str:
    """What one hidden field holds for several forms of a page."""
    return as_json({name: one for form in forms_of_page for name, one in form.digests.items()})
