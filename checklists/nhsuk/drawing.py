"""Draws a Django form field with the official NHS macros.

The macros are Jinja with autoescape on: what people typed is escaped there, and what comes back
says so itself, so that no page has to call it safe.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup

from checklists.nhsuk.fields import DATE_PARTS, DateParts
from checklists.nhsuk.stale import Clash

# Not passed on: the macros have their own way for these, and a placeholder is no label.
OWN_ATTRIBUTES = {"id", "class", "width", "rows", "maxlength", "required", "placeholder"}
HALF_A_ROW = 30  # characters of a choice that fit beside another on a phone, in three lines
PROBLEM = "There is a problem"
KEPT = "What you typed is still on this page."


@cache
def _macro(folder: str, name: str):
    """An official macro, compiled once."""
    jinja = Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = jinja.get_template(f"nhsuk/components/{folder}/macro.jinja")
    return getattr(template.module, name)


def draw_field(field: BoundField) -> str:
    """A form field with its label, hint, error and input, as the kind of its widget asks."""
    if field.field.widget.is_hidden:
        return field.as_widget()
    clash = getattr(field.form, "clashes", {}).get(field.name)
    return _drawn(field) + draw_clash(clash) if clash else _drawn(field)


def _drawn(field: BoundField) -> Markup:
    widget = field.field.widget
    for kind, draw in DRAWN_AS:
        if isinstance(widget, kind):
            return draw(field, widget)
    return _input(field, widget)


def draw_clash(clash: Clash) -> Markup:
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
    return _macro("radios", "radios")(params)


def draw_button(text: str, name: str, kind: str, *, secondary: bool) -> Markup:
    """A button. It keeps its name and value, so that a view may ask which one was used."""
    params = {"text": text, "name": name, "value": text, "type": kind}
    return _macro("button", "button")({**params, "variant": "secondary" if secondary else None})


def draw_problems(problems: list[dict], *, heading: str = PROBLEM, kept: bool = True) -> str:
    """The summary on top of a page: `problems` are {href, text}; nothing when there are none."""
    if not problems:
        return ""
    return _macro("error-summary", "errorSummary")(
        {
            "heading": heading,
            "description": KEPT if kept else None,
            "errorList": problems,
            "attributes": {"tabindex": "-1"},
        }
    )


def draw_form_problems(form: forms.BaseForm) -> str:
    """The same for what is wrong with a form. A password is the one thing that is not kept."""
    kept = not any(map(_is_secret, (field.widget for field in form.fields.values())))
    return draw_problems(problems_of(form), kept=kept)


def problems_of(form: forms.BaseForm) -> list[dict]:
    """What is wrong with a form, in the order of its fields, each with the input to go to."""
    problems = [{"text": str(text)} for text in form.non_field_errors()]
    for field in form:
        if field.errors:
            problems.append({"href": f"#{first_input(field)}", "text": str(field.errors[0])})
    return problems


def first_input(field: BoundField) -> str:
    """The id of the input that an error leads to."""
    return f"{field.auto_id}-day" if isinstance(field.field.widget, DateParts) else field.auto_id


def _shared(field: BoundField) -> dict:
    """What every macro takes. Plain strings only: a marked one would be taken as HTML."""
    return {
        "id": field.auto_id,
        "idPrefix": field.auto_id,
        "name": field.html_name,
        "hint": _hint(field),
        "errorMessage": {"text": str(field.errors[0])} if field.errors else None,
        "attributes": _attributes(field.field.widget),
    }


def _hint(field: BoundField) -> dict | None:
    text = field.help_text
    if not text:
        return None
    return {"html": text} if hasattr(text, "__html__") else {"text": str(text)}


def _attributes(widget: forms.Widget) -> dict:
    return {name: value for name, value in widget.attrs.items() if name not in OWN_ATTRIBUTES}


def _label(field: BoundField) -> dict:
    return {"text": _label_text(field)}


def _label_text(field: BoundField) -> str:
    """Optional is only what is never needed; of a pair one is, and its form says which."""
    is_needed = field.field.required or field.name in getattr(field.form, "one_of_a_pair", ())
    return str(field.label) if is_needed else f"{field.label} (optional)"


def _fieldset(field: BoundField) -> dict:
    return {"legend": {"text": _label_text(field)}}


def _is_secret(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.PasswordInput)


def _shown(field: BoundField) -> str:
    if _is_secret(field.field.widget):
        return ""
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _input(field: BoundField, widget: forms.Widget) -> Markup:
    params = {
        **_shared(field),
        "label": _label(field),
        "type": getattr(widget, "input_type", "text"),
        "value": _shown(field),
        "width": widget.attrs.get("width"),
    }
    return _macro("input", "input")(params)


def _textarea(field: BoundField, widget: forms.Textarea) -> Markup:
    params = {
        **_shared(field),
        "label": _label(field),
        "value": _shown(field),
        "rows": widget.attrs.get("rows"),
    }
    return _macro("textarea", "textarea")(params)


def _options(field: BoundField, widget: ChoiceWidget) -> list[dict]:
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


def _select(field: BoundField, widget: forms.Select) -> Markup:
    items = [{**option, "selected": option["chosen"]} for option in _options(field, widget)]
    return _macro("select", "select")({**_shared(field), "label": _label(field), "items": items})


def _choices(field: BoundField, widget: ChoiceWidget, folder: str) -> Markup:
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
    return _macro(folder, folder)({**params, "id": None})


def _label_classes(text: str) -> str:
    return "takes-the-row" if len(text) > HALF_A_ROW else ""


def _radios(field: BoundField, widget: forms.RadioSelect) -> Markup:
    return _choices(field, widget, "radios")


def _checkboxes(field: BoundField, widget: forms.CheckboxSelectMultiple) -> Markup:
    return _choices(field, widget, "checkboxes")


def _checkbox(field: BoundField, widget: forms.CheckboxInput) -> Markup:
    """One box that says yes; its label is the label of the field."""
    item = {
        "value": "on",
        "text": str(field.label),
        "checked": widget.check_test(field.value()),
        "attributes": _attributes(widget),
    }
    return _macro("checkboxes", "checkboxes")(
        {**_shared(field), "id": None, "attributes": None, "items": [item]}
    )


def _date(field: BoundField, widget: DateParts) -> Markup:
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
    return _macro("date-input", "dateInput")(
        {**_shared(field), "fieldset": _fieldset(field), "items": items}
    )


# The first that fits is used: to Django a group of checkboxes is also a group of radios.
DRAWN_AS: tuple[tuple[type[forms.Widget], Callable[[BoundField, Any], Markup]], ...] = (
    (DateParts, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
)
