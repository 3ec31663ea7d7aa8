"""Versions in the admin: start a draft, see what stands in its way, publish or discard it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.guidance import plain_words
from checklists.guidance.admin_rows import DRAFT, STYLES, is_editor, lines, may_read
from checklists.guidance.applies import all_tasks
from checklists.guidance.checking import problems
from checklists.guidance.compiled import compiled
from checklists.guidance.content import content_of
from checklists.guidance.differences import differences
from checklists.guidance.draft_as_shown import CHANGED, digest_of, gone, is_as_shown
from checklists.guidance.draft_gone import PUBLISHED
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import (
    DraftExists,
    NotADraft,
    NotReady,
    copy_to_draft,
    discard,
    publish,
)
from checklists.nhsuk.wording import in_words

PARTS = {
    "learningpoint": ("points", "Learning points: titles and guidance"),
    "prompt": ("prompts", "Prompts: questions, help and choices"),
    "namedlist": ("lists", "Choices and reasons that several prompts share"),
    "rule": ("rules", "Rules: what opens an item, and how soon it is due"),
    "resource": ("resources", "Resources"),
}


class PublishForm(forms.Form):
    what_changed = forms.CharField(
        label="What changed",
        help_text="In a sentence or two, what is different and why. Colleagues read it.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        # Said here, and not to the browser, which would cut off what is pasted.
        validators=[MaxLengthValidator(1000)],
        error_messages={"required": "Say in a sentence what changed, for colleagues"},
    )


@admin.register(TemplateVersion)
class TemplateVersionAdmin(admin.ModelAdmin):
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

    class Media:
        css = {"all": [STYLES]}

    def has_module_permission(self, request):
        return may_read(request)

    def has_view_permission(self, request, obj=None):
        return may_read(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def get_urls(self):
        steps = [
            path(address, self.admin_site.admin_view(view), name=f"guidance_{name}")
            for address, view, name in [
                ("draft/", self.start_draft, "draft"),
                ("<int:pk>/publish/", self.publish, "publish"),
                ("<int:pk>/discard/", self.discard, "discard"),
            ]
        ]
        return [*steps, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"may_draft": may_draft(request), "title": "Versions of the guidance"}
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(self, request, context, obj=None, **kwargs):
        context |= {"title": f"{obj}: {obj.get_status_display().lower()}"}
        context |= {"may_draft": may_draft(request), "may_discard": is_editor(request)}
        if obj.status == DRAFT:
            context |= {"is_draft": True, "problems": problems(obj), "differs": changes_in(obj)}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.display(description="Version", ordering="number")
    def named(self, obj):
        return str(obj)

    @admin.display(description="What changed")
    def words(self, obj):
        return obj.what_changed or "-"

    @admin.display(description="Begun")
    def begun(self, obj):
        source = f", as a copy of {str(obj.copied_from).lower()}" if obj.copied_from else ""
        return f"{in_words(obj.created_at)} by {who(obj.created_by)}{source}"

    @admin.display(description="Came into force")
    def came_into_force(self, obj):
        if obj.published_at is None:
            return "-"
        return f"{in_words(obj.published_at)}, published by {who(obj.published_by)}"

    @admin.display(description="What it holds")
    def parts(self, obj):
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
    def previews(self, obj):
        pages = [
            (reverse("preview_point", args=[obj.pk, task.slug]), task.title)
            for task in all_tasks(compiled(obj))
        ]
        return render_to_string("admin/guidance/_previews.html", {"pages": pages})

    @admin.display(description="Answers that cannot both be true")
    def never_together(self, obj):
        content = compiled(obj)
        named = tuple(
            plain_words.Line(one["words"], (plain_words.in_words(one["when"], content),))
            for one in content.contradictions
        )
        return (
            lines(plain_words.Line("Signing waits while any of these is met:", named))
            if named
            else "-"
        )

    def start_draft(self, request):
        return start_draft(request)

    def publish(self, request, pk):
        return gone(request, pk) or publish_page(request, pk, self)

    def discard(self, request, pk):
        return gone(request, pk) or discard_page(request, pk, self)


def who(person) -> str:
    return str(person) if person else "the system"


def may_draft(request) -> bool:
    return is_editor(request) and not TemplateVersion.objects.filter(status=DRAFT).exists()


def changes_in(draft) -> list[str]:
    if draft.copied_from is None:
        return []
    return differences(content_of(draft.copied_from), content_of(draft))


@require_POST
def start_draft(request):
    if not is_editor(request):
        raise PermissionDenied
    try:
        draft = copy_to_draft(by=request.user, at=timezone.now())
    except DraftExists as error:
        draft = error.args[0]
        messages.warning(request, f"{draft} was started already. There is one draft at a time.")
    else:
        messages.success(request, f"{draft} is a draft. Nothing changes for visits until publish.")
    return redirect("admin:checklists_templateversion_change", draft.pk)


@require_http_methods(["GET", "POST"])
def publish_page(request, pk, model_admin):
    """Editor or publisher: what differs, what stands in the way, and what to tell colleagues."""
    if not may_read(request):
        raise PermissionDenied
    draft = get_object_or_404(TemplateVersion, pk=pk, status=DRAFT)
    form = PublishForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        if form.is_valid() and published(request, draft, form):
            return redirect("admin:checklists_templateversion_change", pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Publish {str(draft).lower()}",
        "opts": model_admin.opts,
        "draft": draft,
        "shown": digest_of(request, draft),
        "form": form,
        "problems": problems(draft),
        "differs": changes_in(draft),
    }
    return render(request, "admin/guidance/publish.html", context)


def published(request, draft, form) -> bool:
    """Whether it came into force; else the form says why not."""
    words = form.cleaned_data["what_changed"]
    if not is_as_shown(request, draft):
        form.add_error(None, CHANGED)
        return False
    try:
        publish(draft, by=request.user, at=timezone.now(), what_changed=words)
    except NotReady as error:
        form.add_error(None, error.problems)
    except NotADraft:
        form.add_error(None, "Someone has published this version meanwhile.")
    else:
        messages.success(
            request, f"{draft} is in force. New visits use it; visits already begun keep theirs."
        )
        return True
    return False


@require_http_methods(["GET", "POST"])
def discard_page(request, pk, model_admin):
    if not is_editor(request):
        raise PermissionDenied
    draft = get_object_or_404(TemplateVersion, pk=pk, status=DRAFT)
    if request.method == "POST":
        with transaction.atomic():
            if discarded(request, draft):
                return redirect("admin:checklists_templateversion_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Throw away {str(draft).lower()}",
        "opts": model_admin.opts,
        "draft": draft,
        "shown": digest_of(request, draft),
        "differs": changes_in(draft),
    }
    return render(request, "admin/guidance/discard.html", context)


def discarded(request, draft) -> bool:
    """Whether it is thrown away; else a message says why not."""
    if not is_as_shown(request, draft):
        messages.warning(request, CHANGED)
        return False
    name = str(draft)
    try:
        discard(draft, by=request.user, at=timezone.now())
    except NotADraft:
        messages.warning(request, PUBLISHED)
    else:
        messages.success(request, f"The draft of {name.lower()} is gone. What is in force stays.")
    return True
