"""What last time's answer is worth at this contact. Values in, values out.

A standing fact waits to be confirmed or changed. What was done or seen one day cannot be
confirmed: it is shown as last done, and asked anew where the content says so. What means "not
known yet" or "not done" settles nothing and is asked again. Source: meta.frequency of the content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from checklists.answers.in_force import Document, Entry, prompt_key
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled

TO_CONFIRM, LAST_DONE, ASKED_ANEW = "to_confirm", "last_done", "asked_anew"

Asked = Iterable[tuple[str, CompiledPrompt]]


def worth_today(prompt: CompiledPrompt, last: Entry, visit_type: str) -> str:
    """TO_CONFIRM, LAST_DONE or ASKED_ANEW."""
    if prompt.meaning_of(last["value"]):
        return ASKED_ANEW
    if not prompt.is_act:
        return TO_CONFIRM
    return ASKED_ANEW if visit_type in prompt.anew_at else LAST_DONE


@dataclass(frozen=True)
class LastTime:
    """The carried entries (`in_force.carried_answers`) as one contact takes them."""

    carried: Document
    compiled: Compiled
    visit_type: str

    def worth_of(self, key: str) -> str:
        """'' when nothing is carried."""
        last = self.carried.get(key)
        return worth_today(self.prompt(key), last, self.visit_type) if last else ""

    def prompt(self, key: str) -> CompiledPrompt:
        return self.compiled.prompts[prompt_key(key)]

    @cached_property
    def to_confirm(self) -> Document:
        """What "Still the same" may be said of."""
        return self.that_are(TO_CONFIRM)

    @cached_property
    def standing(self) -> Document:
        """What leaves no gap when nothing is said of it today."""
        return self.that_are(TO_CONFIRM, LAST_DONE)

    @cached_property
    def known(self) -> Document:
        """What is not taken back by "could not ask today": all that says something."""
        return {
            key: last
            for key, last in self.carried.items()
            if not self.prompt(key).meaning_of(last["value"])
        }

    def that_are(self, *worths: str) -> Document:
        return {key: last for key, last in self.carried.items() if self.worth_of(key) in worths}

    def unconfirmed(self, asked: Asked, documents: Document) -> list[str]:
        """Keys of what may be confirmed and of which nothing was said today.

        The button counts these and confirms these; review and the signed visit name them.
        """
        return [
            key
            for key, _ in asked
            if key in self.to_confirm and not says_anything(documents.get(key))
        ]

    def without_a_value(self, asked: Asked, documents: Document) -> list[str]:
        """Keys of all that is carried and got no answer today, whatever it is worth."""
        return [key for key, _ in asked if key in self.carried and not has_value(documents, key)]


def says_anything(entry: Entry | None) -> bool:
    return bool(entry and (entry["value"] or entry["reason"] or entry["how"] == "changed"))


def has_value(documents: Document, key: str) -> bool:
    entry = documents.get(key)
    return bool(entry and entry["value"])
