"""What holds today: the version in force, dated settings, visit types."""

from datetime import date
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery

from checklists.guidance.models import Setting, SettingValue, TemplateVersion, VisitType

TEMPLATE = "keeping-babies-safe"


def version_in_force() -> TemplateVersion:
    """The published version that a new visit is pinned to. Raises TemplateVersion.DoesNotExist."""
    return TemplateVersion.objects.get(
        template__slug=TEMPLATE, status=TemplateVersion.Status.PUBLISHED
    )


def settings_on(day: date) -> dict[str, Any]:
    """Every setting by key with the value that holds on a London day. One statement."""
    latest = SettingValue.objects.filter(setting=OuterRef("pk"), starts_on__lte=day)
    current = Subquery(
        latest.order_by("-starts_on", "-id").values("value")[:1], output_field=JSONField()
    )
    rows = Setting.objects.annotate(current=current).values_list("key", "default", "current")
    return {key: default if now is None else now for key, default, now in rows}


def visit_types() -> list[VisitType]:
    """Every kind of contact, in order. One statement."""
    return list(VisitType.objects.all())
