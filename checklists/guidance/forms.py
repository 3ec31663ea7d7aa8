"""Forms of the guidance admin: plain inputs for what is stored as lists."""

import json
import re

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from checklists.guidance.condition_checks import checked_condition, checked_override
from checklists.guidance.content import content_of
from checklists.guidance.markdown import as_stored, problem_in
from checklists.guidance.models import Setting, VisitType
from checklists.reading.numbers import is_plain_number
from checklists.reading.text import one_line, plain_tree

VALUE = re.compile(r"[a-z][a-z0-9_]{0,59}")
LONGEST_LABEL = 200
BLANK_ROWS = 2
POINT_NUMBERS = [(number, str(number)) for number in range(1, 15)]


class EntriesWidget(forms.Widget):
    """A row for each choice: its place, its value, its words. Two blank rows to add some.

    `fixed` are the values that records may hold already: they are shown, not typed.
    """

    fixed: frozenset[str] = frozenset()

    def render(self, name, value, attrs=None, renderer=None):
        rows = [*(value or []), *({"value": "", "label": ""} for _ in range(BLANK_ROWS))]
        numbered = [
            {"place": place, **row, "is_fixed": row["value"] in self.fixed}
            for place, row in enumerate(rows, start=1)
        ]
        return render_to_string("admin/guidance/_entries.html", {"name": name, "rows": numbered})

    def value_from_datadict(self, data, files, name):
        rows = [
            {part: one_line(data.get(f"{name}-{row}-{part}", "")) for part in ("value", "label")}
            | {"place": data.get(f"{name}-{row}-place", "")}
            for row in range(number_of(data.get(f"{name}-rows")))
        ]
        return [row for row in rows if row["value"] or row["label"]]

    def sent_as(self, name, value):
        rows = value or []
        sent = {f"{name}-rows": [str(len(rows))]}
        for row, entry in enumerate(rows):
            sent |= {f"{name}-{row}-{part}": [entry[part]] for part in ("value", "label")}
            sent[f"{name}-{row}-place"] = [str(row + 1)]
        return sent

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-rows" not in data

    def use_required_attribute(self, initial):
        return False


def number_of(text) -> int:
    return int(text) if text and is_plain_number(text) and len(text) < 4 else 0


class EntriesField(forms.Field):
    """Choices or reasons: [{"value", "label"}] in the order of their places.

    What else is said of a line (`had`: what it means, when it is offered) stays with its value.
    """

    widget = EntriesWidget
    had: tuple = ()

    def clean(self, rows):
        typed = [row for row in rows or [] if row["value"] or row["label"]]
        ordered = sorted(typed, key=lambda row: number_of(row["place"]))
        entries = self.entries_of(ordered)
        problems = [problem for entry in entries for problem in self.problems_of(entry)]
        values = [entry["value"] for entry in entries]
        problems += [f"{one}: keep this line." for one in self.widget.fixed - set(values)]
        if len(set(values)) < len(values):
            problems.append("Two lines have the same value. Give each its own.")
        if problems:
            raise ValidationError(problems)
        return entries

    def problems_of(self, entry):
        if not entry["label"]:
            yield f"{entry['value']}: type the words people read."
        if len(entry["label"]) > LONGEST_LABEL:
            yield f"{entry['value']}: shorten the words to {LONGEST_LABEL} characters or fewer."
        if not VALUE.fullmatch(entry["value"]):
            yield (
                f"“{entry['label']}” needs a value in small letters, numbers and _, such as "
                "no_place_yet. It is stored with answers and never shown."
            )
        if problem := problem_in(entry["label"]):
            yield problem

    def entries_of(self, rows):
        had = {one["value"]: one for one in self.had}
        return [
            {**had.get(row["value"], {}), "value": row["value"], "label": row["label"]}
            for row in rows
        ]

    def has_changed(self, initial, data):
        return self.entries_of(row for row in data if row["label"]) != (initial or [])


class WithLineBreaks(json.JSONDecoder):
    """A pasted text may break its lines, which JSON itself does not take."""

    def __init__(self, **options):
        super().__init__(strict=False, **options)


# Brackets within brackets without an end, and half of a character written by its number.
NOT_JSON = (RecursionError, UnicodeEncodeError)


def writable(read):
    """What was read from JSON, once it is sure that a page can show it. Raises NOT_JSON."""
    json.dumps(read, ensure_ascii=False).encode()
    return read


