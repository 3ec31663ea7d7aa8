"""The sets of choices of one question: its answers, why not all of it, why it was not asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from checklists.answers.errors import NO_LONGER
from checklists.answers.forms import BLANK
from checklists.answers.in_force import Entry
from checklists.answers.no_longer_fits import (
    NEVER,
    Circumstances,
    reason_out_of_place,
    value_out_of_place,
)
from checklists.answers.views.choice_set import ChoiceSet, choice_id
from checklists.answers.views.filled_in import FilledIn
from checklists.guidance.compiled_prompt import Choice, CompiledPrompt


@dataclass(frozen=True)
class Offered:
    """`key` and `name` are those of the question; `entry` is its stored answer."""

    key: str
    name: str
    prompt: CompiledPrompt
    entry: Entry
    filled: FilledIn
    circumstances: Circumstances
    neutral: tuple[Choice, ...]  # the neutral reasons

    def answers(self, *, legend: str, hint: str, error: str) -> ChoiceSet:
        return ChoiceSet(
            name=self.name,
            legend=legend,
            hint=hint,
            choices=self.that_may_fit(self.prompt.choices, self.filled.chosen),
            chosen=self.filled.chosen,
            error=error or self.value_error,
            multiple=self.prompt.is_multiple,
            alone=self.prompt.exclusive,
        )

    def reasons(self, *, hint: str) -> ChoiceSet:
        """Why it was not done, or not all of it."""
        chosen = (self.filled.reason,)
        return ChoiceSet(
            name=f"{self.name}__reason",
            legend=self.prompt.kind.why_not,
            hint=hint,
            choices=self.that_may_fit(self.prompt.reasons, chosen),
            chosen=chosen,
            error="" if self.filled.why_not_asked else self.reason_error,
            hook="data-reason",
        )

    @property
    def why_not_asked(self) -> ChoiceSet:
        chosen = (self.filled.why_not_asked,)
        reasons = self.prompt.could_not_reasons or self.prompt.reasons or self.neutral
        return ChoiceSet(
            name=f"{self.name}__why",
            legend=f"{self.prompt.could_not}: why?",
            hint="",
            choices=self.that_may_fit(reasons, chosen),
            chosen=chosen,
            error=self.reason_error if self.filled.why_not_asked else "",
            hook="data-why",
            quiet_legend=True,
        )

    @property
    def hanging(self) -> tuple[tuple[Choice, Choice], ...]:
        """Each choice and reason that hangs on something, and as it is offered now."""
        every = (*self.prompt.hanging_choices, *self.neutral)
        return tuple((one, self.circumstances.resolved(one)) for one in every if one.only_when)

    @property
    def has_chosen_one_with_a_condition(self) -> bool:
        """Whether something else decides if what was chosen still fits."""
        said = {*self.filled.values, self.entry["reason"]} - {""}
        every = (*self.prompt.hanging_choices, *self.neutral) if said else ()
        return any(one.only_when and one.value in said for one in every)

    def that_may_fit(
        self, choices: Iterable[Choice], chosen: Collection[str]
    ) -> tuple[Choice, ...]:
        """Without what no answer can make sense of, unless it is chosen already."""
        resolved = map(self.circumstances.resolved, choices)
        return tuple(one for one in resolved if one.only_when != NEVER or one.value in chosen)

    @property
    def value_error(self) -> str:
        words = value_out_of_place(self.prompt, self.key, self.judged, self.circumstances)
        return f"{NO_LONGER} \u2018{words}\u2019. Choose another answer" if words else ""

    @property
    def reason_error(self) -> str:
        words = reason_out_of_place(self.prompt, self.key, self.judged, self.circumstances)
        return f"{NO_LONGER} \u2018{words}\u2019. Choose another reason" if words else ""

    @property
    def judged(self) -> Entry:
        """The stored answer; nothing while the page shows what was typed and not taken."""
        return BLANK if self.filled.typed else self.entry

    @property
    def ids_that_want_a_reason(self) -> list[str]:
        return [
            choice_id(self.name, number)
            for number, choice in enumerate(self.prompt.choices)
            if choice.value in self.prompt.reason_required_when
        ]
