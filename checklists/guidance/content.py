"""A version as the shape of fixtures/content.json, and that shape as rows of a version."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, TypeVar

from django.db import models

from checklists.audit.querysets import note_written
from checklists.guidance.models import (
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    TemplateVersion,
    VersionedRow,
    VisitType,
)

Content = dict[str, Any]
Row = dict[str, Any]
Written = TypeVar("Written", bound=VersionedRow)

POINT_FIELDS = [
    "number",
    "slug",
    "title",
    "summary",
    "why_it_matters",
    "guidance",
    "audience",
    "applies_to",
    "repeat_groups",
    "source",
    "neutral_title",
]
POINT_EXTRAS = ["apart_guidance"]
PROMPT_FIELDS = [
    "key",
    "section",
    "text",
    "help",
    "answer_type",
    "choices",
    "required",
    "not_done_reasons",
    "reason_required_when",
    "show_when",
    "applies_to",
    "repeat_group",
    "family_copy",
    "source",
    "frequency",
    "baseline",
    "stage",
    "privacy",
]
# Extras are left out of the file where they say nothing.
PROMPT_EXTRAS = [
    "asks_for",
    "anew_at",
    "practitioner_only",
    "could_not_reasons",
    "text_before_birth",
    "help_before_birth",
    "nothing_follows",
    "replaced_by",
]
RULE_FIELDS = ["key", "kind", "for_each", "when", "closes_when", "rationale", "source"]
RULE_EXTRAS = ["steps"]
CREATES_FIELDS = [
    "title",
    "neutral_title",
    "priority",
    "due_in_days",
    "due_note",
    "overrides",
    "guidance",
    "owner_role",
    "bring_to_supervision",
    "privacy",
]
RESOURCE_FIELDS = ["slug", "title", "publisher", "points"]
RESOURCE_EXTRAS = ["what_for", "url", "note"]  # left out of the file when there is none
VISIT_TYPE_FIELDS = ["slug", "name", "typical_window", "is_mandated", "kind", "notes", "source"]
SETTING_FIELDS = ["key", "default", "unit", "label"]


def content_of(version: TemplateVersion) -> Content:
    """What belongs to the version, in the shape and order of the file. Six statements."""
    return {
        "meta": version.meta,
        "lists": {row.key: row.entries for row in version.lists.all()},
        "resources": [_resource(row) for row in version.resources.all()],
        "points": _points(version),
        "rules": [_rule(row) for row in version.rules.all()],
    }


def resolved(entries: str | list[Row], data: Content) -> list[Row]:
    """The choices or reasons themselves, whether given or named as a list."""
    return data["lists"].get(entries, []) if isinstance(entries, str) else entries


def whole_content(version: TemplateVersion) -> Content:
    """The version with the settings and visit types of today: the whole file."""
    return {
        **content_of(version),
        "settings": [_fields(row, SETTING_FIELDS) for row in Setting.objects.all()],
        "visit_types": [_visit_type(row) for row in VisitType.objects.all()],
    }


def content_hash(data: Content) -> str:
    """sha256 of what belongs to a version, whatever the order of keys and the white space."""
    versioned = {part: data[part] for part in ("meta", "lists", "resources", "points", "rules")}
    return sha256(json.dumps(versioned, sort_keys=True).encode()).hexdigest()


def write_content(version: TemplateVersion, data: Content) -> None:
    """Make the rows of a new draft from the shape of the file."""
    _write(NamedList, version, [{"key": k, "entries": e} for k, e in data["lists"].items()])
    _write(Resource, version, data["resources"])
    _write(Rule, version, [_flat_rule(rule) for rule in data["rules"]])
    plain = [
        {name: point[name] for name in [*POINT_FIELDS, *POINT_EXTRAS] if name in point}
        for point in data["points"]
    ]
    points = _write(LearningPoint, version, plain)
    prompts = [
        {**prompt, "point": row}
        for row, point in zip(points, data["points"], strict=True)
        for prompt in point["prompts"]
    ]
    _write(Prompt, version, prompts)


def write_settings(data: Content) -> None:
    """Add the settings and visit types of the file that are not there yet; change none."""
    _add_missing(
        [Setting(position=place, **fields) for place, fields in enumerate(data["settings"])], "key"
    )
    _add_missing(
        [
            VisitType(position=place, **_flat_visit_type(fields))
            for place, fields in enumerate(data["visit_types"])
        ],
        "slug",
    )


def _add_missing(rows: Sequence[Setting | VisitType], name: str) -> None:
    manager: models.Manager[Any] = type(rows[0])._default_manager
    there = set(manager.values_list(name, flat=True))
    new = {getattr(row, name): row for row in rows if getattr(row, name) not in there}
    manager.bulk_create(new.values(), ignore_conflicts=True)
    # What conflicts may be ignored comes back without ids.
    note_written(manager.model, manager.filter(**{f"{name}__in": new}).values_list("pk", flat=True))


def _fields(row: models.Model, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _said(row: models.Model, names: list[str], extras: list[str]) -> dict[str, Any]:
    """The fields, and of the extras those that say something: what a version published before an
    extra was known hashes as it did then."""
    said = {name: value for name, value in _fields(row, extras).items() if value}
    return {**_fields(row, names), **said}


def _points(version: TemplateVersion) -> list[dict[str, Any]]:
    prompts: dict[int, list[dict[str, Any]]] = {}
    for prompt in version.prompts.all():
        prompts.setdefault(prompt.point_id, []).append(_said(prompt, PROMPT_FIELDS, PROMPT_EXTRAS))
    return [
        {**_said(point, POINT_FIELDS, POINT_EXTRAS), "prompts": prompts.get(point.pk, [])}
        for point in version.points.all()
    ]


def _rule(row: Rule) -> dict[str, Any]:
    creates = _fields(row, CREATES_FIELDS)
    said = _said(row, RULE_FIELDS, RULE_EXTRAS)
    return {**said, "point": row.point_number, "creates": creates}


def _flat_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: rule[name] for name in [*RULE_FIELDS, *RULE_EXTRAS] if name in rule},
        **rule["creates"],
        "point_number": rule["point"],
    }


def _resource(row: Resource) -> dict[str, Any]:
    checked = {"checked_on": row.checked_on.isoformat()} if row.checked_on else {}
    return _said(row, RESOURCE_FIELDS, RESOURCE_EXTRAS) | checked


def _visit_type(row: VisitType) -> dict[str, Any]:
    due = _fields(row, ["anchor", "start_days", "end_days"])
    return {**_fields(row, VISIT_TYPE_FIELDS), "due_rule": due}


def _flat_visit_type(fields: dict[str, Any]) -> dict[str, Any]:
    return {**{name: fields[name] for name in VISIT_TYPE_FIELDS}, **fields["due_rule"]}


def _write(
    model: type[Written], version: TemplateVersion, rows: list[dict[str, Any]]
) -> list[Written]:
    return model._default_manager.bulk_create(
        [model(version=version, position=place, **row) for place, row in enumerate(rows)]
    )
