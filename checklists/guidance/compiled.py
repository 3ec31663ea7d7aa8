"""A version made ready to read: frozen values instead of rows, lists resolved, no queries.

Everything that asks, shows or evaluates content works on this. A published version is compiled
once per process; a draft each time, because it may have changed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
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
from checklists.guidance.content import Content, content_of, resolved
from checklists.guidance.meanings import (
    CHOICES,
    COULD_NOT_REASONS,
    REASONS,
    Meanings,
    first_said,
    says_all,
)
from checklists.guidance.models import TemplateVersion

# Frequencies of prompts whose last answer is kept with its date.
REMEMBERED = ("once_then_on_change", WHEN_DONE)
NOTHING_SAID: Meanings = {}
Status = TemplateVersion.Status


def compiled(version: TemplateVersion) -> Compiled:
    """The version ready to read; published and retired ones are kept for the process."""
    if version.status == TemplateVersion.Status.DRAFT:
        return compile_content(content_of(version), version.pk, version.number)
    return _kept(version.pk, version.content_hash, version.status == Status.RETIRED)


def compiled_by_hash(published_id: int, content_hash: str) -> Compiled:
    """The same of the published version of this id and hash, whose row need not be read."""
    return _kept(published_id, content_hash, False)


@lru_cache(maxsize=64)
def _kept(version_id: int, content_hash: str, is_retired: bool) -> Compiled:
    """By hash as well as id, so that a database made anew cannot show another's content.

    What a retired version does not say of an answer is said by the first later one that does.
    """
    version = TemplateVersion.objects.get(pk=version_id, content_hash=content_hash)
    data = content_of(version)
    later = meanings_after(version, data) if is_retired else {}
    return compile_content(data, version.pk, version.number, later=later)


def meanings_after(version: TemplateVersion, data: Content) -> Meanings:
    """What versions after this one say of its answers; nothing when it says all itself."""
    if says_all(data):
        return {}
    published = TemplateVersion.objects.exclude(status=Status.DRAFT)
    after = published.filter(template=version.template_id, number__gt=version.number)
    return first_said(map(content_of, after.order_by("number")))


def compile_content(
    data: Content,
    version_id: int | None = None,
    number: int = 0,
    *,
    later: Meanings = NOTHING_SAID,
) -> Compiled:
    """The shape of the file ready to read. It must have passed the checks.

    `later` is what its answers mean where it does not say so itself.
    """
    carried = carried_keys(data)
    return Compiled(
        version_id=version_id,
        number=number,
        points=tuple(_point(point, data, carried, later) for point in data["points"]),
        rules=tuple(map(_rule, data["rules"])),
        resources=tuple(map(_resource, data["resources"])),
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


def _point(
    point: Mapping[str, Any], data: Content, carried: set[str], later: Meanings
) -> CompiledPoint:
    settled = {
        "applies_to": tuple(point["applies_to"]),
        "repeat_groups": tuple(point["repeat_groups"]),
        "prompts": tuple(_prompt(one, point, data, carried, later) for one in point["prompts"]),
    }
    return CompiledPoint(**{**point, **settled})


def _prompt(
    prompt: Mapping[str, Any],
    point: Mapping[str, Any],
    data: Content,
    carried: set[str],
    later: Meanings,
) -> CompiledPrompt:
    apart = data["meta"].get("behind_presence", {}).get("sections", ())
    kept = {k: v for k, v in prompt.items() if k not in ("not_done_reasons", "source")}
    choices = _choices(prompt, CHOICES, data, later)
    exclusive = data["meta"]["exclusive_values"]["values"]
    settled = {
        "point_number": point["number"],
        "answer_type": AnswerType(prompt["answer_type"]),
        "choices": choices,
        "exclusive": tuple(one.value for one in choices if one.value in exclusive),
        "reasons": _choices(prompt, REASONS, data, later),
        "reason_required_when": tuple(prompt["reason_required_when"]),
        "applies_to": tuple(prompt["applies_to"] or point["applies_to"]),
        "is_carried": prompt["key"] in carried,
        "is_apart": prompt["section"] in apart,
        "anew_at": tuple(prompt.get("anew_at", ())),
        "could_not_reasons": _choices(prompt, COULD_NOT_REASONS, data, later),
        "could_not": _could_not(prompt, data["meta"].get("could_not", {})),
        "replaced_by": tuple(prompt.get("replaced_by", ())),
    }
    return CompiledPrompt(**{**kept, **settled})


def _could_not(prompt: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Nothing is asked of anybody where she alone can answer. Older versions have one wording."""
    kind = "practitioner_only" if prompt.get("practitioner_only") else prompt.get("asks_for", FACT)
    return words.get(kind, COULD_NOT)


def _choices(
    prompt: Mapping[str, Any], name: str, data: Content, later: Meanings
) -> tuple[Choice, ...]:
    read = (_choice(one) for one in resolved(prompt.get(name, []), data))
    return tuple(
        one if one.means else replace(one, means=later.get((prompt["key"], name, one.value), ""))
        for one in read
    )


def _choice(entry: Mapping[str, Any]) -> Choice:
    return Choice(
        entry["value"],
        entry["label"],
        entry.get("means", ""),
        only_when_of(entry),
        entry.get("label_before_birth", ""),
    )


def _resource(resource: Mapping[str, Any]) -> CompiledResource:
    checked = resource.get("checked_on")
    settled = {
        "points": tuple(resource["points"]),
        "checked_on": date.fromisoformat(checked) if checked else None,
    }
    return CompiledResource(**{**resource, **settled})


def _rule(rule: Mapping[str, Any]) -> CompiledRule:
    plain = {k: v for k, v in rule.items() if k not in ("point", "creates")}
    creates = {**rule["creates"], "overrides": tuple(rule["creates"]["overrides"])}
    settled = {"steps": tuple(rule.get("steps", ())), "point_number": rule["point"]}
    return CompiledRule(**{**plain, **creates, **settled})
