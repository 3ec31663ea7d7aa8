"""Reasons in the admin, with the neutral words that a shut page shows instead."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from checklists.guidance.admin.rows import RowAdmin, render_lines
from checklists.guidance.forms.reasons import WORDS, reason_fields
from checklists.guidance.neutral_reasons import neutral_for, neutral_words
from checklists.guidance.plain_words import Line


class ReasonsAdmin(RowAdmin):
    """Rows with reasons, whose neutral words stand beside them and are kept with the version."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.version.save(update_fields=["meta"])
        super().save_model(request, obj, form, change)

    def swapped(self, request: HttpRequest, obj: Any) -> dict[str, str]:
        if not self.has_change_permission(request, obj):
            return self.shown_instead
        return {} if obj and reason_fields(obj) else {WORDS: self.shown_instead[WORDS]}

    @admin.display(description="Neutral words")
    def neutral_shown(self, obj: Any) -> str:
        meta = obj.version.meta
        labels = {one["value"]: one["label"] for one in neutral_words(meta)}
        said = [
            Line(f"{one['label']}: {labels.get(neutral_for(one['value'], meta), 'none')}")
            for name in reason_fields(obj)
            for one in getattr(obj, name)
        ]
        return render_lines(*said) if said else "-"