class ConditionField(forms.JSONField):
    """A condition, or a list of changes, as indented JSON."""

    widget = forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField guidance-json"})
    default_error_messages = {"invalid": "This is not JSON. Check quotes, commas and brackets."}

    def __init__(self, **kwargs):
        super().__init__(decoder=WithLineBreaks, **kwargs)

    def to_python(self, value):
        try:
            return writable(plain_tree(super().to_python(value)))
        except NOT_JSON:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data, initial):
        """What cannot be read stands in the box again as it was typed."""
        try:
            return writable(super().bound_data(data, initial))
        except NOT_JSON:
            return forms.fields.InvalidJSONInput(data)

    def prepare_value(self, value):
        if isinstance(value, forms.fields.InvalidJSONInput):
            return value
        return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


class SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class VisitTypesField(SeveralField):
    """Slugs of visit types."""

    def __init__(self, **kwargs):
        super().__init__(choices=visit_type_choices, **kwargs)


def visit_type_choices():
    return list(VisitType.objects.values_list("slug", "name"))


class HttpsField(forms.URLField):
    """An address that starts with https://; None when left empty."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", empty_value=None, max_length=500, **kwargs)

    def clean(self, value):
        address = super().clean(value)
        if address and not address.startswith("https://"):
            raise ValidationError("Start the address with https://")
        return address


class PointNumbersField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=POINT_NUMBERS, coerce=int, **kwargs)


class RowForm(forms.ModelForm):
    """A row of a draft: its texts are kept as plain Markdown, its lists in the order they had."""

    def clean(self):
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                self.keep_text(name, value)
            if isinstance(self.fields[name], SeveralField | PointNumbersField):
                had = getattr(self.instance, name) or []
                cleaned[name] = had if set(had) == set(value) else value
        return cleaned

    def keep_text(self, name, value):
        """Keep the text as it is stored; what had no text before and has none now stays so."""
        text = as_stored(value)
        self.cleaned_data[name] = text or (getattr(self.instance, name) and "")
        if problem := problem_in(text):
            self.add_error(name, problem)

    def known(self):
        """What a condition may name."""
        keys = set(Setting.objects.values_list("key", flat=True))
        return {"data": content_of(self.instance.version), "settings": keys}

    def check_condition(self, name, where, group):
        if self.cleaned_data.get(name) is not None:
            found = checked_condition(self.cleaned_data[name], where, **self.known(), group=group)
            self.refuse(name, found)

    def refuse(self, name, problems):
        if problems:
            self.add_error(name, problems)

    def original(self):
        """The same row in the version this draft was copied from, or None."""
        source = self.instance.version.copied_from
        rows = type(self.instance).objects.filter(version=source)
        return rows.filter(key=self.instance.key).first() if source else None

    def keep_what_is_said(self, name):
        entries = getattr(self.instance, name)
        if name in self.fields and isinstance(entries, list):
            self.fields[name].had = tuple(entries)

    def fix(self, name, entries):
        """Values that the version before has cannot be changed or taken out."""
        if name in self.fields and isinstance(entries, list):
            self.fields[name].widget.fixed = frozenset(one["value"] for one in entries)


class ListForm(RowForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep_what_is_said("entries")
        if "entries" in self.fields and (original := self.original()):
            self.fix("entries", original.entries)


class PromptForm(RowForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        original = self.original() if self.fields else None
        for name in ("choices", "not_done_reasons", "could_not_reasons"):
            self.keep_what_is_said(name)
            if original:
                self.fix(name, getattr(original, name))
        if "reason_required_when" in self.fields:
            self.fields["reason_required_when"].choices = self.choices_now()

    def choices_now(self):
        entries = self.instance.choices
        if isinstance(entries, str):
            entries = self.instance.version.lists.get(key=entries).entries
        return [(one["value"], one["label"]) for one in entries]

    def clean(self):
        cleaned = super().clean()
        cleaned["applies_to"] = cleaned.get("applies_to") or None
        if "show_when" in cleaned:
            group = self.instance.repeat_group
            self.check_condition("show_when", "Shown when", group)
        return cleaned


class RuleForm(RowForm):
    def clean(self):
        cleaned = super().clean()
        self.check_condition("when", "Opens when", self.instance.for_each)
        self.check_condition("closes_when", "Closes when", self.instance.for_each)
        self.check_overrides()
        if cleaned.get("priority") == "immediate" and cleaned.get("due_in_days") != 0:
            self.add_error("due_in_days", "An immediate item is due the same day: write 0.")
        return cleaned

    def check_overrides(self):
        changes = self.cleaned_data.get("overrides") or []
        if not isinstance(changes, list):
            self.add_error("overrides", "Write a list of changes in square brackets, or [].")
            return
        self.cleaned_data["overrides"] = changes
        group = self.instance.for_each
        for place, change in enumerate(changes, start=1):
            self.refuse(
                "overrides",
                checked_override(change, f"Change {place}", **self.known(), group=group),
            )
