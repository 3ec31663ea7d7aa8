"""The form of a local number: all of it while it is new, afterwards only until when it holds."""

from datetime import date, timedelta
from typing import Any

from django import forms

from checklists.reading.clock import london_today

SAY_SOMETHING = "Give a number, an address or what to do: one of the three."
CHECK_AGAIN_AFTER = timedelta(days=182)  # local practice; the briefing sets no time


def check_again_on() -> date:
    return london_today() + CHECK_AGAIN_AFTER


class LocalNumberForm(forms.ModelForm):
    """What it says is fixed once it is saved: it ends, and another begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, day in (("starts_on", london_today), ("checked_on", london_today)):
            self.initial.setdefault(name, day())
        self.initial.setdefault("review_on", check_again_on())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_days({**vars(self.instance), **cleaned})
        if self.instance._state.adding and not self.errors:
            self.check_words(cleaned)
        return cleaned

    def check_words(self, said: dict[str, Any]) -> None:
        if not any(said.get(name) for name in ("number", "url", "note")):
            self.add_error("number", SAY_SOMETHING)

    def check_days(self, said: dict[str, Any]) -> None:
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "It ends before it begins.")
        if said.get("checked_on") and said["checked_on"] > london_today():
            self.add_error("checked_on", "Choose the day on which somebody last tried it.")
