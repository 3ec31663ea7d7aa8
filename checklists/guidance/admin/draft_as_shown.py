"""Whether a draft still holds what the page said that differs, when the page's button is pressed.

Nobody publishes, or throws away, words that came into the draft while they read it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from checklists.accounts.admin.stale import came_from_a_page
from checklists.guidance.admin.draft_gone import DISCARDED
from checklists.guidance.content import content_hash, content_of
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import PUBLISHED, locked_template
from checklists.reading import shown

CHANGED = (
    "Somebody changed this draft while you had the page open. Read what differs now, then press "
    "the button again."
)


def is_as_shown(request: HttpRequest, draft: TemplateVersion) -> bool:
    """Locks the draft, so that it stays as it was compared until the end of the transaction."""
    locked_template()
    TemplateVersion.objects.select_for_update().filter(pk=draft.pk).first()
    return constant_time_compare(request.POST.get(shown.NAME, ""), digest_of(request, draft))


def digest_of(request: HttpRequest, draft: TemplateVersion) -> str:
    digester = shown.Digester(f"templateversion:{draft.pk}", str(request.user.pk))
    return digester.digest("content", content_hash(content_of(draft)))


def redirect_if_gone(request: HttpRequest, pk: int) -> HttpResponse | None:
    """Answers a button whose draft was published or discarded meanwhile; None while it is there."""
    row = TemplateVersion.objects.filter(pk=pk).first()
    is_draft = row is not None and row.status == TemplateVersion.Status.DRAFT
    if is_draft or not came_from_a_page(request):
        return None
    messages.warning(request, f"{PUBLISHED if row else DISCARDED} Nothing was done.")
    return redirect("admin:checklists_templateversion_changelist")
