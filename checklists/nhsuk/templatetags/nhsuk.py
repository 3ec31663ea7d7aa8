"""Template tags of the look: icons, dates and times in words, fields and errors."""

from datetime import datetime
from functools import lru_cache
from typing import Protocol

from crispy_forms.layout import BaseInput
from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils import timezone

from checklists.nhsuk import problems as summary
from checklists.nhsuk import rendering, wording

register = template.Library()


class HasNames(Protocol):
    """Somebody whose name may change; a row of people.User is one."""

    def name_on(self, day: datetime) -> str: ...


for in_words in (
    wording.day_month,
    wording.in_words,
    wording.weekday_in_words,
    wording.at_time,
    wording.weeks_and_days,
    wording.days_away,
    wording.spaced_nhs_number,
):
    register.filter(in_words.__name__, in_words)


@register.simple_tag
@lru_cache(maxsize=32)
def icon(name: str) -> str:
    """A small drawing that says nothing by itself: always write the word beside it.

    Rendered once for a name: a list has one in every row.
    """
    return render_to_string("nhsuk/_icon.html", {"name": name})


@register.simple_tag
def problems(form: BaseForm) -> str:
    """The error summary of a form, or nothing."""
    return summary.render_form_problems(form) if form.is_bound else ""


@register.simple_tag
def problem_list(found: list[summary.Problem]) -> str:
    """The error summary of questions that a page renders itself."""
    questions = wording.counted(len(found), "question")
    return summary.render_problems(found, heading=f"{summary.PROBLEM} with {questions}")


@register.simple_tag
def render_field(field: BoundField) -> str:
    return rendering.render_field(field)


@register.simple_tag
def render_button(button: BaseInput) -> str:
    """A crispy Submit, Button or Reset: blue when it submits, unless its class says secondary."""
    secondary = button.input_type != "submit" or "secondary" in button.field_classes
    return rendering.render_button(
        button.value, button.name, button.input_type, secondary=secondary
    )


@register.filter
def name_on(person: HasNames | None, at: datetime) -> str:
    """What somebody was called when they did it; '' for nobody."""
    return person.name_on(at) if person else ""


@register.simple_tag
def clock() -> str:
    """The time in London now: 2.21pm."""
    return wording.at_time(timezone.now())
