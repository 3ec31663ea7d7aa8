"""What every page of the admin leaves in the log, and the log itself, to read."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.nhsuk.admin_fields import READ_BY
from checklists.reading.names import stands_in

NOT_HERE = "conflict."
LONGEST = 200


class FoldedSearch(admin.ModelAdmin):
    """Finds a word whatever its accents, capitals, quotes and hyphens. Lists here are short, so
    that they are read whole; of what is typed the first 200 characters count."""

    def get_search_results(self, request, queryset, search_term):
        asked = search_term[:LONGEST]
        if not asked or not self.search_fields:
            return queryset, False
        rows = queryset.values_list("pk", *self.search_fields)
        return queryset.filter(pk__in=fitting(asked, rows)), False


def fitting(asked, rows) -> list:
    """The ids of those of the rows (id, text or None ...) in which every word asked for stands."""
    return [pk for pk, *texts in rows if stands_in(asked, *filter(None, texts))]


class RecordedAdmin(FoldedSearch):
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
class EventAdmin(admin.ModelAdmin):
    """Who did what, when and why; which family is only an id, and what was said is nowhere."""

    list_display = ["at", "kind", "by", "why", "target"]
    list_filter = ["kind"]
    search_fields = ["by__name", "by__username", "kind"]  # see get_search_results
    list_select_related = ["by"]
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ["at", "kind", "by", "roles", "why", "target", "details", "chain", "seq", "digest"]

    def get_queryset(self, request):
        """Without the events of blocks: an administrator may be the one who is kept away."""
        return super().get_queryset(request).exclude(kind__startswith=NOT_HERE)

    def get_search_results(self, request, queryset, search_term):
        """By kind, or by who did it in any spelling. The log is long, and is read by index."""
        people = Event._meta.get_field("by").related_model.objects
        names = list(people.values_list("pk", "name", "username"))
        for word in search_term[:LONGEST].split():
            queryset = queryset.filter(Q(kind__icontains=word) | Q(by__in=fitting(word, names)))
        return queryset, False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
