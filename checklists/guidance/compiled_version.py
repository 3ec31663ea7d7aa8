"""A version ready to read: its points, rules and resources as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from checklists.guidance.compiled_prompt import Choice, CompiledPrompt, NeutralReason, only_when_of
from checklists.guidance.conditions import Condition


@dataclass(frozen=True, eq=False)
class CompiledPoint:
    number: int
    slug: str
    title: str
    neutral_title: str
    summary: str
    why_it_matters: str
    guidance: str
    audience: str
    applies_to: tuple[str, ...]
    repeat_groups: tuple[Mapping[str, Any], ...]
    source: str
    prompts: tuple[CompiledPrompt, ...]
    apart_guidance: str = ""

    @property
    def is_private(self) -> bool:
        return all(prompt.is_private for prompt in self.prompts)

    @property
    def before_birth(self) -> "CompiledPoint":
        return replace(self, prompts=tuple(prompt.before_birth for prompt in self.prompts))

    @property
    def sections(self) -> tuple[str | None, ...]:
        """Its pages in order: the names of its sections, None for the page outside them."""
        return tuple(dict.fromkeys(prompt.section for prompt in self.prompts))


@dataclass(frozen=True, eq=False)
class CompiledRule:
    key: str
    kind: str
    point_number: int
    for_each: str | None
    when: Condition
    closes_when: Condition
    title: str
    neutral_title: str
    priority: str
    due_in_days: int
    due_note: str | None
    overrides: tuple[Mapping[str, Any], ...]
    guidance: str
    owner_role: str
    bring_to_supervision: bool
    privacy: str
    rationale: str
    source: str
    steps: tuple[str, ...] = ()

    @property
    def is_private(self) -> bool:
        return self.privacy == "private"


@dataclass(frozen=True)
class CompiledResource:
    slug: str
    title: str
    publisher: str
    points: tuple[int, ...]
    url: str | None = None
    note: str | None = None  # for editors
    what_for: str = ""
    checked_on: date | None = None  # when somebody last saw that it is there and still right


@dataclass(frozen=True, eq=False)
class Compiled:
    """A whole version. `version_id` and `number` are None and 0 when made from a file."""

    version_id: int | None
    number: int
    points: tuple[CompiledPoint, ...]
    rules: tuple[CompiledRule, ...]
    resources: tuple[CompiledResource, ...]
    meta: Mapping[str, Any]

    def at_stage(self, stage: str) -> "Compiled":
        """In the words of that part of the journey: "pregnancy" or "born"."""
        return self.before_birth if stage == "pregnancy" else self

    @cached_property
    def before_birth(self) -> "Compiled":
        return replace(self, points=tuple(point.before_birth for point in self.points))

    @cached_property
    def prompts(self) -> Mapping[str, CompiledPrompt]:
        """Every prompt by key, in the order of the file."""
        return {prompt.key: prompt for point in self.points for prompt in point.prompts}

    @cached_property
    def points_by_number(self) -> Mapping[int, CompiledPoint]:
        return {point.number: point for point in self.points}

    @cached_property
    def neutral_reasons(self) -> tuple[NeutralReason, ...]:
        return tuple(
            NeutralReason(one["value"], one["label"], tuple(one["stands_for"]), only_when_of(one))
            for one in self.meta["neutral_reasons"]["values"]
        )

    @cached_property
    def neutral_choices(self) -> tuple[Choice, ...]:
        """The same as the choices of a question that has no reasons of its own."""
        return tuple(
            Choice(one.value, one.label, only_when=one.only_when) for one in self.neutral_reasons
        )

    @property
    def contradictions(self) -> list[Mapping[str, Any]]:
        """Answers that cannot both be true: [{"key", "when", "words", "privacy", "for_each"}]."""
        return list(self.meta.get("contradictions", []))

    @property
    def corrections(self) -> list[Mapping[str, Any]]:
        """Where the briefing prints something otherwise than it is meant: [{"point", "words"}]."""
        return list(self.meta.get("corrections", []))

    @property
    def short_list(self) -> list[Mapping[str, Any]]:
        """What is gathered in one item while nobody has asked it; see meta.short_list_note."""
        return list(self.meta.get("short_list", []))

    @property
    def visit_order(self) -> list[Mapping[str, Any]]:
        return list(self.meta["visit_order"])

    @property
    def separate_record_prompts(self) -> frozenset[str]:
        """Prompts that are never stored in the child's record."""
        return frozenset(self.meta["separate_record_prompts"])
