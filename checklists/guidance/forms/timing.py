"""Forms of visit types and settings, which are changed outside versions."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from checklists.nhsuk.fields import WholeNumberField, WrittenDateField
from checklists.reading.clock import london_today


class VisitTypeForm(forms.ModelForm):
    """The window in days. Where its end is a setting, that setting is changed instead."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        start, end = cleaned.get("start_days"), cleaned.get("end_days")
        if isinstance(start, int) and isinstance(end, int) and start > end:
            self.add_error("end_days", "The window ends before it starts. Check the days.")
        return cleaned


class SettingForm(forms.ModelForm):
    """A new value from a day on; what held before stays in the history. It starts with the value
    that was set last, so that two who set it at once see each other's."""

    new_value = WholeNumberField(label="New value", min_value=0, max_value=3650)
    starts_on = WrittenDateField(
        label="From",
        initial=london_today,
        widget=AdminDateWidget,
        help_text="Today or a later day. What was decided before stays as it was.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = self.instance.values.order_by("pk").last()
        self.initial["new_value"] = last.value if last else self.instance.default

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < london_today():
            raise forms.ValidationError("Choose today or a later day")
        return starts_on
