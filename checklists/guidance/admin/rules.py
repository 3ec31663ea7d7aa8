"""Rules in the admin: in words to read, as JSON to change."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import widgets
from django.db.models import Field
from django.http import HttpRequest

from checklists.guidance.admin.rows import (
    MARKDOWN_HELP,
    RowAdmin,
    VersionFilter,
    render_lines,
    render_questions,
)
from checklists.guidance.compiled import compiled
from checklists.guidance.forms.fields import ConditionField, PromptsField
from checklists.guidance.forms.rows import RuleForm
from checklists.guidance.models import Rule
from checklists.guidance.plain_words import in_words, override_in_words
from checklists.guidance.stability import SECOND_APPROVER_RULES


@admin.register(Rule)
class RuleAdmin(RowAdmin):
    form = RuleForm
    form_fields = {
        "when": ConditionField,
        "closes_when": ConditionField,
        "overrides": ConditionField,
        "steps": PromptsField,
    }
    shown_instead = {"steps": "steps_shown"}
    list_display = ["named", "key", "point_number", "priority", "due_in_days"]
    list_filter = [VersionFilter, "priority", "kind", "point_number", "privacy"]
    search_fields = ["key", "title", "guidance"]
    readonly_fields = [
        "key",
        "in_version",
        "kind",
        "point_number",
        "for_each",
        "owner_role",
        "privacy",
        "when_words",
        "closes_words",
        "overrides_words",
    ]
    texts = {
        "title": {"help_text": "What is to be done, starting with a verb where it can."},
        "neutral_title": {
            "help_text": "Not shown any more: while titles are short, lists call every item "
            "“Follow-up”, so that none stands out."
        },
        "guidance": {"help_text": f"What to do next, in two or three sentences. {MARKDOWN_HELP}"},
        "due_in_days": {"label": "Due in days", "help_text": "0 is the same day."},
        "due_note": {"help_text": "The same in words, with what shortens or moves it."},
        "bring_to_supervision": {"help_text": "The item is brought to the next supervision."},
        "overrides": {
            "label": "Changes (JSON)",
            "help_text": "Tried in order; the first that is met replaces priority and due date.",
        },
        "when": {"label": "Opens when (JSON)"},
        "closes_when": {
            "label": "Closes when (JSON)",
            "help_text": 'Proposed at a later contact. "manual" leaves it to a person alone.',
        },
        "steps": {
            "help_text": "Questions that stand open on the item while their answer says that it is "
            "missing or not known, or while they are blank. A private question may only be a step "
            "of a private item.",
        },
        "rationale": {"help_text": "Why this rule is there, in a sentence."},
    }
    fieldsets = [
        (None, {"fields": ["key", "in_version", "point_number", "for_each", "privacy"]}),
        ("The item it opens", {"fields": ["title", "neutral_title", "guidance"]}),
        (
            "How soon",
            {
                "fields": [
                    "priority",
                    "due_in_days",
                    "due_note",
                    "overrides_words",
                    "bring_to_supervision",
                ]
            },
        ),
        ("Its steps", {"fields": ["steps"]}),
        ("In words", {"fields": ["when_words", "closes_words"]}),
        (
            "The same, to change it",
            {"fields": ["when", "closes_when", "overrides"], "classes": ["collapse"]},
        ),
        ("Why", {"fields": ["rationale", "source", "kind", "owner_role"]}),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The gravest rules need a second approver, so nobody changes them alone."""
        grave = obj is not None and obj.key in SECOND_APPROVER_RULES
        return not grave and super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return shown
        return [one for one in shown if one[0] != "The same, to change it"]

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "priority":
            levels = ["immediate", "high", "routine"]
            kwargs["widget"] = widgets.AdminRadioSelect(
                choices=[(level, level.capitalize()) for level in levels]
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="Item", ordering="position")
    def named(self, obj: Rule) -> str:
        return obj.title

    @admin.display(description="Steps")
    def steps_shown(self, obj: Rule) -> str:
        return render_questions(obj.version, obj.steps)

    @admin.display(description="Opens when")
    def when_words(self, obj: Rule) -> str:
        return render_lines(in_words(obj.when, compiled(obj.version)))

    @admin.display(description="Closes when")
    def closes_words(self, obj: Rule) -> str:
        return render_lines(in_words(obj.closes_when, compiled(obj.version)))

    @admin.display(description="Changes")
    def overrides_words(self, obj: Rule) -> str:
        content = compiled(obj.version)
        return render_lines(*(override_in_words(one, content) for one in obj.overrides)) or "None"
