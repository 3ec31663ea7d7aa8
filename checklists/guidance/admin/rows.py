"""What the rows of a version have in common in the admin: changed in a draft, else only read."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import Field, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from checklists.accounts.admin.stale import ComparedAdmin, came_from_a_page
from checklists.audit.admin import RecordedAdmin
from checklists.guidance.admin.draft_gone import DraftGone, refuse_gone, render_gone
from checklists.guidance.applies import all_tasks
from checklists.guidance.before_publishing import problems_of_version
from checklists.guidance.compiled import compiled
from checklists.guidance.meanings import MEANING_WORDS
from checklists.guidance.models import TemplateVersion
from checklists.guidance.plain_words import Line
from checklists.guidance.stability import SECOND_APPROVER_RULES
from checklists.people.models.teams import Role
from checklists.people.roles import roles_of

DRAFT = TemplateVersion.Status.DRAFT
READERS = frozenset({Role.EDITOR, Role.PUBLISHER})
STYLES = "guidance-admin.css"
NOT_SAID = "Its meaning is not said"
TALL = "checklists.LearningPoint.guidance"
MARKDOWN_HELP = (
    "Write **two stars** around words for bold, start lines with - for a list, and leave an empty "
    "line between paragraphs. No HTML."
)


def set_height(field: Any, db_field: "Field[Any, Any]") -> Any:
    """As many lines as the text has room for: guidance is long, all else a sentence or two."""
    if isinstance(db_field, TextField):
        field.widget.attrs["rows"] = 16 if str(db_field) == TALL else 3
    return field


def is_editor(request: HttpRequest) -> bool:
    return Role.EDITOR in roles_of(request.user)


def may_read(request: HttpRequest) -> bool:
    return not READERS.isdisjoint(roles_of(request.user))


class GuidanceAdmin(ModelAdmin):
    """What editors and publishers read. Whether it can be changed, each says itself."""

    class Media:
        css = {"all": [STYLES]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_read(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_read(request)


class VersionFilter(admin.SimpleListFilter):
    """The draft first, since that is what is worked on; without one, what is in force."""

    title = "version"
    parameter_name = "version"

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[str, str]]:
        versions = TemplateVersion.objects.all()
        return [(str(one.pk), f"{one}, {one.get_status_display().lower()}") for one in versions]

    def value(self) -> str:
        return super().value() or str(self.preferred)

    @cached_property
    def preferred(self) -> int:
        versions = TemplateVersion.objects.exclude(status=TemplateVersion.Status.RETIRED)
        return versions.order_by("status").values_list("pk", flat=True).first() or 0

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        return queryset.filter(version_id=wanted) if wanted.isdecimal() else queryset.none()


class RowAdmin(ComparedAdmin, RecordedAdmin, GuidanceAdmin):
    """Editors change rows of a draft; rows of a published version are read by them and publishers.

    Nothing is added or deleted, because answers and items are stored under the keys.
    """

    form_fields: dict = {}
    shown_instead: dict = {}
    list_filter = [VersionFilter]
    beside: tuple[str, ...] = ()
    show_full_result_count = False
    list_display_links = ["named"]
    list_per_page = 60
    ordering = ["version", "position"]
    save_on_top = True
    actions = None
    change_form_template = "admin/guidance/row.html"
    texts: dict = {}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_editor(request) and (obj is None or obj.version.status == DRAFT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("version", *self.beside)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DraftGone as gone:
            return render_gone(request, gone)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if came_from_a_page(request) and is_editor(request):
            refuse_gone(found)
        return found

    def hold(self, row: Any) -> None:
        """With its version: nobody publishes or discards the draft meanwhile."""
        versions = TemplateVersion.objects.select_for_update(no_key=True)
        versions.filter(pk=row.version_id).first()
        super().hold(row)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name not in self.form_fields:
            return set_height(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)
        settled = {"help_text": db_field.help_text, "required": not db_field.blank}
        return self.form_fields[db_field.name](**settled | self.texts.get(db_field.name, {}))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        texts = {name: one["help_text"] for name, one in self.texts.items() if "help_text" in one}
        labels = {name: one["label"] for name, one in self.texts.items() if "label" in one}
        return super().get_form(
            request, obj, change=change, help_texts=texts, labels=labels, **kwargs
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Stored lists and conditions are shown in words wherever they cannot be changed."""
        swapped = self.swapped(request, obj)
        return [
            (title, {**options, "fields": [swapped.get(f, f) for f in options["fields"]]})
            for title, options in self.fieldsets or ()
        ]

    def swapped(self, request: HttpRequest, obj: Any) -> dict[Any, Any]:
        return {} if self.has_change_permission(request, obj) else self.shown_instead

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*self.readonly_fields, *self.shown_instead.values()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        for problem in problems_of_version(obj.version):
            messages.warning(request, f"Before this draft can be published: {problem}")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """On a published row: the way to the same row of the draft, if there is one."""
        obj = kwargs["obj"]
        if obj is not None and obj.version.status != DRAFT:
            same = self.model.objects.filter(version__status=DRAFT, position=obj.position).first()
            context |= {"version": obj.version, "same_in_draft": same}
        context["is_grave"] = obj is not None and getattr(obj, "key", "") in SECOND_APPROVER_RULES
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    @admin.display(description="Belongs to")
    def in_version(self, obj: Any) -> str:
        url = reverse("admin:checklists_templateversion_change", args=[obj.version_id])
        status = obj.version.get_status_display().lower()
        return format_html('<a href="{}">{}</a>, {}', url, obj.version, status)


def render_previews(version: TemplateVersion, point_number: int, key: str | None = None) -> str:
    """Links to the pages of a visit that show the point, or that one prompt."""
    pages = [
        (reverse("preview_point", args=[version.pk, task.slug]), task.title)
        for task in all_tasks(compiled(version))
        if any(prompt.point_number == point_number for prompt in task.prompts)
        and (key is None or any(prompt.key == key for prompt in task.prompts))
    ]
    return render_to_string("admin/guidance/_previews.html", {"pages": pages})


def render_lines(*parts: Any) -> str:
    return render_to_string("admin/guidance/_lines.html", {"parts": parts})


def render_questions(version: TemplateVersion, keys: list[str]) -> str:
    """Prompts by their question; "-" for none."""
    questions = dict(version.prompts.values_list("key", "text"))
    lines = [Line(f"{questions.get(key, '')} ({key})") for key in keys]
    return render_lines(*lines) if lines else "-"


def render_entries(entries: Any) -> str:
    return render_to_string("admin/guidance/_entries_shown.html", shown_entries(entries))


def shown_entries(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Each with the words of what it means, or that it says nothing of it."""
    named = [
        {**one, "meaning": MEANING_WORDS.get(one.get("means", ""), NOT_SAID)} for one in entries
    ]
    return {"entries": named}
