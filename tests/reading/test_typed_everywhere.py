"""One table of what people type, against every reader of the service: forms, questions of a visit,
the admin, accounts, imports, and what is posted without a form."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
import time_machine
from django import forms
from django.contrib import admin
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.test import RequestFactory

from checklists.accounts.views.provider import username_claimed
from checklists.accounts.views.unsent_words import parse_fields
from checklists.answers.typed import read
from checklists.cases.forms import NumberField
from checklists.guidance.answer_types import NotWellFormed, Text
from checklists.guidance.forms.entries import EntriesField, EntriesWidget
from checklists.guidance.forms.fields import ConditionField
from checklists.nhsuk.date_fields import DATE_PARTS, ClockTimeField, DayMonthYearField
from checklists.nhsuk.fields import (
    LineField,
    NameField,
    WholeNumberField,
    WrittenDateField,
    name_field,
)
from checklists.nhsuk.forms import PlainModelForm
from checklists.outstanding.forms import ActionForm, ClosingForm
from checklists.people.models.teams import Role
from checklists.people.models.users import NotAName, User, clean_name
from checklists.reading.clock import SKIPPED_HOUR
from checklists.reading.text import plain_tree
from checklists.registration.forms.fields import NHSNumberField, PostcodeField
from checklists.visits.draft.forms.calls import CallForm
from checklists.visits.draft.forms.starting import NotHeldForm, StartForm
from checklists.visits.signed.forms import CallAfterForm
from safebabies import urls
from safebabies.cleaning import cleaned
from tests.factories import UserFactory
from tests.reading.table import (
    CODES,
    MOMENTS,
    NAMES,
    TABLE,
    TEXTS,
)

KINDS = [
    (NameField, "name"),
    (NHSNumberField, "number"),
    (NumberField, "number"),
    (PostcodeField, "postcode"),
    (ClockTimeField, "time"),
    (LineField, "line"),
    (WrittenDateField, "date in one box"),
    (WholeNumberField, "whole number"),
    (DayMonthYearField, "date"),
]
# Nothing is typed there, or what is typed is another's to judge: JSON, addresses, usernames.
NOT_TYPED = (
    forms.ChoiceField,
    forms.ModelChoiceField,
    forms.BooleanField,
    forms.NullBooleanField,
    forms.JSONField,
    forms.SlugField,
    forms.URLField,
    forms.EmailField,
    ReadOnlyPasswordHashField,
    EntriesField,
)
JUDGED_WHOLE = (NHSNumberField, NumberField, PostcodeField)
NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)


def posted(**fields):
    """What a view finds of what a browser sent."""
    return cleaned(QueryDict(urlencode(fields)))


def every(kind):
    for child in kind.__subclasses__():
        yield child
        yield from every(child)


def boxes():
    """(form, name, field) of each box of each form of ours but the admin's."""
    assert urls.urlpatterns  # everything that has a form is imported
    of_the_admin = {one for one in every(forms.ModelForm) if not issubclass(one, PlainModelForm)}
    for form in set(every(forms.BaseForm)) - of_the_admin:
        if form.__module__.startswith("checklists."):
            yield from ((form.__qualname__, name, f) for name, f in form.base_fields.items())


def admin_boxes(user):
    """The same of each page of the admin, as it makes them for somebody with every role there."""
    request = RequestFactory().get("/admin/")
    request.user = user
    for model, page in admin.site._registry.items():
        if not (page.has_change_permission(request) or page.has_add_permission(request)):
            continue
        made = [page.get_form(request), page.get_form(request, user if model is User else None)]
        inlines = [
            one.get_formset(request).form for one in page.get_inline_instances(request, user)
        ]
        for form in (*made, *inlines):
            yield from ((model.__name__, name, f) for name, f in form.base_fields.items())


def kind_of(field):
    if isinstance(field.widget, forms.Textarea) and type(field) is forms.CharField:
        return "text"
    return next((kind for is_of, kind in KINDS if isinstance(field, is_of)), None)


def is_typed(field):
    unseen = (forms.HiddenInput, forms.PasswordInput)
    return not (isinstance(field, NOT_TYPED) or isinstance(field.widget, unseen))


def read_by(field, typed):
    """What this box makes of it, through the border; None when it is refused."""
    field = deepcopy(field)
    field.required = False
    field.validators = [one for one in field.validators if not isinstance(one, MaxLengthValidator)]
    if isinstance(field, DayMonthYearField):
        parts = dict(zip(("box-day", "box-month", "box-year"), typed.split("/"), strict=True))
        said = field.widget.value_from_datadict(posted(**parts), {}, "box")
    else:
        said = field.widget.value_from_datadict(posted(box=typed), {}, "box")
    try:
        said = field.to_python(said)
        field.run_validators(said)
        return field.clean(said) if isinstance(field, JUDGED_WHOLE) else said
    except ValidationError:
        return None


def apart(found):
    return {(form, name) for form, name, field in found if is_typed(field) and not kind_of(field)}


def told_and_wanted(found, kind):
    """What the boxes of this kind make of each row of the table, and what they have to."""
    of_kind = [(form, name, field) for form, name, field in found if kind_of(field) == kind]
    rows = [(*box, *row) for box in of_kind for row in TABLE[kind]]
    told = {(form, name, typed): read_by(field, typed) for form, name, field, typed, _ in rows}
    return told, {(form, name, typed): kept for form, name, _, typed, kept in rows}


# A code is read at the border, a username is matched by allauth, a passkey's name is a label.
READ_ELSEWHERE = {
    ("SignInForm", "login"),
    ("CodeForm", "code"),
    ("ConfirmByCodeForm", "code"),
    ("NewAppForm", "code"),
    ("NewPasskeyForm", "name"),
}


