"""What the page of one task shows: its questions, what is shut, and where to go next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from checklists.answers.drawn_map import EarlierMark
from checklists.answers.forms import PointForm
from checklists.answers.views import choice_set
from checklists.answers.views.arranging import answers_elsewhere, arrange_questions
from checklists.answers.views.choice_set import ChoiceSet
from checklists.answers.views.known import Known
from checklists.guidance.applies import Task
from checklists.guidance.compiled_prompt import Choice
from checklists.guidance.conditions import prompts_in
from checklists.guidance.known_prompts import BODY_MARKS, ENQUIRIES
from checklists.household.models import Adult
from checklists.nhsuk.wording import in_words
from checklists.visits.draft.forms.adults import NewAdultForm
from checklists.visits.draft.parts import Part, all_questions, offer_confirming
from checklists.visits.draft.point import Point
from checklists.visits.draft.still_open import still_open_words
from checklists.visits.draft.views.why_and_where import WhyAndWhere, why_and_where
from checklists.visits.earlier_marks import marks_from_birth
from checklists.visits.presence import someone_must_not_hear

NEAREST = "Choose the nearest. It does not cover what only you can answer. You can add more later."
NAME_NOT_KNOWN = "Adult, name not known"
ASK_TODAY = "ask-today"
NOTHING_TODAY = "Nothing to ask here today."
NEW_ADULT = "id-new-adult-name"  # in visits/_another_adult.html
WAITS_FOR_ANSWERS = "What is asked here depends on the answers above."


@dataclass
class PointPage(Point):
    """The page of a point as it is rendered, with the forms that came back with problems."""

    form: PointForm | None = None
    new_adult: NewAdultForm | None = None

    @property
    def heading(self) -> str:
        """The name by which the list of the visit led here."""
        return self.task.title_for(self.working.case.given_name)

    @property
    def is_shut(self) -> bool:
        """Nothing of this page is shown until it is opened."""
        return (self.task.is_private or self.task.is_apart) and not self.opened

    @property
    def may_open(self) -> bool:
        """Nobody is here who must not see it: opening what is shut is the first thing to do."""
        return not someone_must_not_hear(self.working.visit.present)

    @property
    def waits_to_be_opened(self) -> bool:
        """A part is shut that may be opened now, so that going on is not the first thing to do."""
        return self.has_shut_part and not self.opened and self.may_open

    @cached_property
    def known(self) -> Known:
        return Known(
            compiled=self.working.compiled,
            documents=self.working.documents,
            last_time=self.working.last_time,
            shown=self.working.shown,
            answers=self.working.answers_in_force,
            facts=self.working.rule_facts,
            settings=self.working.settings,
            circumstances=self.working.circumstances,
            open_since={key: step.since for key, step in self.steps_here.items()},
            names={str(adult.pk): self.name_of(str(adult.pk)) for adult in self.working.adults},
            form=self.form,
            earlier_marks=self.earlier_marks,
            url=self.url,
        )

    @cached_property
    def earlier_marks(self) -> list[EarlierMark]:
        """Those from birth that are drawn beside today's on an opened body map."""
        if not (self.opened and BODY_MARKS in self.working.shown & self.task.keys):
            return []
        return marks_from_birth(self.working.visit)

    def parts(self, *, shut: bool) -> list[Part]:
        known, found = self.known, []
        beside = {prompt.key for _, prompt in self.keyed}
        for record, run in self.working.records(self.prompts_of(shut=shut)):
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
        rendered = all_questions(self.opened_parts)
        if any(question.is_shown for question in rendered):
            return ""
        return WAITS_FOR_ANSWERS if rendered else NOTHING_TODAY

    @property
    def still_open(self) -> list[str]:
        """Steps of this opened page whose question does not show today. Those of a mark stand among
        what is said on the telephone."""
        if not self.opened or self.task.is_apart:
            return []
        asked = {one.key for one in all_questions(self.opened_parts) if one.is_shown}
        return still_open_words(
            {key: step for key, step in self.steps_here.items() if key not in asked}, self.name_of
        )

    def title_of(self, record: str) -> str:
        """What an adult is called here, from the answers."""
        return self.name_of(record) or NAME_NOT_KNOWN

    def problems(self) -> list[dict[str, str]]:
        return [*self.problems_of_answers(), *self.problems_of_new_adult()]

    def problems_of_answers(self) -> list[dict[str, str]]:
        if not self.form:
            return []
        rendered = {one.key: one for one in all_questions([*self.open_parts, *self.opened_parts])}
        return [
            {"href": f"#{rendered[key].first_input}", "text": words}
            for key, words in self.form.errors.items()
            if key in rendered
        ]

    def problems_of_new_adult(self) -> list[dict[str, str]]:
        form = self.new_adult if self.adults_here else None
        return [{"href": f"#{NEW_ADULT}", "text": text} for text in form.problems()] if form else []

    def answers_elsewhere(self) -> str:
        return answers_elsewhere(self.keyed, self.known)

    @cached_property
    def why(self) -> WhyAndWhere | None:
        """Why this is asked, what to look for and where to turn; of a shut page it stays shut, and
        beside somebody who must not hear what is asked."""
        is_inside = self.task.is_private or self.task.is_apart
        return why_and_where(self) if self.opened or (not is_inside and self.may_open) else None

    @property
    def keeps_why_shut(self) -> bool:
        """It says so then, whatever the page is about."""
        of_point = self.task.point_number is not None
        return of_point and self.why is None and not self.is_shut and not self.may_open

    @property
    def guidance(self) -> str:
        """What to do now, which stands open on the page apart once that is opened."""
        task = self.task
        if self.is_shut or not task.is_apart or task.is_body_map or task.point_number is None:
            return ""
        return self.working.compiled.points_by_number[task.point_number].apart_guidance

    @property
    def segments(self) -> list[dict[str, object]]:
        """The sections of a point that has several pages."""
        if not self.task.section or self.task.is_apart:
            return []
        return [
            {
                "title": task.title,
                "url": reverse("visit_point", args=[self.working.visit.pk, task.slug]),
                "current": task.slug == self.task.slug,
            }
            for task in self.working.all_tasks
            if task.point_number == self.task.point_number and task.section
        ]

    @cached_property
    def next_task(self) -> Task | None:
        """The next page that asks something now, or may after an answer of this page.

        A page apart is gone to by its own button, for every family alike.
        """
        slugs = [task.slug for task in self.working.all_tasks]
        here = {prompt.key for prompt in self.task.prompts}
        later = self.working.all_tasks[slugs.index(self.task.slug) + 1 :]
        return next(
            (task for task in later if not task.is_apart and self.may_ask(task, here)), None
        )

    def may_ask(self, task: Task, here: set[str]) -> bool:
        return bool(self.working.asked(task.prompts)) or any(
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
                choices=tuple(Choice(one.value, one.label) for one in self.working.neutral_reasons),
                chosen=(),
                hook="data-why",
            )
        )

    @property
    def asked_before(self) -> list[dict[str, str]]:
        """When the enquiry was last asked or not asked, before and after the birth."""
        if not self.opened or not {*ENQUIRIES} & {prompt.key for prompt in self.task.prompts}:
            return []
        latest = self.working.facts.latest_private
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
        version = self.working.visit.version
        words = f"Wording of version {version.number}."
        if version.status == version.Status.RETIRED:
            return f"{words} This visit stays on version {version.number}."
        return words
