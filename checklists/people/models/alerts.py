import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class AlertQuerySet(models.QuerySet["Alert"]):
    def waiting(self) -> Self:
        """Those that the recipient has not looked at yet."""
        return self.filter(seen_at=None)


class Alert(models.Model):
    """Something a person must look at. It names no family. Its link opens only what they may open.

    `case_ref` is a plain id, because the room of cases is above this one. The code that chooses
    recipients for a case leaves out those who are blocked from it. `kind` is a key of
    `people.alerting.KINDS`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alerts"
    )
    kind = models.CharField(max_length=40)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person whose doing it was.",
    )
    case_ref = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(
                name="alert_waiting", fields=["recipient", "-at"], condition=Q(seen_at=None)
            ),
            # Whether somebody has seen that a visit is not signed stops the clock of that visit.
            models.Index(
                name="alert_of_unsigned_visit",
                fields=["case_ref"],
                condition=Q(kind="visit_unsigned"),
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.pk}"
