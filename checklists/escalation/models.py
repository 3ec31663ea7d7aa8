import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from checklists.escalation.rules import Rung, Told

CHANGING = ("since", "looked_at", "told_deputies_at", "told_leads_at", "no_reader_at")


class Unread(models.Model):
    """Something that nobody has read in time, and whom the clock has told of it so far.

    It goes once somebody has read it or it is over. A visit that is not signed has a row from its
    first save on: `looked_at` is the save that was looked at, and `since` is empty while its
    answers would open nothing immediate. Ids are plain, because what they name is in many rooms.
    """

    class Kind(models.TextChoices):
        ITEM = "item", "An immediate item"
        VISIT = "visit", "A visit that is not signed"
        HANDOVER = "handover", "A handover"
        EMERGENCY = "emergency", "A use of emergency access"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.UUIDField()
    case_ref = models.UUIDField()
    since = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    told_deputies_at = models.DateTimeField(null=True, blank=True)
    told_leads_at = models.DateTimeField(null=True, blank=True)
    no_reader_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # The administrators' banner asks on each of their pages.
            models.Index(
                name="unread_no_reader", fields=["id"], condition=Q(no_reader_at__isnull=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(name="one_clock_for_each_thing", fields=["kind", "about"])
        ]

    def __str__(self) -> str:
        return f"Unread {self.pk}"

    @property
    def told(self) -> Told:
        return Told(self.told_deputies_at, self.told_leads_at, self.no_reader_at)

    def keep(self) -> None:
        """Save what may change: the role that serves may write in no other column."""
        self.save(update_fields=None if self._state.adding else CHANGING)

    def note_told(self, rung: Rung | None, at: datetime) -> None:
        """Say that these people were told, or for None that nobody was left."""
        if rung is None:
            self.no_reader_at = at
            return
        setattr(self, f"told_{rung.value}_at", at)
        self.no_reader_at = None

    def starts_again(self, since: datetime | None) -> None:
        """The same thing waits from another moment on, or, for None, not at all."""
        self.since = since
        self.told_deputies_at = self.told_leads_at = self.no_reader_at = None
