"""The learning points in force, each with what is asked at which contact and where to turn."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from checklists.guidance.compiled_prompt import CompiledPrompt
from checklists.guidance.compiled_version import CompiledPoint, CompiledResource
from checklists.guidance.in_force import GuidanceInForce
from checklists.guidance.resources import resources_for

HOW_OFTEN = {
    "every_contact": "At each contact",
    "once_then_on_change": "Once, then confirmed or changed",
    "when_triggered": "When another answer leads to it",
    "when_done": "Until it is done",
    "every_supervision": "At each discussion",
}
AT_STAGE = {"pregnancy": "before the birth", "born": "once the baby is born"}


@dataclass(frozen=True)
class Asked:
    """A question, and when it is asked. `where`: '' at every contact of its point."""

    text: str
    text_before_birth: str
    when: str
    where: str


@dataclass(frozen=True)
class Part:
    """Questions that stand together; `title` is '' where the point has no parts."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class PointToRead:
    """A learning point as it is read on its own."""

    point: CompiledPoint
    contacts: tuple[str, ...]
    parts: tuple[Part, ...]
    resources: tuple[CompiledResource, ...]
    corrections: tuple[str, ...]


def points_to_read(guidance: GuidanceInForce) -> list[PointToRead]:
    """In the order of the briefing; none where no version is in force."""
    if guidance.version_id is None:
        return []
    points = sorted(guidance.wording.points, key=lambda point: point.number)
    return [point_to_read(point, guidance) for point in points]


def point_to_read(point: CompiledPoint, guidance: GuidanceInForce) -> PointToRead:
    wording = guidance.wording
    return PointToRead(
        point=point,
        contacts=tuple(names_of(point.applies_to, guidance.names)),
        parts=tuple(parts_of(point, guidance.names)),
        resources=resources_for(wording, point.number),
        corrections=tuple(
            one["words"] for one in wording.corrections if one["point"] == point.number
        ),
    )


def parts_of(point: CompiledPoint, names: Mapping[str, str]) -> Iterator[Part]:
    """What is asked, retired questions left out, by section of the point."""
    asked = (prompt for prompt in point.prompts if not prompt.is_retired)
    for section, prompts in groupby(asked, key=lambda prompt: prompt.section):
        yield Part(
            (section or "").capitalize(),
            tuple(asked_of(prompt, point, names) for prompt in prompts),
        )


def asked_of(prompt: CompiledPrompt, point: CompiledPoint, names: Mapping[str, str]) -> Asked:
    before = prompt.text_before_birth
    return Asked(
        text=prompt.text,
        text_before_birth=before if before != prompt.text else "",
        when=when_of(prompt),
        where=where_of(prompt, point, names),
    )


def where_of(prompt: CompiledPrompt, point: CompiledPoint, names: Mapping[str, str]) -> str:
    """'Not at: Brief contact', or 'Only at: ...' where that is shorter; '' at every contact of its
    point."""
    at = set(point.applies_to) & set(prompt.applies_to)
    left_out = set(point.applies_to) - at
    if not left_out:
        return ""
    shorter, lead = (left_out, "Not at") if len(left_out) < len(at) else (at, "Only at")
    return f"{lead}: {', '.join(names_of(shorter, names))}"


def when_of(prompt: CompiledPrompt) -> str:
    """'At each contact, once the baby is born, for each adult'"""
    often = HOW_OFTEN.get(prompt.frequency, "")
    each = "for each adult around the baby" if prompt.repeat_group else ""
    return ", ".join(filter(None, [often, AT_STAGE.get(prompt.stage, ""), each]))


def names_of(slugs: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """What the contacts are called, in the order in which they come."""
    wanted = set(slugs)
    return [name for slug, name in names.items() if slug in wanted]
