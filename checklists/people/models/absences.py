from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.people.models.fixed import SavesWhatMayChange


class AbsenceQuerySet(CoveredQuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """Absences that hold on a London day, first and last day included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Absence(SavesWhatMayChange, Covered):
    """From when to when somebody is away, and who covers their families meanwhile."""

    FIXED = frozenset({"user"})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="covering",
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        # Every request asks who is away now or later; most absences are over.
        indexes = [
            models.Index(name="absence_of_user", fields=["user", "ends_on"]),
            models.Index(name="absence_covered_by", fields=["covered_by", "ends_on"]),
            models.Index(name="absence_not_over", fields=["ends_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="nobody_covers_themselves",
                condition=Q(covered_by=None) | ~Q(covered_by=models.F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} away from {self.starts_on}"
