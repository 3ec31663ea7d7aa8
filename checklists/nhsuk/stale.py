"""A form of stored values that comes back late undoes nobody's change.

Each field is told by three values: what the page showed, what is stored now, what was typed. What
the person left alone stays as it is stored; what only they changed is saved; what both changed is
shown twice, to choose. One line, `compare(form, row=..., by=...)`, makes a form do this; the row is
to be locked before the form is made, and until it is saved.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from checklists.nhsuk.stale_words import NOTHING, words_of
from checklists.reading import shown
from checklists.reading.shown import Choice, Settled

CHANGED = "changed while you had the page open. Choose which one stays"

Who = Callable[[str], str]


@dataclass(frozen=True)
class Clash:
    """Both values of a field in words, and `saved_by`: who saved the one that is stored, or ''.

    `name` is that of the choice between them, `label` the question of the field.
    """

    name: str
    label: str
    stored: str
    typed: str
    saved_by: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        saved = f"Saved by {self.saved_by}" if self.saved_by else "Saved meanwhile"
        return [
            (Choice.STORED.value, f"{saved}: {self.stored}"),
            (Choice.TYPED.value, f"Yours: {self.typed}"),
        ]


class Comparing:
    """What a form does once it has been compared. Without that it is any other form."""

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
        return written(self.digests)

    def full_clean(self):
        super().full_clean()
        for name, clash in self.clashes.items():
            if name not in self.errors:
                self.add_error(name, self.clash_error(clash))

    def clash_error(self, clash: Clash) -> str:
        """Named, because the summary on top may have to say it of several questions."""
        return f"{clash.label}: {CHANGED}"


def compare(
    form: Any,
    *,
    row: str,
    by: Any,
    who: Who | None = None,
    is_new: bool = False,
    asks: bool = True,
) -> None:
    """Settle each field of a form whose initial values are those stored now.

    `row` names the row, `by` is the person, and `who` says of a field who saved it last. What was
    left alone is sent as it is stored now, so that the form checks the values as they will stand.
    Nothing is stored yet of a row that `is_new`.
    Without `asks`, for a page that saves by itself, no choice is taken: it is made with the button.
    """
    seal = shown.Seal(row, str(by.pk))
    fields = [form[name] for name, field in form.fields.items() if is_compared(field)]
    stored = {one.name: sent_as(one, one.initial) for one in fields}
    if form.is_bound:
        form.sent = shown.read(form.data.get(shown.NAME, ""))
        form.typed = {
            one.html_name: seal.digest(one.name, value_in(one, form.data)) for one in fields
        }
    if form.is_bound and not is_new:
        form.clashes = settle(form, seal, fields, stored, who, asks)
    form.digests = {
        one.html_name: seal.digest(
            one.name, value_in(one, stored[one.name]), to_choose=one.name in form.open_to_choice
        )
        for one in fields
    }


def is_compared(field: forms.Field) -> bool:
    return not (field.disabled or field.widget.is_hidden)


def settle(
    form: Any,
    seal: shown.Seal,
    fields: list[BoundField],
    stored: dict[str, QueryDict],
    who: Who | None,
    asks: bool,
) -> dict[str, Clash]:
    """Put what is stored back into what was sent, where it stays; gives what is to be chosen."""
    data, clashes, stays, open_to_choice = form.data.copy(), {}, set(), set()
    for group in groups_of(fields, form.together):
        choice = choice_among(form, group) if asks else None
        told = [told_of(form, seal, field, stored, choice) for field in group]
        if is_clash(told):
            differing = [one for one in told if one.typed != one.stored]
            clashes[differing[0].field.name] = clash_of(differing, who)
            open_to_choice |= {one.field.name for one in differing}
            continue
        for one in told:
            if one.settled is Settled.STORED:
                stays.add(one.field.name)
                put(data, one.field, stored[one.field.name])
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


@dataclass(frozen=True)
class Told:
    """What was stored and typed of a field, and what becomes of it by itself."""

    field: BoundField
    stored: Any
    typed: Any
    settled: Settled

    @property
    def is_mine(self) -> bool:
        return self.settled is Settled.TYPED and self.typed != self.stored


def told_of(
    form: Any,
    seal: shown.Seal,
    field: BoundField,
    stored: dict[str, QueryDict],
    choice: Choice | None,
) -> Told:
    now, typed = (value_in(field, one) for one in (stored[field.name], form.data))
    sent = form.sent.get(field.html_name, "")
    settled = seal.settle(field.name, shown=sent, stored=now, typed=typed, choice=choice)
    if settled is Settled.CLASH and means_the_same(field):
        return Told(field, now, now, Settled.TYPED)
    return Told(field, now, typed, settled)


def choice_among(form: Any, group: list[BoundField]) -> Choice | None:
    """It was named by the first field of the group that differed then."""
    made = (shown.choice_of(form.data.get(choice_name(field))) for field in group)
    return next((choice for choice in made if choice), None)


def is_clash(told: list[Told]) -> bool:
    """Whether both changed the same field, or each another field of what is one value together."""
    if any(one.settled is Settled.CLASH for one in told):
        return True
    return any(one.is_mine for one in told) and any(one.settled is Settled.STORED for one in told)


def was_left_alone(form: Any) -> bool:
    """Whether all that was sent is what the page showed."""
    return bool(form.typed) and all(form.sent.get(name) == one for name, one in form.typed.items())


def still_shown(form: Any, after: Any) -> str:
    """The same for a page that stays as it is while it saves by itself; `after` is the form as it
    was stored then. A value that the page does not show is not said to be shown."""
    return written(
        {
            name: now if form.typed.get(name) == now else form.sent.get(name, "")
            for name, now in after.digests.items()
        }
    )


def written(digests: dict[str, str]) -> str:
    return json.dumps(digests, separators=(",", ":")) if digests else ""


def choice_name(field: BoundField) -> str:
    return f"{field.html_name}-stays"


def clash_of(told: list[Told], who: Who | None) -> Clash:
    """Of fields that are one value together there is one choice, named by the first of them."""
    theirs = next((one for one in told if one.settled is not Settled.TYPED), told[0])
    return Clash(
        name=choice_name(told[0].field),
        label=label_of([str(one.field.label).rstrip("?") for one in told]),
        stored=joined_words([words_of(one.field.field, one.stored) for one in told]),
        typed=joined_words([words_of(one.field.field, one.typed) for one in told]),
        saved_by=who(theirs.field.name) if who else "",
    )


def joined_words(words: list[str]) -> str:
    """Without those that say that nothing is there, unless nothing is said at all."""
    return ", ".join(one for one in words if one != NOTHING) or NOTHING


def label_of(labels: list[str]) -> str:
    """'Address where the baby lives and postcode'"""
    first, *others = labels
    return " and ".join([first, *(other[:1].lower() + other[1:] for other in others)])


def means_the_same(field: BoundField) -> bool:
    """Whether what was typed is the stored value written otherwise: '999 000 1022' without blanks.

    Asked of a clash alone; what cannot be understood means nothing yet.
    """
    try:
        return (field.field.clean(field.data) or None) == (field.initial or None)
    except forms.ValidationError:
        return False


# --- a value as a browser sends it --------------------------------------------------------------


def sent_as(field: BoundField, value: Any) -> QueryDict:
    """What comes back of a field that shows this value and that nobody touched."""
    widget, name = field.field.widget, field.html_name
    value = field.field.prepare_value(value)
    if hasattr(widget, "sent_as"):
        pairs = widget.sent_as(name, value)
    elif isinstance(widget, forms.CheckboxInput):
        pairs = {name: ["on"] if widget.check_test(value) else []}
    else:
        pairs = {name: as_texts(widget.format_value(value))}
    sent = QueryDict(mutable=True)
    for key, texts in pairs.items():
        if texts:
            sent.setlist(key, texts)
    return sent


def as_texts(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return ["" if value is None else str(value)]


def value_in(field: BoundField, data: Any) -> Any:
    return plain(field.field.widget.value_from_datadict(data, {}, field.html_name))


def plain(value: Any) -> Any:
    """The same for what a browser would send alike: line breaks, blanks around, order of ticks."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        found = [plain(one) for one in value if one != ""]
        return sorted(found) if all(isinstance(one, str) for one in found) else found
    if value is None or isinstance(value, bool):
        return value or ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def put(data: QueryDict, field: BoundField, sent: QueryDict) -> None:
    data.pop(field.html_name, None)
    for name, texts in sent.lists():
        data.setlist(name, texts)


def shown_on(forms_of_page: Iterable[Any]) -> str:
    """One hidden field for several forms of a page."""
    return written({name: one for form in forms_of_page for name, one in form.digests.items()})
