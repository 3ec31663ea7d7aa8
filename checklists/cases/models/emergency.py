"""Emergency access, as it is stored."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.cases.querysets import OVERSEES, opens_to
from checklists.people.requests import AnyUser


class EmergencyGrantQuerySet(CoveredQuerySet["EmergencyGrant"]):
    def visible_to(self, user: AnyUser) -> Self:
        """Those that the user answers for: as manager or deputy of the case's team, or as lead."""
        return self.filter(opens_to(user, OVERSEES, through="case__"))

    def in_force(self, at: datetime) -> Self:
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def not_reviewed(self) -> Self:
        return self.filter(reviewed_at=None)


class EmergencyGrant(Covered):
    """Four hours in one case for someone who has no other access, and how its use was judged.

    `sealed` holds {"words"}, and `review_sealed` the same of who reviewed it. Once written, a
    grant only gets an earlier end, and its one review.
    """

    class Category(models.TextChoices):
        CALLED_OUT = "called_out", "Called out to the family"
        DUTY = "duty", "Duty or out-of-hours call"
        SAFEGUARDING = "safeguarding", "Urgent enquiry about safeguarding"
        HOLDER = "holder", "The holder of the case cannot be reached"
        OTHER = "other", "Something else"

    class Outcome(models.TextChoices):
        REASON = "reason", "There was a reason"
        TALKED = "talked", "Talked about with the person"
        FURTHER = "further", "To be taken further"

    class EndedWhy(models.TextChoices):
        """Said to somebody who may not see the record any more, so never in free words."""

        NOT_NEEDED = "not_needed", "It is not needed any more"
        TAKEN_ON = "taken_on", "Somebody else has taken this on"
        WRONG_RECORD = "wrong_record", "It is not the right record"
        SPEAK_FIRST = "speak_first", "Speak to me before you open it again"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergency_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20, choices=Category)
    sealed = SealedField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_why = models.CharField(max_length=20, choices=EndedWhy, blank=True, db_default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    review_sealed = SealedField(default=bytes)

    objects = EmergencyGrantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="grant_of_user", fields=["user", "case"]),
            models.Index(
                name="grant_not_reviewed", fields=["starts_at"], condition=Q(reviewed_at=None)
            ),
            models.Index(
                name="grant_reviewed",
                fields=["-reviewed_at", "id"],
                condition=Q(reviewed_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="emergency_access_ends_after_it_starts",
                condition=Q(ends_at__gte=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="review_says_who_and_how",
                condition=Q(reviewed_at=None, reviewed_by=None, outcome="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="nobody_reviews_themselves",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"Emergency access {self.pk}"
