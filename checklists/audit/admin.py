"""What every page of the admin writes to the log, and the page that shows the log."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from checklists.audit.log_list import KindFilter, LogList, NewestEvents
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.nhsuk.admin_fields import READ_BY
from checklists.reading.names import stands_in

EVENTS_OF_BLOCKS = "conflict."
LONGEST_SEARCH = 200


class FoldedSearch(admin.ModelAdmin):
    """Finds a word whatever its accents, capitals, quotes and hyphens.

    It reads the whole list, because lists here are short, and the first 200 characters typed.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        searched = search_term[:LONGEST_SEARCH]
        if not searched or not self.search_fields:
            return queryset, False
        rows = queryset.values_list("pk", *self.search_fields)
        return queryset.filter(pk__in=ids_of_matches(searched, rows)), False


def ids_of_matches(searched: str, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The ids of the rows (id, text or None ...) that contain every word searched for."""
    return [pk for pk, *texts in rows if stands_in(searched, *filter(None, texts))]


class RecordedAdmin(FoldedSearch):
    """Each change is an event naming the fields, never their content; nothing is deleted."""

    formfield_overrides = READ_BY

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        self.record_change("added", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        if message:
            self.record_change("changed", request, obj, message)
        return super().log_change(request, obj, message)

    def record_change(self, what: str, request: HttpRequest, obj: Any, message: Any) -> None:
        kind = f"{obj._meta.model_name}.{what}"
        record(
            kind, obj, by=request.user, at=timezone.now(), changes=changes_without_names(message)
        )


def changes_without_names(message: Any) -> list[dict[str, Any]]:
    """Django's list of changes, without the names of the rows that were changed."""
    steps = message if isinstance(message, list) else []
    return [
        {action: {key: change[key] for key in change if key != "object"}}
        for step in steps
        for action, change in step.items()
    ]


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Who did what, when and why; a family is only an id, and what was said stands nowhere."""

    list_display = ["at", "kind", "by", "why", "target"]
    list_filter = [KindFilter]
    search_fields = ["by__name", "by__username", "kind"]  # see get_search_results
    list_select_related = ["by"]
    date_hierarchy = "at"
    show_full_result_count = False
    paginator = NewestEvents
    fields = ["at", "kind", "by", "roles", "why", "target", "details", "chain", "seq", "digest"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[LogList]:
        return LogList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """Without the events of blocks: the administrator may be the person who is blocked."""
        return super().get_queryset(request).exclude(kind__startswith=EVENTS_OF_BLOCKS)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By kind, or by who did it in any spelling. The log is long: the database searches it."""
        people = apps.get_model(settings.AUTH_USER_MODEL)._default_manager
        names = list(people.values_list("pk", "name", "username"))
        for word in search_term[:LONGEST_SEARCH].split():
            queryset = queryset.filter(
                Q(kind__icontains=word) | Q(by__in=ids_of_matches(word, names))
            )
        return queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        return False
