"""Reads what was posted for one prompt, as it was typed. What it means, its type says.

Field names: `<name>` for the answer (`<name>-day` and so on for a date), `<name>__reason`,
`<name>__note`, `<name>__why` (could not ask today), `<name>__carry` (same or changed) and
`<name>__rev`; `<name>` is the key with its colon as `--`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from checklists.guidance.answer_types import Sent
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.reading.text import one_line, plain_lines

SAME, CHANGED = "same", "changed"


def field_name(key: str) -> str:
    """The name in a form of a key of the sheet: `adult_name:<id>` becomes `adult_name--<id>`."""
    return key.replace(":", "--")


@dataclass(frozen=True)
class Typed(Sent):
    """What was posted for one prompt, as it was typed."""

    reason: str = ""
    note: str = ""
    why: str = ""
    carry: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was chosen or typed; a browser sends every text field, also a blank."""
        given = (*self.values, *self.parts.values(), self.why, self.carry)
        return not any(one.strip() for one in given)


def read(data: QueryDict, key: str, prompt: CompiledPrompt) -> Typed:
    """What was posted under the names of this key."""
    name = field_name(key)
    return Typed(
        values=tuple(dict.fromkeys(data.getlist(name))),
        parts={
            part: one_line(data.get(f"{name}-{part}", ""))
            for part in parts_sent(data, name, prompt)
        },
        reason=data.get(f"{name}__reason", ""),
        note=plain_lines(data.get(f"{name}__note", "")),
        why=data.get(f"{name}__why", ""),
        carry=data.get(f"{name}__carry", ""),
    )


def parts_sent(data: QueryDict, name: str, prompt: CompiledPrompt) -> Iterable[str]:
    start = f"{name}-"
    sent = (one.removeprefix(start) for one in data if one.startswith(start))
    return prompt.kind.parts_among(sent)


def base_revision(data: QueryDict, key: str) -> int:
    """The revision the page was rendered with; 0 when it says nothing sensible."""
    said = data.get(f"{field_name(key)}__rev", "")
    # No number that a database cannot hold, and no digits of other scripts, which int() takes.
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
