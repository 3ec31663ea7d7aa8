"""What every page of the admin leaves in the log, and the log itself, to read."""

from django.contrib import admin
from django.utils import timezone

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.nhsuk.admin_fields import READ_BY

NOT_HERE = "conflict."
LONGEST = 200


class BoundedSearch(admin.ModelAdmin):
    """Looks for the first 200 characters: SQLite gives up on much longer words."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term[:LONGEST])


class RecordedAdmin(BoundedSearch):
    """Each change is an event naming the fields, never their content; nothing is deleted."""

    formfield_overrides = READ_BY

    def has_delete_permission(self, request, obj=None):
        return False

    def log_addition(self, request, obj, message):
        self.record_change("added", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if message:
            self.record_change("changed", request, obj, message)
        return super().log_change(request, obj, message)

    def record_change(self, what, request, obj, message):
        kind = f"{obj._meta.model_name}.{what}"
        record(kind, obj, by=request.user, at=timezone.now(), changes=without_names(message))


def without_names(message) -> list:
    """Django's list of changes, without the names of the rows that were changed."""
    steps = message if isinstance(message, list) else []
    return [
        {action: {key: said[key] for key in said if key != "object"}}
        for step in steps
        for action, said in step.items()
    ]


@admin.register(Event)
class EventAdmin(BoundedSearch):
    """Who did what, when and why; which family is only an id, and what was said is nowhere."""

    list_display = ["at", "kind", "by", "why", "target"]
    list_filter = ["kind"]
    search_fields = ["by__name", "by__username", "kind"]
    list_select_related = ["by"]
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ["at", "kind", "by", "roles", "why", "target", "details", "chain", "seq", "digest"]

    def get_queryset(self, request):
        """Without the events of blocks: an administrator may be the one who is kept away."""
        return super().get_queryset(request).exclude(kind__startswith=NOT_HERE)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
