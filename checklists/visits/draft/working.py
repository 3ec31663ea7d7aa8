"""Everything a page of one visit needs, loaded only when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from checklists.answers import private
from checklists.answers.before_signing import MISSING, Gap, find_gaps
from checklists.answers.in_force import (
    Document,
    answers_in_force,
    carried_entries,
    counted_entries,
    given_here,
    prompt_key,
    record_of,
    with_counts_marked,
)
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.saving import Change
from checklists.cases.access import Reads
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.rule_facts import facts_for_rules
from checklists.facts.storing import read_facts
from checklists.guidance.applies import Group, Task, prompts_for, shown_with_records, tasks_for
from checklists.guidance.compiled import compiled as compiled_version
from checklists.guidance.compiled_prompt import CompiledPrompt, NeutralReason
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Given
from checklists.guidance.known_prompts import ADULT_NAME
from checklists.household.models import Adult
from checklists.outstanding.item_steps import Steps, marking_steps, steps_by_item
from checklists.outstanding.models import OutstandingItem, State
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.draft.asked_until_answered import (
    asked_until_answered,
    baseline_of_other_visits,
)
from checklists.visits.draft.settings_of_the_day import SettingsOfTheDay
from checklists.visits.models import Visit
from checklists.visits.presence import facts_of_presence

# What was read of these holds whatever is answered. Somebody new around the baby is added on her
# own, and the page is then read from the start.
SAME_AFTER_ANSWERS = (
    *("compiled", "tasks", "all_tasks", "prompts", "asked_anyway", "settings"),
    *("facts", "last_known", "all_items", "item_steps", "everyone", "adults", "rule_facts"),
)


@dataclass(frozen=True, eq=False)
class WorkingVisit:
    """A visit as it stands, with its wording, its answers and what was known before.

    What was known before is read with the private permission of the case only; the author of a
    draft reads her own private answers either way.

    Keys are those of the sheet: `prompt:adult_id` inside the repeat group. Open and private are
    together here, for decisions on the server: what is private goes to a page only inside an
    opened private section.
    """

    visit: Visit
    right: Reads
    instead: Document | None = None

    @property
    def by(self) -> User:
        return self.right.by

    @cached_property
    def case(self) -> Case:
        return self.visit.case

    @cached_property
    def compiled(self) -> Compiled:
        return compiled_version(self.visit.version).at_stage(self.visit.stage)

    @cached_property
    def tasks(self) -> list[Group]:
        visit = self.visit
        return tasks_for(self.compiled, visit.visit_type, visit.stage, also=self.asked_anyway)

    @cached_property
    def all_tasks(self) -> list[Task]:
        """The tasks of every group in the order of the visit."""
        return [task for group in self.tasks for task in group.tasks]

    def task(self, slug: str) -> Task | None:
        return next((task for task in self.all_tasks if task.slug == slug), None)

    @cached_property
    def prompts(self) -> list[CompiledPrompt]:
        """All that this visit may ask, follow-ups included."""
        visit = self.visit
        return prompts_for(self.compiled, visit.visit_type, visit.stage, also=self.asked_anyway)

    @cached_property
    def asked_anyway(self) -> frozenset[str]:
        """Keys of the prompts that its type does not ask, and that were not answered before."""
        others = baseline_of_other_visits(self.visit, self.compiled)
        if not others:  # as at most visits, which then read nothing for it
            return frozenset()
        return asked_until_answered(others, self.visit, self.facts, self.documents)

    @cached_property
    def private_half(self) -> private.PrivateHalf:
        """Raises answers.private.NotPermitted, unless `by` is the author or has the permission."""
        # Decrypting takes the key of the case, which the sheet would read once more.
        self.visit.sheet.case = self.case
        if self.visit.author_id == self.by.pk:
            return private.read_own_half(self.visit.sheet)
        return private.read_half(self.visit.sheet, self.right)

    @property
    def private_document(self) -> Document:
        """The private answers. Raises as `private_half` does."""
        return self.private_half.answers

    @cached_property
    def documents(self) -> Document:
        """The entries of this visit by key."""
        if self.instead is not None:
            return self.instead
        return {**self.visit.sheet.body, **self.private_document}

    @cached_property
    def facts(self) -> Facts:
        if self.visit.author_id == self.by.pk:
            self.private_half  # noqa: B018  first: it brings the key of the case along
        return read_facts(self.case, with_private=self.right.private)

    @cached_property
    def last_known(self) -> Document:
        return {**self.facts.open_answers, **self.facts.private_answers}

    @property
    def last_said(self) -> Document:
        """The last answer to each question, carried into this visit or not."""
        return {**self.facts.latest, **self.facts.latest_private, **self.last_known}

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The settings of the day of the visit, read when the first one is asked for."""
        return SettingsOfTheDay(london_date(self.visit.held_at))

    @cached_property
    def all_items(self) -> list[OutstandingItem]:
        """Every item the case has had, first opened first, private ones too."""
        rows = OutstandingItem.objects.filter(case=self.case).select_related("opened_at_visit")
        return list(marking_steps(rows).order_by("opened_at", "pk"))

    @property
    def items(self) -> list[OutstandingItem]:
        """The open ones."""
        return [item for item in self.all_items if item.state != State.CLOSED]

    @cached_property
    def item_steps(self) -> Mapping[UUID, Steps]:
        """The steps of each open item that has any, private ones too."""
        return steps_by_item(self.items)

    @cached_property
    def rule_facts(self) -> Mapping[str, Any]:
        """The facts as they stood before this contact."""
        on = london_date(self.visit.held_at)
        return facts_for_rules(self.case, self.facts, on, open_items=self.items, adults=self.adults)

    @cached_property
    def everyone(self) -> list[Adult]:
        """Every adult of the record, those no longer around too."""
        return list(Adult.objects.filter(case=self.case))

    @cached_property
    def adults(self) -> list[Adult]:
        """Who is around the baby now, and whoever was written about at this visit."""
        written = {record_of(key) for key in self.documents}
        return [one for one in self.everyone if not one.until_on or str(one.pk) in written]

    def name_of(self, record: str) -> str:
        """What an adult is called, as last said; '' where no name was given."""
        given = self.answers_in_force.get(f"{ADULT_NAME}:{record}")
        return str(given.value) if given and given.value else ""

    def names_beside(self, pk: UUID | None) -> tuple[str, ...]:
        """What the adults here are called, but the one with this id."""
        return tuple(self.name_of(str(one.pk)) for one in self.adults if one.pk != pk)

    @cached_property
    def fresh(self) -> Mapping[str, Given]:
        """What was answered, confirmed or changed at this visit."""
        return given_here(self.documents)

    @cached_property
    def carried(self) -> Document:
        """The last known entries that are carried into this visit."""
        return carried_entries(self.fresh, self.last_known, self.compiled)

    @cached_property
    def last_time(self) -> LastTime:
        """What the carried entries are worth at this visit."""
        return LastTime(self.carried, self.compiled, self.visit.visit_type)

    @cached_property
    def answers_in_force(self) -> Mapping[str, Given]:
        return answers_in_force(self.fresh, self.carried)

    @cached_property
    def shown(self) -> set[str]:
        """Keys whose answers count now: asked and not hidden, or carried and not asked today."""
        return shown_with_records(
            self.prompts,
            self.answers_in_force,
            self.rule_facts,
            self.settings,
            [str(adult.pk) for adult in self.adults],
        )

    @cached_property
    def current(self) -> Document:
        """The entries of this visit whose question is asked now; what was hidden again is not."""
        return counted_entries(with_counts_marked(self.documents, self.shown))

    @cached_property
    def current_in_force(self) -> Mapping[str, Given]:
        """What rules read: the current answers, and the carried ones where there is none."""
        return answers_in_force(given_here(self.current), self.carried)

    def keyed(self, prompts: Iterable[CompiledPrompt]) -> list[tuple[str, CompiledPrompt]]:
        """(key, prompt) pairs; those of the repeat group once for each adult."""
        return [
            (f"{prompt.key}:{record}" if record else prompt.key, prompt)
            for record, run in self.records(prompts)
            for prompt in run
        ]

    def records(
        self, prompts: Iterable[CompiledPrompt]
    ) -> Iterator[tuple[str, list[CompiledPrompt]]]:
        """Prompts in the order of a page with the id of their record, '' outside the group."""
        for run in runs_of_one_group(prompts):
            records = [str(adult.pk) for adult in self.adults] if run[0].repeat_group else [""]
            for record in records:
                yield record, run

    def asked(self, prompts: Iterable[CompiledPrompt]) -> list[tuple[str, CompiledPrompt]]:
        """The (key, prompt) pairs that are shown now."""
        return [(key, prompt) for key, prompt in self.keyed(prompts) if key in self.shown]

    def gaps(self, prompts: Iterable[CompiledPrompt] | None = None) -> list[Gap]:
        """What is still to be said, in these prompts or in the whole visit. What another visit
        asks may be left blank here."""
        asked = self.asked(self.prompts if prompts is None else prompts)
        found = find_gaps(asked, self.documents, self.last_time.standing, self.circumstances)
        anyway = self.asked_anyway
        return [gap for gap in found if gap.why != MISSING or prompt_key(gap.key) not in anyway]

    def unconfirmed(self, prompts: Iterable[CompiledPrompt] | None = None) -> list[str]:
        """Keys of last time's answers that wait to be confirmed, there or in the whole visit."""
        asked = self.asked(self.prompts if prompts is None else prompts)
        return self.last_time.unconfirmed(asked, self.documents)

    @cached_property
    def circumstances(self) -> Circumstances:
        """What the conditions of choices, and contradictions, read at this visit."""
        return Circumstances(
            answers=self.answers_in_force,
            facts={**self.rule_facts, **facts_of_presence(self.visit)},
            settings=self.settings,
            shown=self.shown,
            neutral=self.compiled.neutral_reasons,
        )

    def imagined(self, changes: Mapping[str, Change]) -> "WorkingVisit":
        """The visit as it would stand with these changes. Nothing is saved."""
        said = {key: asdict(change) for key, change in changes.items()}
        return self.with_answers({**self.documents, **said})

    def after_saving(self) -> "WorkingVisit":
        """The visit with the answers that were saved since this was read."""
        return self.with_answers(None)

    def with_answers(self, instead: Document | None) -> "WorkingVisit":
        """What no answer of a page changes is not read again."""
        other = replace(self, instead=instead)
        vars(other).update(
            {name: vars(self)[name] for name in SAME_AFTER_ANSWERS if name in vars(self)}
        )
        return other

    @property
    def neutral_reasons(self) -> list[NeutralReason]:
        """Those of the version that make sense at this contact; the same for every family."""
        neutral = self.compiled.neutral_reasons
        return [one for one in neutral if self.circumstances.holds(one.show_when)]


def runs_of_one_group(prompts: Iterable[CompiledPrompt]) -> list[list[CompiledPrompt]]:
    """Neighbours that belong to the same repeat group, or to none."""
    found: list[list[CompiledPrompt]] = []
    for prompt in prompts:
        if found and found[-1][0].repeat_group == prompt.repeat_group:
            found[-1].append(prompt)
        else:
            found.append([prompt])
    return found
