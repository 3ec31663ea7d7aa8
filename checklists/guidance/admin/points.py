"""Learning points and resources in the admin."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse

from checklists.guidance.admin.rows import MARKDOWN_HELP, RowAdmin, render_previews
from checklists.guidance.forms.fields import (
    DayField,
    HttpsField,
    PointNumbersField,
    VisitTypesField,
)
from checklists.guidance.forms.rows import RowForm
from checklists.guidance.models import LearningPoint, Resource


@admin.register(LearningPoint)
class LearningPointAdmin(RowAdmin):
    form = RowForm
    form_fields = {"applies_to": VisitTypesField}
    shown_instead = {"applies_to": "visit_types_shown"}
    list_display = ["named", "neutral_title", "audience"]
    search_fields = ["title", "neutral_title", "guidance"]
    readonly_fields = ["number", "audience", "in_version", "its_prompts", "previews"]
    texts = {
        "title": {"help_text": "For practitioners. No longer than 70 characters."},
        "neutral_title": {
            "help_text": "Shown in lists, page titles and addresses, where a family may read it. "
            "It must say nothing of what is asked."
        },
        "summary": {"help_text": "One or two sentences: what to find out."},
        "why_it_matters": {"help_text": "One or two sentences: why it keeps a baby safe."},
        "guidance": {
            "help_text": f"What to look for and how to ask, in 60 to 200 words. {MARKDOWN_HELP}"
        },
        "apart_guidance": {
            "label": "Guidance on the page apart",
            "help_text": "For the page that opens only after asking who is near. May stay empty.",
        },
        "applies_to": {
            "label": "Asked at",
            "help_text": "A prompt may be asked at fewer of these visits, never at others.",
        },
        "source": {"help_text": "Where this comes from, so that it can be checked again."},
    }
    fieldsets = [
        (None, {"fields": ["number", "in_version", "previews"]}),
        ("Words", {"fields": ["title", "neutral_title", "summary", "why_it_matters"]}),
        ("Guidance", {"fields": ["guidance", "apart_guidance"]}),
        ("Where it is asked", {"fields": ["applies_to", "audience", "its_prompts"]}),
        ("Where it comes from", {"fields": ["source"]}),
    ]

    @admin.display(description="Learning point", ordering="position")
    def named(self, obj: LearningPoint) -> str:
        return str(obj)

    @admin.display(description="Asked at")
    def visit_types_shown(self, obj: LearningPoint) -> str:
        return ", ".join(obj.applies_to)

    @admin.display(description="Prompts")
    def its_prompts(self, obj: LearningPoint) -> str:
        rows = [
            (reverse("admin:checklists_prompt_change", args=[prompt.pk]), prompt)
            for prompt in obj.prompts.all()
        ]
        return render_to_string("admin/guidance/_prompts.html", {"rows": rows})

    @admin.display(description="As the visit page draws it")
    def previews(self, obj: LearningPoint) -> str:
        return render_previews(obj.version, obj.number)


@admin.register(Resource)
class ResourceAdmin(RowAdmin):
    form = RowForm
    form_fields = {"points": PointNumbersField, "url": HttpsField, "checked_on": DayField}
    shown_instead = {"points": "points_shown"}
    list_display = ["named", "publisher", "points_shown"]
    search_fields = ["title", "publisher", "note"]
    readonly_fields = ["in_version"]
    texts = {
        "url": {"label": "Address", "help_text": "Starts with https://. May stay empty."},
        "points": {"label": "For points"},
        "what_for": {
            "label": "What it is for",
            "help_text": "One or two sentences for practitioners. On an open page of a visit a "
            "person beside them may read it.",
        },
        "checked_on": {
            "label": "Last checked",
            "help_text": "The day somebody opened it and found it there and still right.",
        },
        "note": {"help_text": "For editors; practitioners do not see it. May stay empty."},
    }
    fieldsets = [
        (None, {"fields": ["in_version"]}),
        (
            "What it is",
            {"fields": ["title", "publisher", "what_for", "url", "checked_on", "points", "note"]},
        ),
    ]

    @admin.display(description="Resource", ordering="position")
    def named(self, obj: Resource) -> str:
        return obj.title

    @admin.display(description="For points")
    def points_shown(self, obj: Resource) -> str:
        return ", ".join(map(str, obj.points))
