from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class ConflictBlockQuerySet(CoveredQuerySet["ConflictBlock"]):
    def in_force(self, at: datetime) -> Self:
        return self.filter(Q(lifted_at=None) | Q(lifted_at__gt=at))

    def people(self) -> set[UUID]:
        """Ids of who is kept away by them."""
        return set(self.values_list("user_id", flat=True))


class ConflictBlock(Covered):
    """This person never sees this case, whatever else they may do.

    `sealed` holds {"why": words}. It is lifted by two people: one asks, another lifts.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflict_blocks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    sealed = SealedField(row=("user", "set_at", "set_by"), default=bytes)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ConflictBlockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                name="block_stands_newest", fields=["-set_at", "id"], condition=Q(lifted_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_block_per_person_and_case",
                fields=["case", "user"],
                condition=Q(lifted_at=None),
            ),
            models.CheckConstraint(
                name="block_lift_is_asked_by_a_person",
                condition=Q(lift_asked_at=None, lift_asked_by=None)
                | Q(lift_asked_at__isnull=False, lift_asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="block_is_lifted_by_two_people",
                condition=Q(lifted_at=None, lifted_by=None)
                | (
                    Q(lifted_at__isnull=False, lifted_by__isnull=False, lift_asked_by__isnull=False)
                    & ~Q(lifted_by=models.F("lift_asked_by"))
                    & ~Q(lifted_by=models.F("user"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Block {self.pk}"
