"""Local numbers and pathways in the admin: one that changes is ended, and another is added."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest

from checklists.accounts.admin.stale import ComparedAdmin
from checklists.audit.admin import RecordedAdmin
from checklists.guidance.admin.rows import GuidanceAdmin, is_editor
from checklists.guidance.forms.fields import HttpsField, PointNumbersField
from checklists.guidance.forms.local_numbers import LocalNumberForm
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.requests import user_of
from checklists.reading.clock import london_today

EVERY_TEAM = "Every team"
WORDS: dict[str, dict[str, str]] = {
    "team": {"help_text": "Empty for every team. One of a team stands in place of the same name."},
    "name": {"help_text": "What it is, such as: Social care, referrals."},
    "number": {"help_text": "With its hours, as it is read out: 01632 960123, weekdays 9 to 5."},
    "url": {"label": "Address", "help_text": "Of a pathway. Starts with https://. May stay empty."},
    "note": {"label": "What it is for", "help_text": "What to do, or when to use it."},
    "points": {"label": "For points", "help_text": "None ticked: for every point."},
    "starts_on": {"label": "Shown from"},
    "ends_on": {"label": "No longer shown from", "help_text": "Empty while it holds."},
    "checked_on": {"label": "Last checked", "help_text": "When somebody last tried it."},
    "review_on": {"label": "To be checked again by"},
}


@admin.register(LocalNumber)
class LocalNumberAdmin(ComparedAdmin, RecordedAdmin, GuidanceAdmin):
    form = LocalNumberForm
    actions = None
    show_full_result_count = False
    list_display = ["name", "whose", "number", "state", "checked_on", "review_on"]
    list_select_related = ["team"]
    list_per_page = 60
    search_fields = ["name", "number", "note"]
    ordering = ["name", "-starts_on", "-pk"]
    fieldsets = [
        ("What it says", {"fields": ["name", "number", "url", "note"]}),
        ("Where it is shown", {"fields": ["team", "points", "starts_on"]}),
        (
            "Until when",
            {
                "fields": ["checked_on", "review_on", "ends_on"],
                "description": "What it says never changes, so that it can be told later what was "
                "shown on a day. Where a number has changed, end this one and add another.",
            },
        ),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_editor(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_editor(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return sorted(LocalNumber.FIXED - {"set_by"}) if obj else []

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        words: dict[str, Any] = WORDS.get(db_field.name, {})
        if db_field.name == "points":
            return PointNumbersField(required=False, **words)
        if db_field.name == "url":
            return HttpsField(required=False, **words)
        return super().formfield_for_dbfield(db_field, request, **kwargs, **words)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request).select_related("team")
        return found

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.set_by = user_of(request)
        super().save_model(request, obj, form, change)

    @admin.display(description="Whose", ordering="team__name")
    def whose(self, obj: LocalNumber) -> str:
        return obj.team.name if obj.team else EVERY_TEAM

    @admin.display(description="Shown")
    def state(self, obj: LocalNumber) -> str:
        return state_words(obj, london_today())


def state_words(row: LocalNumber, today: date) -> str:
    if row.ends_on and row.ends_on <= today:
        return "No longer"
    if row.starts_on > today:
        return "Not yet"
    return "Check it again" if row.review_on < today else "Yes"
