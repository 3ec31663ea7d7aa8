"""To whom something unread goes, and when: first to the deputies, then to the safeguarding leads.

Each step comes as long after the one before as the first came after the beginning. Somebody who
comes back while nobody is left is told at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from checklists.reading.working_hours import WorkingDay


class Rung(Enum):
    """Who is told, in this order."""

    DEPUTIES = "deputies"
    LEADS = "leads"


@dataclass(frozen=True)
class Told:
    """When each was told, and since when nobody is left to tell; None for not."""

    deputies: datetime | None = None
    leads: datetime | None = None
    nobody: datetime | None = None

    @property
    def not_yet(self) -> tuple[Rung, ...]:
        return tuple(rung for rung in Rung if getattr(self, rung.value) is None)

    def last(self, since: datetime) -> datetime:
        """The moment from which the next step counts."""
        return max(at for at in (since, self.deputies, self.leads) if at)

    def is_due(self, since: datetime, now: datetime, allowed: timedelta, day: WorkingDay) -> bool:
        """Whether somebody else is to be told now, or it is to be said that nobody is left."""
        if self.nobody:
            return bool(self.not_yet)
        last = self.last(since)
        # The first saves working anything out for nearly all that waits.
        return now - last >= allowed and now >= day.after(last, allowed)
