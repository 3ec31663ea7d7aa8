"""A version made ready to read: frozen values instead of rows, lists resolved, no queries.

Everything that asks, shows or evaluates content works on this. A published version is compiled
once per process; a draft each time, because it may have changed.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from checklists.guidance.answer_types import AnswerType
from checklists.guidance.compiled_prompt import (
    ACT,
    COULD_NOT,
    FACT,
    WHEN_DONE,
    Choice,
    CompiledPrompt,
    only_when_of,
)
from checklists.guidance.compiled_version import (
    Compiled,
    CompiledPoint,
    CompiledResource,
    CompiledRule,
)
from checklists.guidance.conditions import Condition, facts_in, prompts_in
from checklists.guidance.content import Content, content_of
from checklists.guidance.models import TemplateVersion

# Frequencies of prompts whose last answer is kept with its date.
REMEMBERED = ("once_then_on_change", WHEN_DONE)


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
        "replaced_by": tuple(prompt.get("replaced_by", ())),
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
        only_when_of(entry),
        entry.get("label_before_birth", ""),
    )


def _rule(rule: Mapping[str, Any]) -> CompiledRule:
    plain = {k: v for k, v in rule.items() if k not in ("point", "creates")}
    creates = {**rule["creates"], "overrides": tuple(rule["creates"]["overrides"])}
    settled = {"steps": tuple(rule.get("steps", ())), "point_number": rule["point"]}
    return CompiledRule(**{**plain, **creates, **settled})
