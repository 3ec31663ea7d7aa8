from django import template

from checklists.guidance.markdown import Sanitised, as_html

register = template.Library()


@register.filter
def markdown(text: str | None) -> Sanitised:
    """Guidance text as sanitised HTML; wrap it in `class="prose"`."""
    return as_html(text or "")
