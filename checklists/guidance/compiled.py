"""A version made ready to read: frozen values instead of rows, lists resolved, no queries.

Everything that asks, shows or evaluates content works on this. A published version is compiled
once per process; a draft each time, because it may have changed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from checklists.guidance.answer_types import ANSWER_KINDS, AnswerKind, AnswerType
from checklists.guidance.conditions import Condition, facts_in, prompts_in
from checklists.guidance.content import Content, content_of
from checklists.guidance.models import TemplateVersion

ACT, FACT = "act", "fact"
COULD_NOT = "Could not ask today"
# Unknown: nobody knows yet. Gap: known to be missing or not done.
MEANINGS = ("unknown", "gap")
WHEN_DONE = "when_done"
# Frequencies of prompts whose last answer is kept with its date.
REMEMBERED = ("once_then_on_change", WHEN_DONE)


@dataclass(frozen=True)
class Choice:
    """One answer, or one reason: the stable value and the words people read.

    `means` is "" (it says something), "unknown" (nobody knows yet) or "gap" (known not to be done).
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


@dataclass(frozen=True, eq=False)  # told apart by identity, so that drawings of it can be cached
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

    @property
    def is_hidden_at_first(self) -> bool:
        """Whether a page shows it only once it is opened: private, or behind the question who is
        near."""
        return self.is_private or self.is_apart

    """Last time's answer stands until it is confirmed or changed. A follow-up is carried when all
    that can trigger it is carried; otherwise it is asked afresh, which is the safer side."""

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
        """ "unknown" or "gap" when a chosen value says so, the least known first; else ''."""
        chosen = value if isinstance(value, list) else [value]
        means = {choice.means for choice in self.choices if choice.value in chosen}
        return next((one for one in MEANINGS if one in means), "")

    def asks_why(self, value: str | list[str] | None) -> bool:
        """Whether a chosen value must be explained by one of the reasons."""
        chosen = value if isinstance(value, list) else [value]
        return any(one in self.reason_required_when for one in chosen)

    @property
    def every_reason(self) -> tuple[Choice, ...]:
        """Why it was not done, then why it could not be asked."""
        return (*self.reasons, *self.could_not_reasons)

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
    note: str | None = None


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
            NeutralReason(one["value"], one["label"], tuple(one["stands_for"]), _only_when(one))
            for one in self.meta["neutral_reasons"]["values"]
        )

    @property
    def contradictions(self) -> list[Mapping[str, Any]]:
        """Answers that cannot both be true: [{"key", "when", "words", "privacy", "for_each"}]."""
        return self.meta.get("contradictions", [])

    @property
    def visit_order(self) -> list[Mapping[str, Any]]:
        return self.meta["visit_order"]

    @property
    def separate_record_prompts(self) -> frozenset[str]:
        """Prompts that are never stored in the child's record."""
        return frozenset(self.meta["separate_record_prompts"])


def compiled(version: TemplateVersion) -> Compiled:
    """The version ready to read; published and retired ones are kept for the process."""
    if version.status == TemplateVersion.Status.DRAFT:
        return compile_content(content_of(version), version.pk, version.number)
    return _kept(version.pk, version.content_hash)


@lru_cache(maxsize=64)
def _kept(version_id: int, content_hash: str) -> Compiled:
    """By hash as well as id, so that a database made anew cannot show another's content."""
    version = TemplateVersion.objects.get(pk=version_id, content_hash=content_hash)
    return compile_content(content_of(version), version.pk, version.number)


def compile_content(data: Content, version_id: int | None = None, number: int = 0) -> Compiled:
    """The shape of the file ready to read. It must have passed the checks."""
    carried = carried_keys(data)
    return Compiled(
        version_id=version_id,
        number=number,
        points=tuple(_point(point, data, carried) for point in data["points"]),
        rules=tuple(map(_rule, data["rules"])),
        resources=tuple(
            CompiledResource(**{**one, "points": tuple(one["points"])}) for one in data["resources"]
        ),
        meta=data["meta"],
    )


