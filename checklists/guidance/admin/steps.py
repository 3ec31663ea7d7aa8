"""Start, publish and discard a draft: the steps of its page in the admin."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.guidance.admin.draft_as_shown import CHANGED, digest_of, is_as_shown
from checklists.guidance.admin.rows import DRAFT, is_editor, may_read
from checklists.guidance.before_publishing import problems_of_version
from checklists.guidance.content import content_of
from checklists.guidance.differences import differences
from checklists.guidance.forms.publishing import PublishForm
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import (
    DraftExists,
    copy_to_draft,
    discard,
    publish,
)
from checklists.people.requests import user_of
from checklists.people.views.performing import perform, refused_on


def changes_in(draft: TemplateVersion) -> list[str]:
    if draft.copied_from is None:
        return []
    return differences(content_of(draft.copied_from), content_of(draft))


@require_POST
def start_draft(request: HttpRequest) -> HttpResponse:
    if not is_editor(request):
        raise PermissionDenied
    try:
        draft = copy_to_draft(by=user_of(request), at=timezone.now())
    except DraftExists as error:
        draft = error.draft
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{draft} is a draft. Nothing changes for visits until publish.")
    return redirect("admin:checklists_templateversion_change", draft.pk)


@require_http_methods(["GET", "POST"])
def publish_page(request: HttpRequest, pk: int, model_admin: "ModelAdmin[Any]") -> HttpResponse:
    """Editor or publisher: what differs, what stands in the way, and what to tell colleagues."""
    if not may_read(request):
        raise PermissionDenied
    draft = get_object_or_404(TemplateVersion, pk=pk, status=DRAFT)
    form = PublishForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        if form.is_valid() and publish_as_shown(request, draft, form):
            return redirect("admin:checklists_templateversion_change", pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Publish {str(draft).lower()}",
        "opts": model_admin.opts,
        "draft": draft,
        "shown": digest_of(request, draft),
        "form": form,
        "problems": problems_of_version(draft),
        "differs": changes_in(draft),
    }
    return render(request, "admin/guidance/publish.html", context)


def publish_as_shown(request: HttpRequest, draft: TemplateVersion, form: Any) -> bool:
    """Whether it came into force; else the form says why not."""
    words = form.cleaned_data["what_changed"]
    if not is_as_shown(request, draft):
        form.add_error(None, CHANGED)
        return False
    with refused_on(form):
        publish(draft, by=user_of(request), at=timezone.now(), what_changed=words)
        messages.success(
            request, f"{draft} is in force. New visits use it; visits already begun keep theirs."
        )
        return True
    return False


@require_http_methods(["GET", "POST"])
def discard_page(request: HttpRequest, pk: int, model_admin: "ModelAdmin[Any]") -> HttpResponse:
    if not is_editor(request):
        raise PermissionDenied
    draft = get_object_or_404(TemplateVersion, pk=pk, status=DRAFT)
    if request.method == "POST":
        with transaction.atomic():
            if is_as_shown(request, draft):
                return discard_draft(request, draft)
            messages.warning(request, CHANGED)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Throw away {str(draft).lower()}",
        "opts": model_admin.opts,
        "draft": draft,
        "shown": digest_of(request, draft),
        "differs": changes_in(draft),
    }
    return render(request, "admin/guidance/discard.html", context)


def discard_draft(request: HttpRequest, draft: TemplateVersion) -> HttpResponse:
    said = f"The draft of {str(draft).lower()} is gone. What is in force stays."
    versions = reverse("admin:checklists_templateversion_changelist")
    return perform(request, discard, draft, said=said, goes_to=versions)
