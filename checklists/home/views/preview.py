"""A page of a visit as any version of the guidance makes it: for editors, without a family."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.views.arranging import arrange_questions
from checklists.answers.views.known import Known
from checklists.answers.views.question import Question
from checklists.guidance.applies import Task, all_tasks
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import facts_in
from checklists.guidance.models import TemplateVersion
from checklists.people.models.teams import Role
from checklists.people.roles import for_role
from checklists.visits.draft.parts import Part, all_questions
from checklists.visits.draft.views.why_and_where import render_parts
from checklists.visits.draft.working import runs_of_one_group

ONE_ADULT = "example"
ALWAYS = "null"  # the condition of what has none, as the browser reads it


@for_role(Role.EDITOR, Role.PUBLISHER)
@require_GET
def preview_point(request: HttpRequest, pk: int, task: str) -> HttpResponse:
    """Every prompt of the page, whatever the visit type and stage. Nothing typed is sent."""
    version = get_object_or_404(TemplateVersion, pk=pk)
    content = compiled(version)
    shown = next((one for one in all_tasks(content) if one.slug == task), None)
    if shown is None:
        raise Http404
    number = shown.point_number
    context = {
        "version": version,
        "task": shown,
        "why": None if number is None else parts_beside(shown, number, content),
        "parts": preview_parts(shown, content),
        "back": {
            "title": str(version),
            "url": reverse("admin:checklists_templateversion_change", args=[pk]),
        },
    }
    return render(request, "home/preview.html", context)


def parts_beside(task: Task, number: int, content: Compiled) -> dict[str, object]:
    """What stands behind the disclosure of the page, and what stands open on a page apart."""
    reasons, resources = render_parts(
        content, number, is_apart=task.is_apart, is_private=task.is_private
    )
    point = content.points_by_number[number]
    apart = point.apart_guidance if task.is_apart and not task.is_body_map else ""
    return {"reasons": reasons, "resources": resources, "apart": apart}


def preview_parts(task: Task, content: Compiled) -> list[Part]:
    """The questions of the page, with one example adult in the repeat group."""
    found = []
    for run in runs_of_one_group(task.prompts):
        record = ONE_ADULT if run[0].repeat_group else ""
        keyed = [(f"{one.key}:{record}" if record else one.key, one) for one in run]
        known = Known(
            compiled=content,
            documents={},
            last_time=LastTime({}, content, visit_type=""),
            shown={key for key, _ in keyed},
            answers={},
            facts={},
            settings={},
            circumstances=Circumstances(is_example=True),
        )
        title = "Each adult, one after the other" if record else ""
        found.append(Part(record, title, today=arrange_questions(keyed, known)))
    for question in all_questions(found):
        show_despite_facts(question)
    return found


def show_despite_facts(question: Question) -> None:
    """Show always what depends on a fact of the case: here there is no case to know it."""
    if facts_in(question.prompt.show_when):
        question.show_when = ALWAYS