def carried_keys(data: Content) -> set[str]:
    """Keys of prompts whose answer is carried forward. Source: meta.frequency.

    Follow-ups of follow-ups are found by looking again until nothing is added. A follow-up that
    asks for an act of the day ("Who interpreted today?") is asked afresh.
    """
    prompts = [prompt for point in data["points"] for prompt in point["prompts"]]
    carried = {p["key"] for p in prompts if p["frequency"] in REMEMBERED}
    triggered = [
        p for p in prompts if p["frequency"] == "when_triggered" and p.get("asks_for") != ACT
    ]
    while found := {
        p["key"]
        for p in triggered
        if p["key"] not in carried and _triggered_only_by(p["show_when"], carried)
    }:
        carried |= found
    return carried


def _triggered_only_by(condition: Condition, carried: set[str]) -> bool:
    read = prompts_in(condition)
    return bool(read) and read <= carried and not facts_in(condition)


def _point(point: Mapping[str, Any], data: Content, carried: set[str]) -> CompiledPoint:
    settled = {
        "applies_to": tuple(point["applies_to"]),
        "repeat_groups": tuple(point["repeat_groups"]),
        "prompts": tuple(_prompt(one, point, data, carried) for one in point["prompts"]),
    }
    return CompiledPoint(**{**point, **settled})


def _prompt(
    prompt: Mapping[str, Any],
    point: Mapping[str, Any],
    data: Content,
    carried: set[str],
) -> CompiledPrompt:
    lists, apart = data["lists"], data["meta"].get("behind_presence", {}).get("sections", ())
    kept = {k: v for k, v in prompt.items() if k not in ("not_done_reasons", "source")}
    choices = _choices(prompt["choices"], lists)
    exclusive = data["meta"]["exclusive_values"]["values"]
    settled = {
        "point_number": point["number"],
        "answer_type": AnswerType(prompt["answer_type"]),
        "choices": choices,
        "exclusive": tuple(one.value for one in choices if one.value in exclusive),
        "reasons": _choices(prompt["not_done_reasons"], lists),
        "reason_required_when": tuple(prompt["reason_required_when"]),
        "applies_to": tuple(prompt["applies_to"] or point["applies_to"]),
        "is_carried": prompt["key"] in carried,
        "is_apart": prompt["section"] in apart,
        "anew_at": tuple(prompt.get("anew_at", ())),
        "could_not_reasons": _choices(prompt.get("could_not_reasons", []), lists),
        "could_not": _could_not(prompt, data["meta"].get("could_not", {})),
    }
    return CompiledPrompt(**{**kept, **settled})


def _could_not(prompt: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Nothing is asked of anybody where she alone can answer. Older versions have one wording."""
    kind = "practitioner_only" if prompt.get("practitioner_only") else prompt.get("asks_for", FACT)
    return words.get(kind, COULD_NOT)


def _choices(entries: str | list[dict[str, Any]], lists: Mapping[str, Any]) -> tuple[Choice, ...]:
    own = lists[entries] if isinstance(entries, str) else entries
    return tuple(_choice(one) for one in own)


def _choice(entry: Mapping[str, Any]) -> Choice:
    return Choice(
        entry["value"],
        entry["label"],
        entry.get("means", ""),
        _only_when(entry),
        entry.get("label_before_birth", ""),
    )


def _only_when(entry: Mapping[str, Any]) -> str:
    condition = entry.get("show_when")
    return json.dumps(condition, sort_keys=True) if condition else ""


def _rule(rule: Mapping[str, Any]) -> CompiledRule:
    plain = {k: v for k, v in rule.items() if k not in ("point", "creates")}
    creates = {**rule["creates"], "overrides": tuple(rule["creates"]["overrides"])}
    return CompiledRule(**plain, **creates, point_number=rule["point"])
