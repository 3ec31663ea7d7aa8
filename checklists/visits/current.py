"""Everything a page of one visit needs, loaded in a few statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checklists.answers import private
from checklists.answers.gaps import Gap, gaps
from checklists.answers.in_force import (
    Document,
    carried_answers,
    fresh,
    in_force,
    shown_now,
)
from checklists.cases.facts import Facts, facts_for_rules, read_facts
from checklists.cases.models import Adult, Case
from checklists.guidance.applies import Group, Task, prompts_for, tasks_for
from checklists.guidance.compiled import Compiled, CompiledPrompt, compiled
from checklists.guidance.conditions import Given
from checklists.guidance.in_force import settings_on
from checklists.outstanding.models import OutstandingItem, State
from checklists.people.clock import london_date
from checklists.people.models import User
from checklists.visits.models import Visit


@dataclass(frozen=True)
class Working:
    """A visit with its wording, its answers and what was known before.

    `documents` maps key to entry, open and private together: for decisions on the server. What
    is private goes to a page only inside an opened private section. `answers_in_force` and
    `shown` use the same keys (`prompt:adult_id` inside the repeat group).
    """

    visit: Visit
    case: Case
    compiled: Compiled
    tasks: list[Group]
    prompts: list[CompiledPrompt]
    adults: list[Adult]
    documents: Document
    facts: Facts
    rule_facts: Mapping[str, Any]
    settings: Mapping[str, Any]
    items: list[OutstandingItem]
    answers_in_force: Mapping[str, Given]
    shown: set[str]
    last_known: Document
    carried: Document

    @cached_property
    def all_tasks(self) -> list[Task]:
        """The tasks of every group in the order of the visit."""
        return [task for group in self.tasks for task in group.tasks]

    def task(self, slug: str) -> Task | None:
        return next((task for task in self.all_tasks if task.slug == slug), None)

    def keyed(self, prompts: list[CompiledPrompt]) -> Iterator[tuple[str, CompiledPrompt]]:
        """(key, prompt) pairs; a prompt of the repeat group once for each adult."""
        for record, inside in records(prompts, self.adults):
            for prompt in inside:
                yield (f"{prompt.key}:{record}" if record else prompt.key), prompt

    def asked(self, prompts: list[CompiledPrompt]) -> list[tuple[str, CompiledPrompt]]:
        """The (key, prompt) pairs that are shown now."""
        return [(key, prompt) for key, prompt in self.keyed(prompts) if key in self.shown]

    def gaps(self, prompts: list[CompiledPrompt] | None = None) -> list[Gap]:
        """What is still to be said, in these prompts or in the whole visit."""
        asked = self.asked(self.prompts if prompts is None else prompts)
        return gaps(asked, self.documents, self.carried)


def records(
    prompts: list[CompiledPrompt], adults: list[Adult]
) -> Iterator[tuple[str, list[CompiledPrompt]]]:
    """Runs of prompts with the id of their record ('' outside a group), in the order of a page."""
    run: list[CompiledPrompt] = []
    for prompt in [*prompts, None]:
        if run and (prompt is None or prompt.repeat_group != run[0].repeat_group):
            for record in [str(adult.pk) for adult in adults] if run[0].repeat_group else [""]:
                yield record, run
            run = []
        if prompt is not None:
            run.append(prompt)


def working(visit: Visit, by: User) -> Working:
    """The visit as it stands. `visit.case` is the case that `open_case` gave, with `private_open`.

    The author of the draft reads his own private answers; what was known before is read with
    the private permission only. Raises answers.private.NotPermitted for anyone else.
    """
    case, on = visit.case, london_date(visit.held_at)
    visit.sheet.case = case
    wording = compiled(visit.version)
    is_author = visit.author_id == by.pk
    sealed = private.read(visit.sheet, by, own=is_author)
    documents = {**visit.sheet.body, **sealed}
    facts = read_facts(case, with_private=case.private_open)
    items = list(OutstandingItem.objects.filter(case=case).exclude(state=State.CLOSED))
    settings = settings_on(on)
    rule_facts = facts_for_rules(case, facts, on, open_items=items)
    adults = list(Adult.objects.filter(case=case, until_on=None))
    prompts = prompts_for(wording, visit.visit_type, visit.stage)
    last_known = {**facts.open_answers, **facts.private_answers}
    given = fresh(documents)
    answers = in_force(given, last_known, wording)
    shown = shown_now(
        prompts,
        answers,
        records=[str(adult.pk) for adult in adults],
        facts=rule_facts,
        settings=settings,
    )
    return Working(
        visit=visit,
        case=case,
        compiled=wording,
        tasks=tasks_for(wording, visit.visit_type, visit.stage),
        prompts=prompts,
        adults=adults,
        documents=documents,
        facts=facts,
        rule_facts=rule_facts,
        settings=settings,
        items=items,
        answers_in_force=answers,
        shown=shown,
        last_known=last_known,
        carried=carried_answers(given, last_known, wording),
    )
