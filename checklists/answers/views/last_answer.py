"""What a page says of last time's answer to one question."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from checklists.answers.in_force import Entry
from checklists.answers.last_time import TO_CONFIRM
from checklists.answers.words import answer_words, last_words, source_words
from checklists.guidance.compiled_prompt import CompiledPrompt, NeutralReason


@dataclass(frozen=True)
class LastAnswer:
    """`entry` is the carried answer, if any; `worth` as in `LastTime.worth_of`."""

    prompt: CompiledPrompt
    entry: Entry | None
    worth: str
    neutral: Iterable[NeutralReason]

    @property
    def is_to_confirm(self) -> bool:
        """Whether it is shown to be confirmed or changed."""
        return self.worth == TO_CONFIRM

    @property
    def words(self) -> str:
        return answer_words(self.prompt, self.entry, self.neutral) if self.entry else ""

    @property
    def source(self) -> str:
        """'21 October 2026, Nia Northfield'"""
        return source_words(self.entry) if self.entry else ""

    @property
    def value_json(self) -> str:
        """The value for scripts: it is in force until it is changed."""
        return json.dumps(self.entry["value"] if self.entry else None)

    @property
    def line(self) -> str:
        """'Last done on 3 November 2026 by Nia Northfield', on the line of a folded question."""
        if not self.entry or self.is_to_confirm:
            return ""
        return last_words(self.prompt, self.entry, self.neutral)
