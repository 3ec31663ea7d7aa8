"""Prompts in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from checklists.guidance.admin.lists import LISTS
from checklists.guidance.admin.prompt_words import TEXTS
from checklists.guidance.admin.reasons import ReasonsAdmin
from checklists.guidance.admin.rows import (
    VersionFilter,
    render_entries,
    render_lines,
    render_previews,
    render_questions,
    shown_entries,
)
from checklists.guidance.compiled import compiled
from checklists.guidance.forms.entries import MeaningField
from checklists.guidance.forms.fields import (
    ConditionField,
    PromptsField,
    SeveralField,
    VisitTypesField,
)
from checklists.guidance.forms.prompts import PromptForm
from checklists.guidance.forms.reasons import WORDS
from checklists.guidance.models import Prompt
from checklists.guidance.plain_words import Line, in_words


@admin.register(Prompt)
class PromptAdmin(ReasonsAdmin):
    form = PromptForm
    form_fields = {
        "choices": MeaningField,
        "not_done_reasons": MeaningField,
        "could_not_reasons": MeaningField,
        "reason_required_when": SeveralField,
        "applies_to": VisitTypesField,
        "show_when": ConditionField,
        "replaced_by": PromptsField,
    }
    shown_instead = {
        "choices": "choices_shown",
        "not_done_reasons": "reasons_shown",
        "could_not_reasons": "could_not_shown",
        WORDS: "neutral_shown",
        "reason_required_when": "explained_shown",
        "applies_to": "visit_types_shown",
        "show_when": "show_when_words",
        "replaced_by": "replaced_shown",
    }
    list_display = ["named", "key", "point_number", "privacy"]
    list_filter = [VersionFilter, "point__number", "privacy", "frequency", "required"]
    search_fields = ["key", "text", "help"]
    beside = ("point",)
    readonly_fields = [
        "key",
        "in_version",
        "in_point",
        "previews",
        "section",
        "answer_type",
        "frequency",
        "baseline",
        "stage",
        "privacy",
        "repeat_group",
        "family_copy",
        "asks_for",
        "anew_shown",
        "practitioner_only",
        "offered_words",
    ]
    texts = TEXTS
    fieldsets = [
        (None, {"fields": ["key", "in_version", "in_point", "previews"]}),
        (
            "Question",
            {"fields": ["text", "help", "text_before_birth", "help_before_birth", "required"]},
        ),
        (
            "Answers",
            {
                "fields": [
                    "choices",
                    "not_done_reasons",
                    "reason_required_when",
                    "could_not_reasons",
                ]
            },
        ),
        ("Reasons on a shut page", {"fields": [WORDS], "classes": ["collapse"]}),
        ("What follows", {"fields": ["nothing_follows"]}),
        ("When it is asked", {"fields": ["applies_to", "show_when_words", "replaced_by"]}),
        ("The same, to change it", {"fields": ["show_when"], "classes": ["collapse"]}),
        (
            "Fixed: a change needs a second approver or another prompt",
            {
                "fields": [
                    "answer_type",
                    "privacy",
                    "family_copy",
                    "asks_for",
                    "frequency",
                    "anew_shown",
                    "practitioner_only",
                    "offered_words",
                    "baseline",
                    "stage",
                    "section",
                    "repeat_group",
                ],
                "classes": ["collapse"],
            },
        ),
        ("Where it comes from", {"fields": ["source"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return shown
        return [one for one in shown if one[0] != "The same, to change it"]

    def swapped(self, request: HttpRequest, obj: Prompt) -> dict[str, str]:
        """A shared list is changed where it is kept, not in one of the prompts that use it."""
        named = {name for name in LISTS if is_named(obj, name)}
        unused = set() if obj and obj.choices else {"choices", "reason_required_when"}
        kept = {name: self.shown_instead[name] for name in named | unused}
        return super().swapped(request, obj) | kept

    @admin.display(description="Question", ordering="position")
    def named(self, obj: Prompt) -> str:
        return obj.text

    @admin.display(description="Point", ordering="point__number")
    def point_number(self, obj: Prompt) -> int:
        return obj.point.number

    @admin.display(description="Learning point")
    def in_point(self, obj: Prompt) -> str:
        url = reverse("admin:checklists_learningpoint_change", args=[obj.point_id])
        return format_html('<a href="{}">{}</a>', url, obj.point)

    @admin.display(description="As the visit page draws it")
    def previews(self, obj: Prompt) -> str:
        return render_previews(obj.version, obj.point.number, obj.key)

    @admin.display(description="Choices")
    def choices_shown(self, obj: Prompt) -> str:
        return self.list_shown(obj, obj.choices)

    @admin.display(description="Reasons")
    def reasons_shown(self, obj: Prompt) -> str:
        return self.list_shown(obj, obj.not_done_reasons)

    @admin.display(description="Reasons why not asked")
    def could_not_shown(self, obj: Prompt) -> str:
        return self.list_shown(obj, obj.could_not_reasons)

    @admin.display(description="Ask for a reason when")
    def explained_shown(self, obj: Prompt) -> str:
        prompt = compiled(obj.version).prompts[obj.key]
        return ", ".join(map(prompt.label_of, obj.reason_required_when)) or "Never"

    @admin.display(description="Asked at")
    def visit_types_shown(self, obj: Prompt) -> str:
        return ", ".join(obj.applies_to or []) or "Wherever its point is asked"

    @admin.display(description="Asked anew at")
    def anew_shown(self, obj: Prompt) -> str:
        return ", ".join(obj.anew_at) or "-"

    @admin.display(description="Asked no more: instead of it")
    def replaced_shown(self, obj: Prompt) -> str:
        return render_questions(obj.version, obj.replaced_by)

    @admin.display(description="Shown when")
    def show_when_words(self, obj: Prompt) -> str:
        return render_lines(in_words(obj.show_when, compiled(obj.version)))

    @admin.display(description="Answers and reasons offered only when")
    def offered_words(self, obj: Prompt) -> str:
        content = compiled(obj.version)
        prompt = content.prompts[obj.key]
        named = [
            Line(one.label, (in_words(one.show_when, content),))
            for one in (*prompt.choices, *prompt.every_reason)
            if one.show_when is not None
        ]
        return render_lines(*named) if named else "-"

    def list_shown(self, obj: Prompt, entries: Any) -> str:
        if not isinstance(entries, str):
            return render_entries(entries)
        shared = obj.version.lists.filter(key=entries).first()
        url = reverse("admin:checklists_namedlist_change", args=[shared.pk]) if shared else ""
        context = {**shown_entries(shared.entries if shared else []), "key": entries, "url": url}
        return render_to_string("admin/guidance/_entries_shown.html", context)


def is_named(prompt: Any, name: str) -> bool:
    return prompt is not None and isinstance(getattr(prompt, name), str)
