"""The dated settings of the clock: when somebody is at work, and how long a thing may wait unread.

The defaults count where the content of this version has not been loaded yet.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from checklists.reading.working_hours import WorkingDay

STARTS, ENDS = "working_day_starts", "working_day_ends"
UNSEEN_IMMEDIATE = "unseen_immediate_hours"
UNANSWERED_HANDOVER = "unanswered_handover_hours"
UNREAD_EMERGENCY = "unread_emergency_hours"
DEFAULTS = {
    STARTS: 9,
    ENDS: 17,
    UNSEEN_IMMEDIATE: 2,
    UNANSWERED_HANDOVER: 16,
    UNREAD_EMERGENCY: 16,
}


def working_day(settings: Mapping[str, Any]) -> WorkingDay:
    """The hours of work on the day that these settings are of."""
    return WorkingDay(value_of(settings, STARTS), value_of(settings, ENDS))


def hours_allowed(settings: Mapping[str, Any], key: str) -> timedelta:
    """How much working time a thing may wait before somebody else is told."""
    return timedelta(hours=value_of(settings, key))


def value_of(settings: Mapping[str, Any], key: str) -> int:
    return int(settings.get(key, DEFAULTS[key]))
