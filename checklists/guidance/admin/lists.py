"""Lists of choices and reasons that several prompts share, in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from checklists.guidance.admin.reasons import ReasonsAdmin
from checklists.guidance.admin.rows import render_entries
from checklists.guidance.forms.entries import MeaningField
from checklists.guidance.forms.prompts import ListForm
from checklists.guidance.forms.reasons import WORDS
from checklists.guidance.models import NamedList, Prompt

LISTS = ("choices", "not_done_reasons", "could_not_reasons")


class ListsWithPrompts(ChangeList):
    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Each with the prompts of its version, which say what uses it, read for all at once."""
        found: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        prompts = Prompt.objects.only("version", "key", *LISTS)
        return found.prefetch_related(Prefetch("version__prompts", prompts))


@admin.register(NamedList)
class NamedListAdmin(ReasonsAdmin):
    form = ListForm
    form_fields = {"entries": MeaningField}
    shown_instead = {"entries": "entries_words", WORDS: "neutral_shown"}
    list_display = ["named", "used"]
    search_fields = ["key"]
    readonly_fields = ["key", "in_version", "used"]
    texts = {
        "entries": {
            "label": "Lines",
            "help_text": "Every prompt that uses this list shows these words. Values stay.",
        }
    }
    fieldsets = [
        (None, {"fields": ["key", "in_version", "used"]}),
        ("Words", {"fields": ["entries"]}),
        ("Reasons on a shut page", {"fields": [WORDS]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListsWithPrompts

    @admin.display(description="List", ordering="position")
    def named(self, obj: NamedList) -> str:
        return obj.key.replace("_", " ").capitalize()

    @admin.display(description="Used by")
    def used(self, obj: NamedList) -> str:
        prompts = obj.version.prompts.all()
        users = [one.key for one in prompts if obj.key in (getattr(one, name) for name in LISTS)]
        return f"{len(users)} prompts: {', '.join(users)}" if users else "No prompt"

    @admin.display(description="Lines")
    def entries_words(self, obj: NamedList) -> str:
        return render_entries(obj.entries)
