"""Where to turn: the resources of a version for one learning point, in the order they are read."""

from checklists.guidance.compiled_version import Compiled, CompiledResource


def resources_for(wording: Compiled, point_number: int) -> tuple[CompiledResource, ...]:
    """Its resources, in the order of the version. What belongs to every point, such as the
    briefing itself, comes last: it helps least at the door."""
    found = [one for one in wording.resources if point_number in one.points]
    return tuple(sorted(found, key=lambda one: set(one.points) >= set(wording.points_by_number)))
