"""Baby care advice: where quick exit goes. It reads no session and knows no family."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from checklists.people.roles import open_to_all

FIRST_TOPIC = "washing-and-bathing"
TOPICS = {FIRST_TOPIC, "nappies", "clothes", "going-out", "all-topics"}


@open_to_all
@require_safe
def baby_care_advice(request: HttpRequest, topic: str = FIRST_TOPIC) -> HttpResponse:
    if topic not in TOPICS:
        raise Http404
    # Without the request: nothing of the person or the session reaches the page.
    return HttpResponse(render_to_string(f"home/advice/{topic.replace('-', '_')}.html"))
