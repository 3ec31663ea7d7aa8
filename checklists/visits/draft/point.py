"""One page of a draft: the questions that are within reach, and what one press says of them."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from checklists.answers.in_force import record_of
from checklists.guidance.applies import Task
from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.outstanding.item_steps import ItemStep
from checklists.visits.draft.still_open import steps_beside
from checklists.visits.draft.working import WorkingVisit


@dataclass
class Point:
    """One task of a draft visit. `opened` when its private questions are on the screen."""

    working: WorkingVisit
    task: Task
    opened: bool = False

    @property
    def url(self) -> str:
        return reverse("visit_point", args=[self.working.visit.pk, self.task.slug])

    @property
    def has_private(self) -> bool:
        return any(prompt.is_private for prompt in self.task.prompts)

    @property
    def has_shut_part(self) -> bool:
        return any(prompt.is_hidden_at_first for prompt in self.task.prompts)

    def prompts_of(self, *, shut: bool) -> list[CompiledPrompt]:
        """What is shown at once, or what is shut until the page is opened."""
        return [prompt for prompt in self.task.prompts if prompt.is_hidden_at_first == shut]

    @property
    def prompts(self) -> list[CompiledPrompt]:
        """The prompts that the page may show: shut ones only when it is opened."""
        return [
            prompt for prompt in self.task.prompts if self.opened or not prompt.is_hidden_at_first
        ]

    @property
    def keyed(self) -> list[tuple[str, CompiledPrompt]]:
        """The (key, prompt) pairs that the page may show."""
        return self.working.keyed(self.prompts)

    @cached_property
    def unconfirmed(self) -> list[str]:
        """What the buttons for the unchanged answers count, and what they confirm."""
        return self.working.unconfirmed(self.prompts)

    def unconfirmed_of(self, record: str) -> list[str]:
        """What the button of one adult confirms, or that of the page, where `record` is ''."""
        return [key for key in self.unconfirmed if record_of(key) == record]

    @cached_property
    def steps_here(self) -> dict[str, ItemStep]:
        """The open steps of items that this page may show, by the key of their question: those of
        private items beside private questions alone."""
        return steps_beside(self.prompts, self.working)

    @property
    def is_call_sheet(self) -> bool:
        """Whether it says what is said on the telephone about a mark."""
        return self.task.is_apart and not self.task.is_body_map

    @property
    def leads_apart(self) -> Task | None:
        """The page of next steps of this point, led to by a button of every family's page."""
        return next((one for one in self.pages_apart if not one.is_body_map), None)

    @property
    def leads_to_map(self) -> Task | None:
        """The body map of this point, led to in the same way."""
        return next((one for one in self.pages_apart if one.is_body_map), None)

    @property
    def pages_apart(self) -> list[Task]:
        """The other pages of its point that open only after asking who is near."""
        number = self.task.point_number
        return [
            task
            for task in self.working.all_tasks
            if task.is_apart and task.point_number == number and task is not self.task
        ]

    def name_of(self, record: str) -> str:
        """The name as last said; '' where none was given."""
        return self.working.name_of(record)

    def names_beside(self, pk: UUID | None) -> tuple[str, ...]:
        """What the adults here are called, but the one with this id."""
        return self.working.names_beside(pk)

    def unanswered(self) -> list[tuple[str, CompiledPrompt]]:
        """What "Could not ask today" on the shut page stands for.

        The private questions asked now without an answer that must have one, or that can say by
        themselves that they were not asked; where there is none, the first that is unanswered.
        Never what she alone can answer.
        """
        left = [
            (key, prompt)
            for key, prompt in self.working.asked(self.prompts_of(shut=True))
            if not (self.is_answered(key) or prompt.practitioner_only)
        ]
        stands = self.working.last_time.standing
        wanted = [
            (key, prompt)
            for key, prompt in left
            if key not in stands and (prompt.required or prompt.reason_required_when)
        ]
        return wanted or left[:1]

    def is_answered(self, key: str) -> bool:
        entry = self.working.documents.get(key)
        return bool(entry and (entry["value"] or entry["reason"]))
