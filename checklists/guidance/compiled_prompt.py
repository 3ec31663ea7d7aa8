"""A prompt ready to read: its words, choices and reasons as frozen values."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from checklists.guidance.answer_types import ANSWER_KINDS, AnswerKind, AnswerType
from checklists.guidance.conditions import Condition

ACT, FACT = "act", "fact"
COULD_NOT = "Could not ask today"
# Unknown: nobody knows yet. Gap: known to be missing or not done. The least known first.
KNOWN, UNKNOWN, GAP = "known", "unknown", "gap"
MEANINGS = (UNKNOWN, GAP, KNOWN)
WHEN_DONE = "when_done"


@dataclass(frozen=True)
class Choice:
    """One answer, or one reason: the stable value and the words people read.

    `means` is "known" (a real answer), "unknown" (nobody knows yet) or "gap" (known to be missing
    or not done); "" in older versions that do not say.
    `only_when` is the condition under which it makes sense, as JSON text; '' is always.
    """

    value: str
    label: str
    means: str = ""
    only_when: str = ""
    label_before_birth: str = ""

    @cached_property
    def show_when(self) -> Condition:
        return json.loads(self.only_when) if self.only_when else None

    @property
    def before_birth(self) -> "Choice":
        """The same choice in the words for a baby who is not born yet."""
        return replace(self, label=self.label_before_birth or self.label)


@dataclass(frozen=True)
class NeutralReason:
    """What a shut private section offers instead of its reasons, and the reasons it stands for."""

    value: str
    label: str
    stands_for: tuple[str, ...]
    only_when: str = ""

    @cached_property
    def show_when(self) -> Condition:
        return json.loads(self.only_when) if self.only_when else None


@dataclass(frozen=True, eq=False)  # by identity, so that what is rendered of it can be cached
class CompiledPrompt:
    """A prompt. `applies_to` is settled: its own visit types, or those of its point."""

    key: str
    point_number: int
    section: str | None
    text: str
    help: str
    answer_type: AnswerType
    choices: tuple[Choice, ...]
    required: bool
    reasons: tuple[Choice, ...]
    reason_required_when: tuple[str, ...]
    show_when: Condition
    applies_to: tuple[str, ...]
    repeat_group: str | None
    family_copy: bool
    frequency: str
    baseline: bool
    stage: str
    privacy: str
    # Last time's answer stands until it is confirmed or changed. A follow-up is carried when all
    # that can trigger it is carried; otherwise it is asked afresh, which is the safer side.
    is_carried: bool
    asks_for: str = ""
    anew_at: tuple[str, ...] = ()
    practitioner_only: bool = False
    is_apart: bool = False
    could_not_reasons: tuple[Choice, ...] = ()
    exclusive: tuple[str, ...] = ()  # of several choices, those that stand alone
    text_before_birth: str = ""
    help_before_birth: str = ""
    could_not: str = COULD_NOT  # what stands for an answer that could not be given
    nothing_follows: str = ""  # why nothing follows when the answer is that something is missing
    replaced_by: tuple[str, ...] = ()

    @property
    def is_hidden_at_first(self) -> bool:
        """Whether a page shows it only once it is opened: private, or behind the question who is
        near."""
        return self.is_private or self.is_apart

    @property
    def is_retired(self) -> bool:
        """Whether it is asked no more; its answers are read where it was answered."""
        return bool(self.replaced_by)

    @property
    def is_private(self) -> bool:
        return self.privacy == "private"

    @property
    def is_act(self) -> bool:
        """Whether it asks what was done or seen on the day, which no later day can confirm."""
        return self.asks_for == ACT

    @property
    def is_for_family(self) -> bool:
        """Whether its answer may stand in the family copy; never what is asked of each adult."""
        return self.family_copy and self.privacy == "shared" and not self.repeat_group

    @property
    def has_choices(self) -> bool:
        return bool(self.choices)

    @property
    def is_multiple(self) -> bool:
        return self.kind.is_multiple

    @property
    def kind(self) -> AnswerKind:
        """How its answers are asked, read and read back."""
        return ANSWER_KINDS[self.answer_type]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {choice.value: choice.label for choice in self.choices}

    def meaning_of(self, value: str | list[str] | None) -> str:
        """ "unknown" or "gap" while a chosen value leaves something open, the least known first;
        else ''. A gap that nothing follows from is settled: it is not asked again."""
        chosen = value if isinstance(value, list) else [value]
        means = {self.open_meanings[one] for one in chosen if one in self.open_meanings}
        return UNKNOWN if UNKNOWN in means else next(iter(means), "")

    @cached_property
    def open_meanings(self) -> Mapping[str | None, str]:
        """What its choices leave open, by value."""
        open_ones = (UNKNOWN,) if self.nothing_follows else (UNKNOWN, GAP)
        return {one.value: one.means for one in self.choices if one.means in open_ones}

    def reason_meaning_of(self, reason: str) -> str:
        """ "known", "unknown" or "gap"; '' in older versions that do not say."""
        return self.reason_meanings.get(reason, "")

    @cached_property
    def reason_meanings(self) -> Mapping[str, str]:
        return {one.value: one.means for one in reversed(self.every_reason)}

    def asks_why(self, value: str | list[str] | None) -> bool:
        """Whether a chosen value must be explained by one of the reasons."""
        chosen = value if isinstance(value, list) else [value]
        return any(one in self.reason_required_when for one in chosen)

    @property
    def every_reason(self) -> tuple[Choice, ...]:
        """Why it was not done, then why it could not be asked."""
        return (*self.reasons, *self.could_not_reasons)

    @cached_property
    def hanging_choices(self) -> tuple[Choice, ...]:
        """Its choices and reasons that make sense only while a condition holds."""
        return tuple(one for one in (*self.choices, *self.every_reason) if one.only_when)

    @cached_property
    def reason_labels(self) -> Mapping[str, str]:
        return {choice.value: choice.label for choice in reversed(self.every_reason)}

    def label_of(self, value: str) -> str:
        """The words of a choice; text and dates are their own words."""
        return self.labels.get(value, value)

    def reason_label_of(self, value: str) -> str:
        return self.reason_labels.get(value, value)

    @property
    def before_birth(self) -> "CompiledPrompt":
        """The same prompt in the words for a baby who is not born yet."""
        text, help_ = self.text_before_birth or self.text, self.help_before_birth or self.help
        choices = tuple(choice.before_birth for choice in self.choices)
        return replace(self, text=text, help=help_, choices=choices)


def reason_words(prompt: CompiledPrompt, reason: str, neutral: Iterable[NeutralReason]) -> str:
    """The label of a reason of the prompt, or of a neutral one; '' for none."""
    labels = {**{one.value: one.label for one in neutral}, **prompt.reason_labels}
    return labels.get(reason, reason)


def only_when_of(entry: Mapping[str, Any]) -> str:
    """The condition of a choice or reason as text, which can be hashed; '' for always."""
    condition = entry.get("show_when")
    return json.dumps(condition, sort_keys=True) if condition else ""