def test_no_box_of_any_form_is_read_in_a_way_of_its_own():
    assert apart(boxes()) <= READ_ELSEWHERE


@pytest.mark.parametrize("kind", ["name", "line", "text", "number", "postcode", "date", "time"])
def test_every_box_of_a_kind_keeps_and_refuses_the_same(kind):
    told, wanted = told_and_wanted(boxes(), kind)

    assert told
    assert told == wanted


def is_cut_off(field):
    """Whether the browser is told how long it may be, and so drops the rest of a paste."""
    return bool(kind_of(field)) and "maxlength" in field.widget.attrs


@pytest.mark.django_db
def test_the_admin_reads_every_box_alike():
    user = UserFactory(roles=[Role.EDITOR, Role.PUBLISHER, Role.SYSTEM_ADMINISTRATOR])
    found = list(admin_boxes(user))

    assert not apart(found)
    assert not [name for _, name, field in found if is_cut_off(field)]
    assert {("User", "name"), ("Team", "name")} == {
        (form, name) for form, name, field in found if kind_of(field) == "name"
    }
    for kind in ("name", "line", "text", "date in one box", "whole number"):
        told, wanted = told_and_wanted(found, kind)
        assert told
        assert told == wanted


def test_what_is_typed_is_as_long_as_what_is_kept_of_it():
    field = name_field("Name", length=100)
    longest = "\u200b".join("x" * 100) + "\u00a0" * 20

    assert field.clean(longest) == "x" * 100
    with pytest.raises(ValidationError):
        field.clean(longest + "y")
    assert "maxlength" not in field.widget.attrs


# --- a date and a time together -----------------------------------------------------------------

WHEN = {
    "held": [partial(StartForm, types=()), partial(NotHeldForm, types=(), again=None)],
    "rang": [CallForm],
    "done": [
        partial(ActionForm, immediate=True),
        partial(ClosingForm, immediate=True),
        CallAfterForm,
    ],
}


def moment_read(form_of, what, typed):
    day, _, clock = typed.partition(" ")
    parts = dict(zip((f"{what}_on-{part}" for part in DATE_PARTS), day.split("/"), strict=True))
    form = form_of(posted(**parts, **{f"{what}_time": clock}))
    if form.errors.get(f"{what}_time") == [SKIPPED_HOUR]:
        return None
    moment = form.done_at() if what == "done" else form.cleaned_data[f"{what}_at"]
    return moment.astimezone(UTC)


def test_every_form_with_a_time_is_in_the_table():
    timed = {form for form, _, field in boxes() if isinstance(field, ClockTimeField)}

    assert timed - {"WhenForm"} == {
        getattr(form, "func", form).__qualname__ for forms_of in WHEN.values() for form in forms_of
    }


@pytest.mark.parametrize(("typed", "moment"), MOMENTS)
def test_a_time_that_no_clock_showed_is_refused_in_words_wherever_it_is_typed(typed, moment):
    with time_machine.travel(NOW, tick=False):
        read = [moment_read(form, what, typed) for what, ones in WHEN.items() for form in ones]

    assert read == [moment] * 6


# --- what is not read by a form -----------------------------------------------------------------


def answer_read(typed, *, key="baby_story"):
    prompt = SimpleNamespace(key=key, kind=Text())
    said = read(posted(**{key: typed}), key, prompt)
    try:
        return prompt.kind.read(said, prompt, NOW.date()) or ""
    except NotWellFormed:
        return None


def account_read(typed):
    try:
        return clean_name(typed)
    except NotAName:
        return None


def claim_read(typed):
    return username_claimed({"userinfo": {"preferred_username": typed}})


def unsent_read(typed):
    ((_, value),) = parse_fields(posted(fields=json.dumps([["what", typed]]))["fields"])
    return value


def condition_read(typed):
    """Both as it is pasted and as JSON writes it by numbers."""
    pasted, numbered = (f'{{"is": {json.dumps(typed, ensure_ascii=one)}}}' for one in (False, True))
    told = {ConditionField().clean(posted(when=one)["when"])["is"] for one in (pasted, numbered)}
    assert len(told) == 1
    return told.pop()


def entry_read(typed):
    sent = posted(**{"entries-rows": "1", "entries-1-label": typed, "entries-0-label": typed})
    rows = EntriesWidget().value_from_datadict(sent, {}, "entries")
    return rows[0]["label"] if rows else ""  # an entry without a word is none


@pytest.mark.parametrize(("typed", "kept"), NAMES)
def test_a_name_is_the_same_at_a_visit_at_the_console_and_from_the_provider(typed, kept):
    assert answer_read(typed, key="adult_name") == kept
    assert account_read(typed) == (kept or None)
    if kept is not None:
        assert claim_read(typed) == kept
        assert entry_read(typed) == kept


@pytest.mark.parametrize(("typed", "kept"), TEXTS)
def test_a_text_is_the_same_at_a_visit_unsent_in_conditions_and_in_a_file(typed, kept):
    assert answer_read(typed) == kept
    assert unsent_read(typed) == kept
    assert plain_tree({"points": [{"text": typed}]}) == {"points": [{"text": kept}]}


def test_a_condition_pasted_with_line_breaks_is_read():
    assert condition_read("one\u2028two\u200b\u202e") == "one\ntwo"


@pytest.mark.parametrize(("typed", "code"), CODES)
def test_a_code_is_its_digits_however_it_was_copied(typed, code):
    assert posted(code=typed)["code"] == code
