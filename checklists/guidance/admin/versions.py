"""Versions in the admin: what they hold, and what stands in the way of a draft."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse

from checklists.guidance import plain_words
from checklists.guidance.admin.draft_as_shown import redirect_if_gone
from checklists.guidance.admin.rows import DRAFT, GuidanceAdmin, is_editor, render_lines
from checklists.guidance.admin.steps import changes_in, discard_page, publish_page, start_draft
from checklists.guidance.applies import all_tasks
from checklists.guidance.before_publishing import problems_of_version
from checklists.guidance.compiled import compiled
from checklists.guidance.models import TemplateVersion
from checklists.nhsuk.wording import in_words
from checklists.people.models.users import User

PARTS = {
    "learningpoint": ("points", "Learning points: titles and guidance"),
    "prompt": ("prompts", "Prompts: questions, help and choices"),
    "namedlist": ("lists", "Choices and reasons that several prompts share"),
    "rule": ("rules", "Rules: what opens an item, and how soon it is due"),
    "resource": ("resources", "Resources"),
}


@admin.register(TemplateVersion)
class TemplateVersionAdmin(GuidanceAdmin):
    """The way in for editors and publishers. Nothing is typed here but what changed."""

    list_display = ["named", "status", "what_changed", "published_at", "published_by"]
    list_display_links = ["named"]
    ordering = ["-number"]
    actions = None
    change_form_template = "admin/guidance/version.html"
    change_list_template = "admin/guidance/versions.html"
    fields = [
        *("status", "words", "begun", "came_into_force", "retired_at"),
        *("parts", "previews", "never_together"),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.fields

    def get_urls(self) -> list[Any]:
        steps: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("draft/", self.start_draft, "draft"),
            ("<int:pk>/publish/", self.publish, "publish"),
            ("<int:pk>/discard/", self.discard, "discard"),
        ]
        buttons = [
            path(address, self.admin_site.admin_view(view), name=f"guidance_{name}")
            for address, view, name in steps
        ]
        return [*buttons, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_draft": may_draft(request), "title": "Versions of the guidance"}
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context |= {"title": f"{obj}: {obj.get_status_display().lower()}"}
        context |= {"may_draft": may_draft(request), "may_discard": is_editor(request)}
        if obj.status == DRAFT:
            context |= {
                "is_draft": True,
                "problems": problems_of_version(obj),
                "differs": changes_in(obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="Version", ordering="number")
    def named(self, obj: TemplateVersion) -> str:
        return str(obj)

    @admin.display(description="What changed")
    def words(self, obj: TemplateVersion) -> str:
        return obj.what_changed or "-"

    @admin.display(description="Begun")
    def begun(self, obj: TemplateVersion) -> str:
        source = f", as a copy of {str(obj.copied_from).lower()}" if obj.copied_from else ""
        return f"{in_words(obj.created_at)} by {name_or_system(obj.created_by)}{source}"

    @admin.display(description="Came into force")
    def came_into_force(self, obj: TemplateVersion) -> str:
        if obj.published_at is None:
            return "-"
        return f"{in_words(obj.published_at)}, published by {name_or_system(obj.published_by)}"

    @admin.display(description="What it holds")
    def parts(self, obj: TemplateVersion) -> str:
        rows = [
            {
                "url": reverse(f"admin:checklists_{model}_changelist"),
                "version": obj.pk,
                "number": getattr(obj, rows).count(),
                "words": words,
            }
            for model, (rows, words) in PARTS.items()
        ]
        return render_to_string("admin/guidance/_parts.html", {"rows": rows})

    @admin.display(description="As the visit pages draw it")
    def previews(self, obj: TemplateVersion) -> str:
        pages = [
            (reverse("preview_point", args=[obj.pk, task.slug]), task.title)
            for task in all_tasks(compiled(obj))
        ]
        return render_to_string("admin/guidance/_previews.html", {"pages": pages})

    @admin.display(description="Answers that cannot both be true")
    def never_together(self, obj: TemplateVersion) -> str:
        content = compiled(obj)
        named = tuple(
            plain_words.Line(one["words"], (plain_words.in_words(one["when"], content),))
            for one in content.contradictions
        )
        return (
            render_lines(plain_words.Line("Signing waits while any of these is met:", named))
            if named
            else "-"
        )

    def start_draft(self, request: HttpRequest) -> HttpResponse:
        return start_draft(request)

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect_if_gone(request, pk) or publish_page(request, pk, self)

    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect_if_gone(request, pk) or discard_page(request, pk, self)


def name_or_system(person: User | None) -> str:
    return str(person) if person else "the system"


def may_draft(request: HttpRequest) -> bool:
    return is_editor(request) and not TemplateVersion.objects.filter(status=DRAFT).exists()
