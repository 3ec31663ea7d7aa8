"""What stands in the inputs of one question."""

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.answers.in_force import Entry
from checklists.answers.typed import CHANGED, SAME, Typed
from checklists.guidance.compiled_prompt import CompiledPrompt


@dataclass(frozen=True)
class FilledIn:
    """What was typed, where the page comes back with it; else what is stored."""

    prompt: CompiledPrompt
    entry: Entry
    typed: Typed | None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values, or the text. A mere confirmation of last time's answer fills nothing in."""
        if self.typed:
            return self.typed.values
        return self.values if self.entry["how"] != "confirmed" else ()

    @property
    def values(self) -> tuple[str, ...]:
        """What is stored."""
        value = self.entry["value"]
        return tuple(value) if isinstance(value, list) else (value,) if value else ()

    @property
    def text(self) -> str:
        return displayable(self.chosen[0]) if self.chosen else ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(part, what is typed in it) for a type with several inputs."""
        kind = self.prompt.kind
        filled = self.typed.parts if self.typed else kind.parts_of(self.text)
        return [(part, filled.get(part, "")) for part in kind.parts]

    @property
    def parts_of_many(self) -> Mapping[str, str]:
        """What is typed in each input of a type whose inputs are as many as its values."""
        if self.typed:
            return self.typed.parts
        return self.prompt.kind.parts_of(list(self.values))

    @property
    def note(self) -> str:
        return displayable(self.typed.note if self.typed else self.entry["note"])

    @property
    def carry(self) -> str:
        """SAME or CHANGED, as said of last time's answer; "" while nothing is."""
        if self.typed:
            return self.typed.carry
        return {"confirmed": SAME, "changed": CHANGED}.get(self.entry["how"], "")

    @property
    def reason(self) -> str:
        return self.typed.reason if self.typed else self.entry["reason"]

    @property
    def wants_reason(self) -> bool:
        return self.prompt.asks_why(list(self.chosen))

    @property
    def why_not_asked(self) -> str:
        if self.typed:
            return self.typed.why
        return self.entry["reason"] if self.entry["how"] == "could_not" else ""


def displayable(text: str) -> str:
    """The text without the halves of characters, which no page can be encoded with."""
    return text.encode("utf-8", "replace").decode()
