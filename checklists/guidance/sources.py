"""Where a learning point comes from, in words for practitioners."""

from dataclasses import dataclass

from checklists.guidance.compiled_version import CompiledPoint

BRIEFING = "DDSCP briefing"  # as the content names it, with the number of the point


@dataclass(frozen=True)
class Sources:
    """Whether the briefing has the point, and what else it rests on, in words."""

    has_briefing: bool
    others: str


def sources_of(point: CompiledPoint) -> Sources:
    """What the content puts in brackets is no document, and is said like any other source."""
    named = [one.strip(" []") for one in point.source.split(";")]
    others = [one for one in named if one and not one.startswith(BRIEFING)]
    return Sources(len(others) < len([one for one in named if one]), "; ".join(others))
