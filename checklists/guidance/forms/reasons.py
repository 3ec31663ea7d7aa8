"""Reasons, each with the neutral words that a shut page shows instead of it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from checklists.guidance.forms.entries import MEANS, Box, EntriesField
from checklists.guidance.forms.rows import RowForm
from checklists.guidance.models import NamedList, Prompt
from checklists.guidance.neutral_reasons import REASONS, neutral_for, neutral_words, with_neutral

WORDS = "neutral_words"


def reason_fields(row: Prompt | NamedList) -> list[str]:
    """The fields that hold reasons themselves: not choices, and not the name of a list."""
    if isinstance(row, Prompt):
        return [name for name in REASONS if isinstance(getattr(row, name), list)]
    used = Q(not_done_reasons=row.key) | Q(could_not_reasons=row.key)
    return ["entries"] if row.version.prompts.filter(used).exists() else []


class ReasonsForm(RowForm):
    """A row that may hold reasons. Their neutral words belong to the version, whose `meta` has
    changed once the form is clean; the caller saves both."""

    neutral_words = EntriesField(
        label="Neutral words",
        required=False,
        help_text="What a shut page offers instead of reasons, since somebody may read along. "
        "Choose them beside each reason. They are the same for all prompts; values stay.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = reason_fields(self.instance) if self.fields else []
        self.reasons = [name for name in shown if name in self.fields]
        if self.reasons:
            self.show_neutral(neutral_words(self.instance.version.meta))
        else:
            self.fields.pop(WORDS, None)

    def show_neutral(self, words: list[dict[str, Any]]) -> None:
        self.initial[WORDS] = words
        self.keep_unshown(WORDS, words)
        self.fix_values(WORDS, words)
        options = tuple((one["value"], one["label"]) for one in words)
        for name in self.reasons:
            self.fields[name].widget.boxes = (MEANS, Box("neutral", "On a shut page", options))
            self.initial[name] = list(self.with_neutral_values(getattr(self.instance, name)))

    def with_neutral_values(self, reasons: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for one in reasons:
            yield {**one, "neutral": neutral_for(one["value"], self.instance.version.meta)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in (WORDS, *self.reasons) if name in cleaned]
        if self.reasons and len(given) == 1 + len(self.reasons):
            self.keep_neutral(cleaned)
        return cleaned

    def keep_neutral(self, cleaned: dict[str, Any]) -> None:
        """The neutral words of a reason go from its line to the meta of the version.

        Only those that were changed: a reason may stand in both lists of a prompt.
        """
        version, chosen = self.instance.version, {}
        for one in [line for name in self.reasons for line in cleaned[name]]:
            neutral = one.pop("neutral")
            if neutral != neutral_for(one["value"], version.meta):
                chosen[one["value"]] = neutral
        version.meta = with_neutral(version.meta, words=cleaned[WORDS], chosen=chosen)
