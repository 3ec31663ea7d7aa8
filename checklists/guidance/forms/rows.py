"""Forms of the rows of a draft: points, prompts, shared lists, rules and resources."""

from typing import Any

from django import forms

from checklists.guidance.condition_checks import checked_condition
from checklists.guidance.content import content_of
from checklists.guidance.forms.entries import EntriesField, MeaningField
from checklists.guidance.forms.fields import PointNumbersField, PromptsField, SeveralField
from checklists.guidance.markdown import as_stored, problem_in
from checklists.guidance.models import Setting
from checklists.guidance.rule_checks import checked_override


class RowForm(forms.ModelForm):
    """A row of a draft: its texts are kept as plain Markdown, its lists in the order they had."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                self.keep_text(name, value)
            if isinstance(self.fields[name], SeveralField | PointNumbersField):
                had = getattr(self.instance, name) or []
                cleaned[name] = had if set(had) == set(value) else value
        return cleaned

    def keep_text(self, name: str, value: str) -> None:
        """Keep the text as it is stored; what had no text before and has none now stays so."""
        text = as_stored(value)
        self.cleaned_data[name] = text or (getattr(self.instance, name) and "")
        if problem := problem_in(text):
            self.add_error(name, problem)

    def may_name(self) -> dict[str, Any]:
        """The content and settings that a condition may name."""
        keys = set(Setting.objects.values_list("key", flat=True))
        return {"data": content_of(self.instance.version), "settings": keys}

    def check_condition(self, name: str, where: str, group: str | None) -> None:
        if self.cleaned_data.get(name) is not None:
            found = checked_condition(
                self.cleaned_data[name], where, **self.may_name(), group=group
            )
            self.refuse(name, found)

    def refuse(self, name: str, problems: list[str]) -> None:
        if problems:
            self.add_error(name, problems)

    def original(self) -> Any:
        """The same row in the version this draft was copied from, or None."""
        source = self.instance.version.copied_from
        rows = type(self.instance).objects.filter(version=source)
        return rows.filter(key=self.instance.key).first() if source else None

    def keep_unshown(self, name: str, entries: Any) -> None:
        """When a line is offered has no input, and stays with its value."""
        field = self.fields.get(name)
        if isinstance(field, EntriesField) and isinstance(entries, list):
            field.had = tuple(entries)

    def fix_values(self, name: str, entries: Any) -> None:
        """Answers hold the values of the version before, so they neither change nor go, and go on
        meaning what they mean."""
        field = self.fields.get(name)
        if isinstance(field, EntriesField) and isinstance(entries, list):
            field.widget.fixed = frozenset(one["value"] for one in entries)
            said = {one["value"]: one["means"] for one in entries if one.get("means")}
            field.widget.settled = said if isinstance(field, MeaningField) else {}

    def offer_prompts(self, name: str, *, but: str = "") -> None:
        """Every prompt of the version that is asked, by its question; what was chosen stays."""
        field = self.fields.get(name)
        if isinstance(field, PromptsField):
            rows = self.instance.version.prompts.values_list("key", "text", "replaced_by")
            chosen = getattr(self.instance, name)
            field.choices = [
                (key, f"{text} ({key})")
                for key, text, replaced_by in rows
                if key != but and (key in chosen or not replaced_by)
            ]


class RuleForm(RowForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_prompts("steps")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_condition("when", "Opens when", self.instance.for_each)
        self.check_condition("closes_when", "Closes when", self.instance.for_each)
        self.check_overrides()
        if cleaned.get("priority") == "immediate" and cleaned.get("due_in_days") != 0:
            self.add_error("due_in_days", "An immediate item is due the same day: write 0.")
        return cleaned

    def check_overrides(self) -> None:
        changes = self.cleaned_data.get("overrides") or []
        if not isinstance(changes, list):
            self.add_error("overrides", "Write a list of changes in square brackets, or [].")
            return
        self.cleaned_data["overrides"] = changes
        group = self.instance.for_each
        for place, change in enumerate(changes, start=1):
            self.refuse(
                "overrides",
                checked_override(change, f"Change {place}", **self.may_name(), group=group),
            )
