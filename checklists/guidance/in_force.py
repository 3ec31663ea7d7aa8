"""What holds today: the version in force, dated settings, visit types."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import JSONField, OuterRef, QuerySet, Subquery

from checklists.guidance.compiled import compiled_by_hash
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.models import Setting, SettingValue, TemplateVersion, VisitType

TEMPLATE = "keeping-babies-safe"


@dataclass(frozen=True)
class GuidanceInForce:
    """What a page says of the guidance in force, and what contacts are called."""

    version_id: int | None
    content_hash: str
    kinds: tuple[VisitType, ...]

    @cached_property
    def wording(self) -> Compiled:
        """The version in force. Raises TemplateVersion.DoesNotExist where none is published."""
        if self.version_id is None:
            raise TemplateVersion.DoesNotExist
        return compiled_by_hash(self.version_id, self.content_hash)

    @cached_property
    def names(self) -> dict[str, str]:
        """Short names of the kinds of contact by slug."""
        return {kind.slug: kind.short_name for kind in self.kinds}


def guidance_in_force() -> GuidanceInForce:
    """Read once for a page and handed on. One statement."""
    version = published_versions()[:1]
    rows = VisitType.objects.annotate(
        version_id=Subquery(version.values("pk")),
        content_hash=Subquery(version.values("content_hash")),
    )
    found = list(rows)
    if not found:  # no content yet
        return GuidanceInForce(None, "", ())
    return GuidanceInForce(found[0].version_id, found[0].content_hash or "", tuple(found))


def version_in_force() -> TemplateVersion:
    """The published version that a new visit is pinned to. Raises TemplateVersion.DoesNotExist."""
    return published_versions().get()


def published_versions() -> QuerySet[TemplateVersion]:
    """The version in force: publishing a next one retires it."""
    return TemplateVersion.objects.filter(
        template__slug=TEMPLATE, status=TemplateVersion.Status.PUBLISHED
    )


def settings_on(day: date) -> dict[str, Any]:
    """Every setting by key with the value that holds on a London day. One statement."""
    rows = Setting.objects.annotate(current=value_on(day)).values_list("key", "default", "current")
    return {key: default if now is None else now for key, default, now in rows}


def value_on(day: date) -> Subquery:
    """Of a setting: the value that was set for that London day; null where its default holds."""
    latest = SettingValue.objects.filter(setting=OuterRef("pk"), starts_on__lte=day)
    newest = latest.order_by("-starts_on", "-id").values("value")[:1]
    return Subquery(newest, output_field=JSONField())


def visit_types() -> list[VisitType]:
    """Every kind of contact, in order. One statement."""
    return list(VisitType.objects.all())
