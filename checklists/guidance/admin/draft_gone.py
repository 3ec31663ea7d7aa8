"""A page of a draft that comes back after the draft was published or thrown away.

Nothing of it is saved; what was typed is shown, so that it can be written into the next draft.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from checklists.accounts.views import overtaken
from checklists.accounts.views.overtaken import Typed, Way
from checklists.audit.refused import Overtaken
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import PUBLISHED
from checklists.reading import shown

DISCARDED = "This draft was thrown away while you had the page open."
NOT_TYPED = {"csrfmiddlewaretoken", shown.NAME}


class DraftGone(Overtaken):
    """The row is in no draft any more."""


def refuse_gone(row: Any) -> None:
    """`row` is a row of a version, or None. Raises DraftGone."""
    if row is None:
        raise DraftGone(DISCARDED)
    if row.version.status != TemplateVersion.Status.DRAFT:
        raise DraftGone(PUBLISHED)


def render_gone(request: HttpRequest, gone: DraftGone) -> HttpResponse:
    versions = Way("Open the versions", reverse("admin:checklists_templateversion_changelist"))
    said = f"{gone} Nothing on this page was saved."
    return overtaken.page(request, said, typed_values(request), [versions])


def typed_values(request: HttpRequest) -> list[Typed]:
    return [
        Typed(name.replace("_", " ").replace("-", " ").capitalize(), ", ".join(texts))
        for name, texts in request.POST.lists()
        if name not in NOT_TYPED and not name.startswith("_") and any(texts)
    ]
