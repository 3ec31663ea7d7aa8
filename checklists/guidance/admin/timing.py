"""Visit types and settings in the admin: not part of a version, with their history."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from checklists.accounts.admin.stale import ComparedAdmin
from checklists.audit.models import Event
from checklists.guidance.admin.rows import GuidanceAdmin, is_editor, set_height
from checklists.guidance.forms.timing import SettingForm, VisitTypeForm
from checklists.guidance.in_force import value_on
from checklists.guidance.models import Setting, SettingValue, VisitType
from checklists.guidance.timing import change_setting, change_visit_type
from checklists.nhsuk.admin_fields import READ_BY
from checklists.nhsuk.fields import WholeNumberField
from checklists.people.requests import user_of
from checklists.reading.clock import london_today


class TimingAdmin(ComparedAdmin, GuidanceAdmin):
    """Editors change, publishers read; nothing is added or deleted, because versions name them."""

    actions = None
    show_full_result_count = False
    formfield_overrides = READ_BY

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        return set_height(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_editor(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(VisitType)
class VisitTypeAdmin(TimingAdmin):
    form = VisitTypeForm
    list_display = ["name", "typical_window", "window", "is_mandated"]
    ordering = ["position"]
    readonly_fields = ["slug", "kind", "counted_from", "window", "history"]
    fieldsets = [
        (None, {"fields": ["slug", "name", "typical_window", "is_mandated", "kind"]}),
        (
            "When it is due",
            {
                "fields": ["counted_from", "start_days", "end_days"],
                "description": "Days before the due date are below nought: -84 is 12 weeks before "
                "the baby is due. Open cases take a change up from the next page that is opened.",
            },
        ),
        ("Why", {"fields": ["notes", "source"]}),
        ("Changes so far", {"fields": ["history"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = [(title, {**options}) for title, options in super().get_fieldsets(request, obj)]
        if obj is not None and isinstance(obj.end_days, dict):
            shown[1][1]["fields"] = ["counted_from", "start_days", "window"]
        return shown

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "end_days":
            return WholeNumberField(label="Window ends, days", required=False)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "start_days":
            field.label = "Window starts, days"
        return field

    def save_model(self, request: HttpRequest, obj: VisitType, form: Any, change: Any) -> None:
        change_visit_type(obj, by=user_of(request), at=timezone.now())

    @admin.display(description="Counted from")
    def counted_from(self, obj: VisitType) -> str:
        return ANCHORS.get(obj.anchor or "", "Nothing: it is held on need")

    @admin.display(description="Days")
    def window(self, obj: VisitType) -> str:
        end = obj.end_days
        if isinstance(end, dict):
            end = f"the setting {end['setting']}"
        return f"{'' if obj.start_days is None else obj.start_days} to {end}" if obj.anchor else "-"

    @admin.display(description="Changes")
    def history(self, obj: VisitType) -> str:
        changes = Event.objects.filter(case_ref=None, target=f"visittype:{obj.pk}")
        events = changes.select_related("by")
        return render_to_string("admin/guidance/_history.html", {"events": events.order_by("-at")})


ANCHORS = {
    "edd": "The day the baby is due",
    "dob": "The day the baby was born",
    "notified": "The day the team was told of the move",
    "last_supervision": "The last supervision discussion",
}


@admin.register(Setting)
class SettingAdmin(TimingAdmin):
    form = SettingForm
    list_display = ["label", "today", "unit"]
    ordering = ["position"]
    readonly_fields = ["key", "label", "unit", "default", "today", "values_so_far"]
    fieldsets = [
        (None, {"fields": ["label", "key", "today", "unit", "default"]}),
        ("Change it", {"fields": ["new_value", "starts_on"]}),
        ("Values so far", {"fields": ["values_so_far"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        may = self.has_change_permission(request, obj)
        return shown if may else [one for one in shown if one[0] != "Change it"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Setting, form: Any, change: Any) -> None:
        if "new_value" in form.kept_as_stored:  # what another person set stays, from their day
            return
        change_setting(
            obj,
            value=form.cleaned_data["new_value"],
            starts_on=form.cleaned_data["starts_on"],
            by=user_of(request),
            at=timezone.now(),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        settings: QuerySet[Setting] = super().get_queryset(request)
        return settings.annotate(current=value_on(london_today()))

    @admin.display(description="Value today")
    def today(self, obj: Any) -> Any:
        return obj.default if obj.current is None else obj.current

    @admin.display(description="Values")
    def values_so_far(self, obj: Setting) -> str:
        values = SettingValue.objects.filter(setting=obj).select_related("set_by")
        return render_to_string("admin/guidance/_values.html", {"values": values, "setting": obj})
