"""What is wrong with a form, as a summary on top of its page."""

from django import forms
from django.forms.boundfield import BoundField

from checklists.nhsuk.date_fields import DateParts
from checklists.nhsuk.macros import macro
from checklists.nhsuk.secret_fields import is_secret

Problem = dict[str, str]  # {"text"}, and {"href"} where it leads to an input

PROBLEM = "There is a problem"
KEPT = "What you typed is still on this page."


def render_problems(
    problems: list[Problem], *, heading: str = PROBLEM, is_kept: bool = True
) -> str:
    """The summary on top of a page; '' when there are no problems."""
    if not problems:
        return ""
    return macro("error-summary", "errorSummary")(
        {
            "heading": heading,
            "description": KEPT if is_kept else None,
            "errorList": problems,
            "attributes": {"tabindex": "-1"},
        }
    )


def render_form_problems(form: forms.BaseForm) -> str:
    """The summary for a form. A secret is the one thing that is not kept on the page."""
    is_kept = not any(map(is_secret, (field.widget for field in form.fields.values())))
    return render_problems(problems_of(form), is_kept=is_kept)


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """What is wrong with a form, in the order of its fields, each with the input to go to."""
    problems = [{"text": str(text)} for text in form.non_field_errors()]
    for field in form:
        if field.errors:
            problems.append({"href": f"#{first_input(field)}", "text": str(field.errors[0])})
    return problems


def first_input(field: BoundField) -> str:
    """The id of the input that an error leads to."""
    return f"{field.auto_id}-day" if isinstance(field.field.widget, DateParts) else field.auto_id
