"""Whether the learning points can be read without signing in."""

from checklists.guidance.in_force import settings_on
from checklists.reading.clock import london_today

SETTING = "learning_points_open"


def are_open_to_visitors() -> bool:
    """What the setting says today; closed where there is none. One statement."""
    return bool(settings_on(london_today()).get(SETTING))
