"""The form of a page of prompts: reads what was typed and turns it into changes.

Saving is not validating: whatever is well-formed becomes a change, whatever is not stays on the
page with its message, and what is missing is a gap (`answers.before_signing`), not an error.
"""

from collections.abc import Collection, Container, Iterable
from dataclasses import replace
from datetime import date

from django.http import QueryDict

from checklists.answers import typed as reading
from checklists.answers.could_not_ask import change_for_could_not, value_for_not_put
from checklists.answers.errors import NOT_TO_CONFIRM, ONE_OF_BOTH, UNKNOWN_REASON
from checklists.answers.in_force import Document, Entry
from checklists.answers.last_time import LastTime
from checklists.answers.saving import Change
from checklists.answers.typed import CHANGED, SAME, Typed, field_name
from checklists.guidance.answer_types import NotWellFormed, Value, storable
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled

BLANK = {"value": None, "reason": "", "note": "", "how": "answered", "revision": 0}
NEVER = -1  # a revision that no answer has


class PointForm:
    """What was posted for a page. `changes` may be saved; `errors` are words by key.

    `asked` are the (key, prompt) pairs that the page may hold; only those that were really on it
    (their `__rev` came back) are read. `documents` are as in `WorkingVisit`; `confirming` are the
    keys that the button for the unchanged answers stands for.
    """

    def __init__(
        self,
        asked: Iterable[tuple[str, CompiledPrompt]],
        data: QueryDict,
        *,
        compiled: Compiled,
        documents: Document,
        last_time: LastTime,
        on: date,
        confirming: Collection[str] = (),
    ):
        self.compiled, self.on, self.confirming = compiled, on, confirming
        self.documents, self.last_time = documents, last_time
        self.asked = [(key, prompt) for key, prompt in asked if f"{field_name(key)}__rev" in data]
        self.data = data
        self.typed: dict[str, Typed] = {}
        self.changes: dict[str, Change] = {}
        self.errors: dict[str, str] = {}
        for key, prompt in self.asked:
            self.read(key, prompt)

    @property
    def base_revisions(self) -> dict[str, int]:
        return {
            key: NEVER if self.is_unsettled(key) else reading.base_revision(self.data, key)
            for key, _ in self.asked
        }

    def is_unsettled(self, key: str) -> bool:
        """On a page that shows both texts: neither was chosen, so neither may win."""
        name = field_name(key)
        return f"{name}__settle" in self.data and f"{name}__keep" not in self.data

    def posted(self, key: str) -> list[tuple[str, str]]:
        """Every (name, value) that was posted for a key, to be posted again from a clash page."""
        name = field_name(key)
        own = [name, *(other for other in self.data if other.startswith((f"{name}__", f"{name}-")))]
        return [
            (one, value)
            for one in own
            if not one.endswith(("__rev", "__keep", "__settle"))
            and ("--" in name or f"{name}--" not in one)
            for value in self.data.getlist(one)
        ]

    def read(self, key: str, prompt: CompiledPrompt) -> None:
        self.typed[key] = typed = reading.read(self.data, key, prompt)
        if self.data.get(f"{field_name(key)}__keep") == "theirs":
            return  # chosen on the page that shows both texts: what is stored stays
        try:
            change = self.change(key, prompt, typed)
        except NotWellFormed as wrong:
            self.errors[key] = str(wrong)
        else:
            if change is not None:
                self.changes[key] = change

    def change(self, key: str, prompt: CompiledPrompt, typed: Typed) -> Change | None:
        """What was typed means this change; None when it says nothing. Raises NotWellFormed."""
        stored, last = self.documents.get(key, BLANK), self.last_time.to_confirm.get(key)
        if typed.carry == SAME and not last and key in self.last_time.carried:
            raise NotWellFormed(NOT_TO_CONFIRM)
        if typed.carry == CHANGED and stored["how"] == "confirmed":
            stored = BLANK  # the value of a confirmation is last time's, taken back by "Changed"
        note = storable(typed.note)
        if last and (typed.carry == SAME or self.confirms(key, typed)):
            return confirmation(last, note)
        value = prompt.kind.read(typed, prompt, self.on)
        if last and not (typed.carry == CHANGED or value or typed.why):
            return None  # last time's answer waits: a page sends its inputs blank
        if not value and not prompt.is_multiple and prompt.has_choices:
            value = stored["value"]  # an untouched radio sends nothing
        reasons = {*prompt.reason_labels, *(one.value for one in self.compiled.neutral_reasons)}
        change = change_for(
            prompt, typed, stored, value, reasons, known=key in self.last_time.known
        )
        if last and change.how == "answered":
            change = replace(change, how="changed")
        return replace(change, note=note)

    def confirms(self, key: str, typed: Typed) -> bool:
        """Whether the one deliberate action for the page confirms this answer too."""
        return key in self.confirming and typed.says_nothing


def confirmation(last: Entry, note: str) -> Change:
    return Change(last["value"], last["reason"], note or last["note"], how="confirmed")


def change_for(
    prompt: CompiledPrompt,
    typed: Typed,
    stored: Entry,
    value: Value,
    reasons: Container[str],
    *,
    known: bool,
) -> Change:
    """The change that an answer, or "could not ask today", stands for. Raises NotWellFormed."""
    if any(reason and reason not in reasons for reason in (typed.reason, typed.why)):
        raise NotWellFormed(UNKNOWN_REASON)
    # The page shows the stored reason as chosen, so it comes back with every save of the page.
    stored_why = stored["reason"] if stored["how"] == "could_not" else ""
    if typed.why and typed.why != stored_why:
        gives_way = (*values_not_put(prompt), *([stored["value"]] if prompt.has_choices else []))
        if value and value not in gives_way:
            raise NotWellFormed(ONE_OF_BOTH)
        return change_for_could_not(prompt, typed.why, known=known)
    if stored["how"] == "could_not" and value == stored["value"] and not typed.reason:
        return Change(value, stored["reason"], how="could_not")
    if value == stored["value"] and typed.reason == stored["reason"]:
        return Change(value, typed.reason, how=stored["how"])
    return Change(value, typed.reason if prompt.asks_why(value) else "")


def values_not_put(prompt: CompiledPrompt) -> tuple[str | list[str], ...]:
    """The value for "not asked", as one choice and as one of several; () where there is none."""
    value = value_for_not_put(prompt)
    return (value, [value]) if value else ()
