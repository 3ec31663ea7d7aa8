"""Template tags of the look: icons, dates and times in words, fields and errors."""

from crispy_forms.layout import BaseInput
from django import template
from django.utils import timezone

from checklists.nhsuk import drawing, wording

register = template.Library()

for said in (
    wording.day_month,
    wording.in_words,
    wording.weekday_in_words,
    wording.at_time,
    wording.weeks_and_days,
    wording.days_away,
    wording.spaced_nhs_number,
):
    register.filter(said.__name__, said)


@register.inclusion_tag("nhsuk/_icon.html")
def icon(name: str) -> dict:
    """A small drawing that says nothing by itself: always write the word beside it."""
    return {"name": name}


@register.simple_tag
def problems(form):
    """The error summary of a form, or nothing."""
    return drawing.draw_form_problems(form) if form.is_bound else ""


@register.simple_tag
def problem_list(found: list[dict]):
    """The error summary of questions that a page draws itself: {href, text} each."""
    questions = wording.counted(len(found), "question")
    return drawing.draw_problems(found, heading=f"{drawing.PROBLEM} with {questions}")


@register.simple_tag
def draw_field(field):
    return drawing.draw_field(field)


@register.simple_tag
def draw_button(button: BaseInput):
    """A crispy Submit, Button or Reset: blue when it submits, unless its class says secondary."""
    secondary = button.input_type != "submit" or "secondary" in button.field_classes
    return drawing.draw_button(button.value, button.name, button.input_type, secondary=secondary)


@register.filter
def name_on(person, at):
    """What somebody was called when they did it; '' for nobody."""
    return person.name_on(at) if person else ""


@register.simple_tag
def clock():
    """The time in London now: 2.21pm."""
    return wording.at_time(timezone.now())
