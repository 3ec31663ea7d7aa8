from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from checklists.guidance.in_force import settings_on


class SettingsOfTheDay(Mapping[str, Any]):
    """`settings_on(day)`, read only when a setting is asked for: most pages ask for none."""

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def values_by_key(self) -> Mapping[str, Any]:
        return settings_on(self.day)

    def __getitem__(self, key: str) -> Any:
        return self.values_by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_key)

    def __len__(self) -> int:
        return len(self.values_by_key)
