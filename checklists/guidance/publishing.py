"""How wording comes into force: copied to a draft, checked, published, retired."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from checklists.audit.recording import record
from checklists.audit.refused import Overtaken, Refused
from checklists.guidance.before_publishing import problems_of_version
from checklists.guidance.content import Content, content_hash, content_of, write_content
from checklists.guidance.in_force import TEMPLATE
from checklists.guidance.models import ChecklistTemplate, TemplateVersion
from checklists.people.models.users import User

Status = TemplateVersion.Status
PUBLISHING = ("content_hash", "what_changed", "status", "published_at", "published_by")


PUBLISHED = "This draft was published while you had the page open, so it does not change any more."


class DraftExists(Refused):
    """There is one draft at a time, and it is `draft`."""

    def __init__(self, draft: TemplateVersion) -> None:
        super().__init__(f"{draft} was started already. There is one draft at a time.")
        self.draft = draft


class AlreadyPublished(Overtaken):
    """The version is in force or retired, so it stays as it is."""


class NotReady(Refused):
    """The draft cannot be published. Each argument is a sentence that says what is missing."""


@transaction.atomic
def copy_to_draft(*, by: User, at: datetime) -> TemplateVersion:
    """A new draft with the content of the version in force. Raises DraftExists."""
    template = locked_template()
    source = template.versions.get(status=Status.PUBLISHED)
    draft = new_draft(template, content_of(source), by=by, at=at)
    record("guidance.drafted", draft, by=by, at=at, number=draft.number, copied_from=source.number)
    return draft


@transaction.atomic
def draft_from_file(data: Content, *, at: datetime) -> TemplateVersion:
    """A new draft with the content of a file, made by the system. Raises DraftExists."""
    draft = new_draft(locked_template(), data, by=None, at=at)
    record("guidance.drafted", draft, by=None, at=at, number=draft.number)
    return draft


@transaction.atomic
def publish(
    version: TemplateVersion, *, by: User | None, at: datetime, what_changed: str
) -> TemplateVersion:
    """Bring the draft into force and retire the version before; from then on neither changes.

    Visits already begun keep the version they began with. Raises AlreadyPublished, or NotReady.
    """
    template = locked_template()
    draft = TemplateVersion.objects.select_for_update().get(pk=version.pk)
    if draft.status != Status.DRAFT:
        raise AlreadyPublished("Someone has published this version meanwhile.")
    refuse_unready(draft, what_changed)
    template.versions.filter(status=Status.PUBLISHED).update(status=Status.RETIRED, retired_at=at)
    for rows in rows_of(draft):
        rows.update(published=True)
    draft.content_hash = content_hash(content_of(draft))
    draft.what_changed = what_changed.strip()
    draft.status, draft.published_at, draft.published_by = Status.PUBLISHED, at, by
    draft.save(update_fields=PUBLISHING)
    digest = draft.content_hash
    record("guidance.published", draft, by=by, at=at, number=draft.number, content_hash=digest)
    return draft


@transaction.atomic
def discard(version: TemplateVersion, *, by: User, at: datetime) -> None:
    """Throw a draft away. Raises AlreadyPublished, changing nothing."""
    locked_template()
    draft = TemplateVersion.objects.select_for_update().get(pk=version.pk)
    if draft.status != Status.DRAFT:
        raise AlreadyPublished(PUBLISHED)
    record("guidance.discarded", draft, by=by, at=at, number=draft.number)
    for rows in rows_of(draft):
        rows.delete()
    draft.delete()


def refuse_unready(draft: TemplateVersion, what_changed: str) -> None:
    found = problems_of_version(draft)
    if not what_changed.strip():
        found.append("Say in a sentence what changed, for colleagues.")
    before = draft.copied_from
    if before and content_hash(content_of(draft)) == before.content_hash:
        found.append(f"Nothing differs from version {before.number}.")
    if found:
        raise NotReady(*found)


def new_draft(
    template: ChecklistTemplate, data: Content, *, by: User | None, at: datetime
) -> TemplateVersion:
    if existing := template.versions.filter(status=Status.DRAFT).first():
        raise DraftExists(existing)
    last = template.versions.order_by("-number").first()
    draft = TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        meta=data["meta"],
        copied_from=template.versions.filter(status=Status.PUBLISHED).first(),
        created_at=at,
        created_by=by,
    )
    write_content(draft, data)
    return draft


def locked_template() -> ChecklistTemplate:
    """The one template, locked, so that two people cannot draft or publish at the same time."""
    ChecklistTemplate.objects.get_or_create(slug=TEMPLATE, defaults={"name": "Keeping Babies Safe"})
    return ChecklistTemplate.objects.select_for_update().get(slug=TEMPLATE)


def rows_of(version: TemplateVersion) -> list[QuerySet[Any]]:
    """Querysets of all rows of the version, in an order in which they can be deleted."""
    return [
        version.prompts.all(),
        version.points.all(),
        version.rules.all(),
        version.resources.all(),
        version.lists.all(),
    ]
