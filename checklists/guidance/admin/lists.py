"""Lists of choices and reasons that several prompts share, in the admin."""

from django.contrib import admin

from checklists.guidance.admin.reasons import ReasonsAdmin
from checklists.guidance.admin.rows import render_entries
from checklists.guidance.forms.entries import MeaningField
from checklists.guidance.forms.prompts import ListForm
from checklists.guidance.forms.reasons import WORDS
from checklists.guidance.models import NamedList

LISTS = ("choices", "not_done_reasons", "could_not_reasons")


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

    @admin.display(description="List", ordering="position")
    def named(self, obj: NamedList) -> str:
        return obj.key.replace("_", " ").capitalize()

    @admin.display(description="Used by")
    def used(self, obj: NamedList) -> str:
        rows = obj.version.prompts.values_list("key", *LISTS)
        users = [key for key, *lists in rows if obj.key in lists]
        return f"{len(users)} prompts: {', '.join(users)}" if users else "No prompt"

    @admin.display(description="Lines")
    def entries_words(self, obj: NamedList) -> str:
        return render_entries(obj.entries)
