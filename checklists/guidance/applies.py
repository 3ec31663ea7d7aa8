"""Which prompts a visit asks, which of them show, and in what order they are taken."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.utils.text import slugify

from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import Compiled, CompiledPoint
from checklists.guidance.conditions import Given, Values, holds
from checklists.guidance.known_prompts import BODY_MARKS

Answers = Mapping[str, Given]

# Prompts that the visit order takes out of their point get a page of their own, by group.
OWN_TASKS = {
    "before": ("history", "Read the history"),
    "after": ("last-question", "Last question about the baby"),
}


@dataclass(frozen=True)
class Task:
    """One page of a visit. `slug` and `title` are neutral, for addresses and titles."""

    slug: str
    title: str
    point_number: int | None
    section: str | None
    prompts: tuple[CompiledPrompt, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(prompt.key for prompt in self.prompts)

    @property
    def is_private(self) -> bool:
        return all(prompt.is_private for prompt in self.prompts)

    @property
    def is_apart(self) -> bool:
        """Whether it opens only after asking who is near, though its answers are not private."""
        return all(prompt.is_apart for prompt in self.prompts)

    @property
    def is_body_map(self) -> bool:
        return BODY_MARKS in self.keys

    def title_for(self, baby: str) -> str:
        """The title with the baby's name, for the screen only, never an address or page title."""
        return self.title.replace("the baby", baby) if baby else self.title


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    tasks: tuple[Task, ...]


def prompts_for(
    compiled: Compiled, visit_type: str, stage: str, *, also: Container[str] = ()
) -> list[CompiledPrompt]:
    """What a visit of this type asks at this stage ("pregnancy" or "born"), follow-ups included;
    `also` are keys of prompts that it asks though its type does not."""
    return [
        prompt
        for prompt in prompts_asked(compiled)
        if (visit_type in prompt.applies_to or prompt.key in also)
        and prompt.stage in ("any", stage)
    ]


def prompts_asked(compiled: Compiled) -> list[CompiledPrompt]:
    """What any visit may ask: all but retired prompts."""
    return [prompt for prompt in compiled.prompts.values() if not prompt.is_retired]


def tasks_for(
    compiled: Compiled, visit_type: str, stage: str, *, also: Container[str] = ()
) -> list[Group]:
    """The pages of a visit in its order; a page or a group with nothing to ask is left out."""
    return _groups(compiled, prompts_for(compiled, visit_type, stage, also=also))


@lru_cache(maxsize=8)
def all_tasks(compiled: Compiled) -> tuple[Task, ...]:
    """Every page there is, with every prompt of any visit and stage. Lists ask for each family."""
    groups = _groups(compiled, prompts_asked(compiled))
    return tuple(task for group in groups for task in group.tasks)


def _groups(compiled: Compiled, asked: list[CompiledPrompt]) -> list[Group]:
    apart = {key for group in compiled.visit_order for key in group.get("prompts", [])}
    groups = []
    for order in compiled.visit_order:
        points = [compiled.points_by_number[number] for number in order.get("points", [])]
        tasks = [task for point in points for task in _tasks_of(point, asked, apart)]
        own = tuple(p for p in asked if p.key in order.get("prompts", []))
        if own:
            slug, title = OWN_TASKS.get(order["key"], (slugify(order["key"]), order["title"]))
            tasks.append(Task(slug, title, None, None, own))
        if tasks:
            groups.append(Group(order["key"], order["title"], tuple(tasks)))
    return groups


def shown_keys(
    prompts: Iterable[CompiledPrompt],
    answers: Answers,
    facts: Values,
    settings: Values,
) -> set[str]:
    """Keys whose answers count now: prompts of this visit whose `show_when` holds, and answers in
    force to prompts that this visit does not ask (carried from an earlier one).

    Give all prompts of the visit: a condition may read a later point. The answer to a hidden
    prompt does not count, so its own follow-ups are hidden with it. Inside a repeat group, call
    once per adult with `answers_of_record`.
    """
    asked = {prompt.key: prompt for prompt in prompts}
    return _Shown(asked, answers, facts, settings).among([*asked, *answers])


def answers_of_record(answers: Answers, record_id: str) -> dict[str, Given]:
    """Answers as one record of the repeat group sees them: its own without the suffix, and the
    household's; other records' answers are not there."""
    suffix = f":{record_id}"
    household = {key: given for key, given in answers.items() if ":" not in key}
    own = {
        key.removesuffix(suffix): given for key, given in answers.items() if key.endswith(suffix)
    }
    return household | own


def shown_with_records(
    prompts: Iterable[CompiledPrompt],
    answers: Answers,
    facts: Values,
    settings: Values,
    record_ids: Iterable[str],
) -> set[str]:
    """`shown_keys` for a whole visit: prompts of the repeat group as `prompt:record`."""
    asked = {prompt.key: prompt for prompt in prompts}
    grouped = {key for key, prompt in asked.items() if prompt.repeat_group}
    household = [key for key in (*asked, *answers) if key.partition(":")[0] not in grouped]
    shown = _Shown(asked, answers, facts, settings).among(household)
    for record in map(str, record_ids):
        own = _Shown(asked, answers_of_record(answers, record), facts, settings)
        shown |= {f"{key}:{record}" for key in own.among(grouped)}
    return shown


def _tasks_of(point: CompiledPoint, asked: list[CompiledPrompt], apart: set[str]) -> Iterable[Task]:
    """One page for the point, or one for each of its sections."""
    prompts = [p for p in asked if p.point_number == point.number and p.key not in apart]
    for section in point.sections:
        title = section.capitalize() if section else point.neutral_title
        own = tuple(prompt for prompt in prompts if prompt.section == section)
        if own:
            yield Task(slugify(title), title, point.number, section, own)


@dataclass
class _Shown:
    """Settles prompt by prompt what shows, whatever order they stand in.

    It is itself the `shown` that conditions ask, so a condition on a follow-up first settles that
    follow-up. A prompt that waits for itself is hidden; the checks refuse to publish one.
    """

    prompts: Mapping[str, CompiledPrompt]
    answers: Answers
    facts: Values
    settings: Values
    settled: dict[str, bool] = field(default_factory=dict)

    def __contains__(self, key: Any) -> bool:
        prompt = self.prompts.get(key)
        if prompt is None:
            return key in self.answers
        if prompt.show_when is None:
            return True
        if key not in self.settled:
            self.settled[key] = False
            self.settled[key] = holds(
                prompt.show_when,
                self.answers,
                facts=self.facts,
                settings=self.settings,
                shown=self,
            )
        return self.settled[key]

    def among(self, keys: Iterable[str]) -> set[str]:
        return {key for key in keys if key in self}
