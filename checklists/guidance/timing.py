"""Visit types and settings: changed outside versions, with their history in the log."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.forms import model_to_dict

from checklists.audit.recording import record
from checklists.guidance.in_force import settings_on
from checklists.guidance.models import Setting, SettingValue, VisitType
from checklists.people.models.users import User


@transaction.atomic
def change_visit_type(visit_type: VisitType, *, by: User, at: datetime) -> None:
    """Save a changed visit type; the event holds what each changed field was and is now. One that
    is as it was leaves none."""
    before = model_to_dict(VisitType.objects.select_for_update().get(pk=visit_type.pk))
    after = model_to_dict(visit_type)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    visit_type.save()
    record(
        "visit_type.changed",
        visit_type,
        by=by,
        at=at,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def change_setting(
    setting: Setting, *, value: Any, starts_on: date, by: User, at: datetime
) -> None:
    """A new value from a day on; the one that holds on that day is no change. Earlier ones stay,
    so that earlier decisions can be explained."""
    Setting.objects.select_for_update().get(pk=setting.pk)
    if settings_on(starts_on)[setting.key] == value:
        return
    SettingValue.objects.create(setting=setting, value=value, starts_on=starts_on, set_by=by)
    record("setting.changed", setting, by=by, at=at, key=setting.key, value=value, from_=starts_on)
