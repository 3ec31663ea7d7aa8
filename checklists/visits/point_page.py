"""What the page of one task shows: its questions, what is shut, and where to go next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from checklists.answers.forms import PointForm
from checklists.answers.in_force import record_of
from checklists.answers.views import choice_set
from checklists.answers.views.arranging import answers_elsewhere, arrange_questions
from checklists.answers.views.choice_set import ChoiceSet
from checklists.answers.views.known import Known
from checklists.guidance.applies import Task
from checklists.guidance.compiled_prompt import Choice, CompiledPrompt
from checklists.guidance.conditions import prompts_in
from checklists.guidance.known_prompts import ADULT_NAME, ENQUIRIES
from checklists.household.models import Adult
from checklists.nhsuk.wording import in_words
from checklists.visits.current import Working
from checklists.visits.forms import NewAdultForm
from checklists.visits.parts import Part, all_questions, offer_confirming
from checklists.visits.presence import must_not_hear

NEAREST = "Choose the nearest. It does not cover what only you can answer. You can add more later."
NAME_NOT_KNOWN = "Adult, name not known"
ASK_TODAY = "ask-today"
NOTHING_TODAY = "Nothing to ask here today."
NEW_ADULT = "id-new-adult-name"  # in visits/_another_adult.html
WAITS_FOR_ANSWERS = "What is asked here depends on the answers above."


@dataclass
class Page:
    """One task of a draft visit. `opened` when its private questions are on the screen."""

    now: Working
    task: Task
    opened: bool = False
    form: PointForm | None = None
    new_adult: NewAdultForm | None = None

    @property
    def url(self) -> str:
        return reverse("visit_point", args=[self.now.visit.pk, self.task.slug])

    @property
    def heading(self) -> str:
        """The name by which the list of the visit led here."""
        return self.task.title_for(self.now.case.given_name)

    @property
    def is_shut(self) -> bool:
        """Nothing of this page is shown until it is opened."""
        return (self.task.is_private or self.task.is_apart) and not self.opened

    @property
    def may_open(self) -> bool:
        """Nobody is here who must not see it: opening what is shut is the first thing to do."""
        return not must_not_hear(self.now.visit.present)

    @property
    def has_private(self) -> bool:
        return any(prompt.is_private for prompt in self.task.prompts)

    @property
    def has_shut_part(self) -> bool:
        return any(prompt.is_hidden_at_first for prompt in self.task.prompts)

    @property
    def waits_to_be_opened(self) -> bool:
        """A part is shut that may be opened now, so that going on is not the first thing to do."""
        return self.has_shut_part and not self.opened and self.may_open

    def on_it(self, *, shut: bool) -> list[CompiledPrompt]:
        """What is shown at once, or what is shut until the page is opened."""
        return [prompt for prompt in self.task.prompts if prompt.is_hidden_at_first == shut]

    @property
    def keyed(self) -> list[tuple[str, CompiledPrompt]]:
        """The (key, prompt) pairs that the page may show."""
        return self.now.keyed(self.within_reach)

    def known(self) -> Known:
        return Known(
            compiled=self.now.compiled,
            documents=self.now.documents,
            last_time=self.now.last_time,
            shown=self.now.shown,
            answers=self.now.answers_in_force,
            facts=self.now.rule_facts,
            settings=self.now.settings,
            circumstances=self.now.circumstances,
            names={str(adult.pk): self.name_of(str(adult.pk)) for adult in self.now.adults},
            form=self.form,
        )

    def parts(self, *, shut: bool) -> list[Part]:
        known, found = self.known(), []
        beside = {prompt.key for _, prompt in self.keyed}
        for record, run in self.now.records(self.on_it(shut=shut)):
            keyed = [(f"{one.key}:{record}" if record else one.key, one) for one in run]
            part = Part(record, self.title_of(record) if record else "")
            for question in arrange_questions(keyed, known, beside):
                (part.last_time if question.to_confirm else part.today).append(question)
            found.append(part)
        return found

    @cached_property
    def all_parts(self) -> tuple[list[Part], list[Part]]:
        """The open parts and the shut ones, which are none until the page is opened."""
        both = self.parts(shut=False), self.parts(shut=True) if self.opened else []
        parts = [*both[0], *both[1]]
        confirming = list(offer_confirming(parts, self.unconfirmed))
        if len(confirming) == 1:
            confirming[0].confirm_is_all = self.asks_only_to_confirm(parts)
        for part in [part for part in parts if part.today and not part.record][:1]:
            part.anchor = ASK_TODAY
        return both

    @cached_property
    def unconfirmed(self) -> list[str]:
        """What the buttons for the unchanged answers count, and what they confirm."""
        return self.now.unconfirmed(self.within_reach)

    def unconfirmed_of(self, record: str) -> list[str]:
        """What the button of one adult confirms, or that of the page, where `record` is ''."""
        return [key for key in self.unconfirmed if record_of(key) == record]

    @property
    def within_reach(self) -> list[CompiledPrompt]:
        """The prompts that the page may show: shut ones only when it is opened."""
        return [
            prompt for prompt in self.task.prompts if self.opened or not prompt.is_hidden_at_first
        ]

    def asks_only_to_confirm(self, parts: list[Part]) -> bool:
        """Whether no question waits for an answer of today, nor a shut part to be opened."""
        asked = [question for part in parts for question in part.today if question.is_asked]
        return not asked and (self.opened or not self.has_shut_part)

    @property
    def open_parts(self) -> list[Part]:
        return self.all_parts[0]

    @property
    def opened_parts(self) -> list[Part]:
        return self.all_parts[1]

    @property
    def asks_nothing(self) -> str:
        """What is said in an opened part in which no question shows; '' when one does."""
        drawn = all_questions(self.opened_parts)
        if any(question.is_shown for question in drawn):
            return ""
        return WAITS_FOR_ANSWERS if drawn else NOTHING_TODAY

    def title_of(self, record: str) -> str:
        """What an adult is called here, from the answers."""
        return self.name_of(record) or NAME_NOT_KNOWN

    def name_of(self, record: str) -> str:
        """The name as last said; '' where none was given."""
        given = self.now.answers_in_force.get(f"{ADULT_NAME}:{record}")
        return str(given.value) if given and given.value else ""

    def names_beside(self, pk: UUID | None) -> tuple[str, ...]:
        """What the adults here are called, but the one with this id."""
        return tuple(self.name_of(str(one.pk)) for one in self.now.adults if one.pk != pk)

    def problems(self) -> list[dict[str, str]]:
        return [*self.problems_of_answers(), *self.problems_of_new_adult()]

    def problems_of_answers(self) -> list[dict[str, str]]:
        if not self.form:
            return []
        drawn = {one.key: one for one in all_questions([*self.open_parts, *self.opened_parts])}
        return [
            {"href": f"#{drawn[key].first_input}", "text": words}
            for key, words in self.form.errors.items()
            if key in drawn
        ]

    def problems_of_new_adult(self) -> list[dict[str, str]]:
        form = self.new_adult if self.adults_here else None
        return [{"href": f"#{NEW_ADULT}", "text": text} for text in form.problems()] if form else []

    def answers_elsewhere(self) -> str:
        return answers_elsewhere(self.keyed, self.known())

    @property
    def guidance(self) -> str:
        """What to look for and how to ask; that of a private page stays shut with it."""
        if self.is_shut or self.task.point_number is None:
            return ""
        point = self.now.compiled.points_by_number[self.task.point_number]
        return point.apart_guidance if self.task.is_apart else point.guidance

    @property
    def leads_apart(self) -> Task | None:
        """The page apart of this point, led to by a button that every family's page has."""
        if self.task.is_apart or self.task.point_number is None:
            return None
        return next(
            (
                task
                for task in self.now.all_tasks
                if task.is_apart and task.point_number == self.task.point_number
            ),
            None,
        )

    @property
    def segments(self) -> list[dict[str, object]]:
        """The sections of a point that has several pages."""
        if not self.task.section or self.task.is_apart:
            return []
        return [
            {
                "title": task.title,
                "url": reverse("visit_point", args=[self.now.visit.pk, task.slug]),
                "current": task.slug == self.task.slug,
            }
            for task in self.now.all_tasks
            if task.point_number == self.task.point_number and task.section
        ]

    @cached_property
    def next_task(self) -> Task | None:
        """The next page that asks something now, or may after an answer of this page.

        A page apart is gone to by its own button, for every family alike.
        """
        slugs = [task.slug for task in self.now.all_tasks]
        here = {prompt.key for prompt in self.task.prompts}
        later = self.now.all_tasks[slugs.index(self.task.slug) + 1 :]
        return next(
            (task for task in later if not task.is_apart and self.may_ask(task, here)), None
        )

    def may_ask(self, task: Task, here: set[str]) -> bool:
        return bool(self.now.asked(task.prompts)) or any(
            prompts_in(prompt.show_when) & here for prompt in task.prompts
        )

    @property
    def go_on(self) -> str:
        if self.opened:
            return "Save and close"
        if self.task.is_apart:
            return "Go on"
        following = self.next_task
        if following and following.section and self.task.section:
            return f"Save and go to {following.title}"
        return "Save and go on" if following else "Save and review"

    @property
    def neutral_reasons(self) -> str:
        """The reasons that a person beside her may read."""
        return choice_set.render_once(
            ChoiceSet(
                name="neutral",
                legend="Could not ask today",
                hint=NEAREST,
                choices=tuple(Choice(one.value, one.label) for one in self.now.neutral_reasons),
                chosen=(),
                hook="data-why",
            )
        )

    @property
    def asked_before(self) -> list[dict[str, str]]:
        """When the enquiry was last asked or not asked, before and after the birth."""
        if not self.opened or not {*ENQUIRIES} & {prompt.key for prompt in self.task.prompts}:
            return []
        latest = self.now.facts.latest_private
        entries = [latest[key] for key in ENQUIRIES if key in latest]
        return [
            {
                "on": in_words(date.fromisoformat(entry["on"])),
                "by": entry["by"],
                "words": "Asked" if str(entry["value"]).startswith("asked") else "Not asked",
            }
            for entry in sorted(entries, key=lambda entry: entry["on"])
        ]

    @property
    def adults_here(self) -> bool:
        return self.opened and any(prompt.repeat_group for prompt in self.task.prompts)

    @property
    def named_choices(self) -> list[tuple[str, str]]:
        return Adult.Named.choices

    @property
    def wording(self) -> str:
        version = self.now.visit.version
        words = f"Wording of version {version.number}."
        if version.status == version.Status.RETIRED:
            return f"{words} This visit stays on version {version.number}."
        return words

    def unanswered(self) -> list[tuple[str, CompiledPrompt]]:
        """What "Could not ask today" on the shut page stands for.

        The private questions asked now without an answer that must have one, or that can say by
        themselves that they were not asked; where there is none, the first that is unanswered.
        Never what she alone can answer.
        """
        left = [
            (key, prompt)
            for key, prompt in self.now.asked(self.on_it(shut=True))
            if not (given(self.now, key) or prompt.practitioner_only)
        ]
        stands = self.now.last_time.standing
        wanted = [
            (key, prompt)
            for key, prompt in left
            if key not in stands and (prompt.required or prompt.reason_required_when)
        ]
        return wanted or left[:1]


def given(now: Working, key: str) -> bool:
    entry = now.documents.get(key)
    return bool(entry and (entry["value"] or entry["reason"]))
