"""Forms of prompts, and of the lists that several share."""

from typing import Any

from checklists.guidance.forms.fields import SeveralField
from checklists.guidance.forms.reasons import ReasonsForm


class ListForm(ReasonsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_unshown("entries", self.instance.entries)
        if "entries" in self.fields and (original := self.original()):
            self.fix_values("entries", original.entries)


class PromptForm(ReasonsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        original = self.original() if self.fields else None
        for name in ("choices", "not_done_reasons", "could_not_reasons"):
            self.keep_unshown(name, getattr(self.instance, name))
            if original:
                self.fix_values(name, getattr(original, name))
        self.offer_prompts("replaced_by", but=self.instance.key)
        explained = self.fields.get("reason_required_when")
        if isinstance(explained, SeveralField):
            explained.choices = self.choices_now()

    def choices_now(self) -> list[tuple[str, str]]:
        entries = self.instance.choices
        if isinstance(entries, str):
            entries = self.instance.version.lists.get(key=entries).entries
        return [(one["value"], one["label"]) for one in entries]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["applies_to"] = cleaned.get("applies_to") or None
        if "show_when" in cleaned:
            group = self.instance.repeat_group
            self.check_condition("show_when", "Shown when", group)
        return cleaned
