"""Renders the fields and buttons of a Django form with the official NHS macros."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from markupsafe import Markup

from checklists.nhsuk.clashes import Clash
from checklists.nhsuk.date_fields import DATE_PARTS, DateParts
from checklists.nhsuk.macros import macro
from checklists.nhsuk.secret_fields import is_secret

Params = dict[str, Any]

# Not passed on: the macros have their own way for these, and a placeholder is no label.
OWN_ATTRIBUTES = {"id", "class", "width", "rows", "maxlength", "required", "placeholder"}
HALF_A_ROW = 30  # characters of a choice that fit beside another on a phone, in three lines


def render_field(field: BoundField) -> str:
    """A form field with its label, hint, error and input, as the kind of its widget asks."""
    if field.field.widget.is_hidden:
        return field.as_widget()
    clash = getattr(field.form, "clashes", {}).get(field.name)
    return _render_plain(field) + render_clash(clash) if clash else _render_plain(field)


def _render_plain(field: BoundField) -> Markup:
    widget = field.field.widget
    for kind, render in RENDERED_AS:
        if isinstance(widget, kind):
            return render(field, widget)
    return _render_input(field, widget)


def render_clash(clash: Clash) -> Markup:
    """Both values of a field that two people changed, to choose from."""
    label = {"classes": "takes-the-row"}
    items = [{"value": value, "text": text, "label": label} for value, text in clash.options]
    params = {
        "idPrefix": clash.name,
        "name": clash.name,
        "classes": "clash",
        "fieldset": {"legend": {"text": f"{clash.label}: which one stays?"}},
        "items": items,
    }
    return macro("radios", "radios")(params)


def render_button(text: str, name: str, kind: str, *, secondary: bool) -> Markup:
    """A button. It keeps its name and value, so that a view may ask which one was used."""
    params = {"text": text, "name": name, "value": text, "type": kind}
    return macro("button", "button")({**params, "variant": "secondary" if secondary else None})


def _shared(field: BoundField) -> Params:
    """What every macro takes. Plain strings only: a marked one would be taken as HTML."""
    return {
        "id": field.auto_id,
        "idPrefix": field.auto_id,
        "name": field.html_name,
        "hint": _hint(field),
        "errorMessage": {"text": str(field.errors[0])} if field.errors else None,
        "attributes": _attributes(field.field.widget),
    }


def _hint(field: BoundField) -> Params | None:
    text = field.help_text
    if not text:
        return None
    return {"html": text} if hasattr(text, "__html__") else {"text": str(text)}


def _attributes(widget: forms.Widget) -> Params:
    return {name: value for name, value in widget.attrs.items() if name not in OWN_ATTRIBUTES}


def _label(field: BoundField) -> Params:
    return {"text": _label_text(field)}


def _label_text(field: BoundField) -> str:
    """Optional is only what is never needed; of a pair one is, and its form says which."""
    is_needed = field.field.required or field.name in getattr(field.form, "one_of_a_pair", ())
    return str(field.label) if is_needed else f"{field.label} (optional)"


def _fieldset(field: BoundField) -> Params:
    return {"legend": {"text": _label_text(field)}}


def _shown_value(field: BoundField) -> str:
    if is_secret(field.field.widget):
        return ""
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _render_input(field: BoundField, widget: forms.Widget) -> Markup:
    params = {
        **_shared(field),
        "label": _label(field),
        "type": getattr(widget, "input_type", "text"),
        "value": _shown_value(field),
        "width": widget.attrs.get("width"),
    }
    return macro("input", "input")(params)


def _render_textarea(field: BoundField, widget: forms.Textarea) -> Markup:
    params = {
        **_shared(field),
        "label": _label(field),
        "value": _shown_value(field),
        "rows": widget.attrs.get("rows"),
    }
    return macro("textarea", "textarea")(params)


def _options(field: BoundField, widget: ChoiceWidget) -> list[Params]:
    """Every option of a choice in its order, with what is chosen now."""
    chosen = widget.format_value(field.value())
    options = []
    for _group, choices, _index in widget.optgroups(field.html_name, chosen):
        options += [
            {
                "value": str(option["value"]),
                "text": str(option["label"]),
                "chosen": bool(option["selected"]),
            }
            for option in choices
        ]
    return options


def _render_select(field: BoundField, widget: forms.Select) -> Markup:
    items = [{**option, "selected": option["chosen"]} for option in _options(field, widget)]
    return macro("select", "select")({**_shared(field), "label": _label(field), "items": items})


def _render_choices(field: BoundField, widget: ChoiceWidget, folder: str) -> Markup:
    items = [
        {
            "value": option["value"],
            "label": {"text": option["text"], "classes": _label_classes(option["text"])},
            "checked": option["chosen"],
            "attributes": _attributes(widget),
        }
        for option in _options(field, widget)
        if option["value"]  # Django's own empty choice is not one to give
    ]
    params = {**_shared(field), "fieldset": _fieldset(field), "items": items, "attributes": None}
    return macro(folder, folder)({**params, "id": None})


def _label_classes(text: str) -> str:
    return "takes-the-row" if len(text) > HALF_A_ROW else ""


def _render_radios(field: BoundField, widget: forms.RadioSelect) -> Markup:
    return _render_choices(field, widget, "radios")


def _render_checkboxes(field: BoundField, widget: forms.CheckboxSelectMultiple) -> Markup:
    return _render_choices(field, widget, "checkboxes")


def _render_checkbox(field: BoundField, widget: forms.CheckboxInput) -> Markup:
    """One box that says yes; its label is the label of the field."""
    item = {
        "value": "on",
        "text": str(field.label),
        "checked": widget.check_test(field.value()),
        "attributes": _attributes(widget),
    }
    return macro("checkboxes", "checkboxes")(
        {**_shared(field), "id": None, "attributes": None, "items": [item]}
    )


def _render_date(field: BoundField, widget: DateParts) -> Markup:
    shown = widget.parts(field.value())
    items = [
        {
            "id": f"{field.auto_id}-{part}",
            "name": f"{field.html_name}-{part}",
            "label": part.capitalize(),
            "value": shown.get(part, ""),
            "width": 4 if part == "year" else 2,
        }
        for part in DATE_PARTS
    ]
    return macro("date-input", "dateInput")(
        {**_shared(field), "fieldset": _fieldset(field), "items": items}
    )


# The first that fits is used: to Django a group of checkboxes is also a group of radios.
RENDERED_AS: tuple[tuple[type[forms.Widget], Callable[[BoundField, Any], Markup]], ...] = (
    (DateParts, _render_date),
    (forms.CheckboxSelectMultiple, _render_checkboxes),
    (forms.RadioSelect, _render_radios),
    (forms.CheckboxInput, _render_checkbox),
    (forms.Select, _render_select),
    (forms.Textarea, _render_textarea),
)
