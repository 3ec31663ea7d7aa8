from django.conf import settings
from django.db import models


class Event(models.Model):
    """Who did or saw what, when and why; never what was said.

    The events of one person form a chain: each carries the digest of the one before, so that
    nothing can be taken out or changed unnoticed. Case ids are plain values, not foreign keys,
    because the log outlives the record it speaks of.
    """

    chain = models.CharField(
        max_length=40, help_text="The person's id, or 'nobody' before sign-in."
    )
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=20, blank=True)
    case_ref = models.UUIDField(null=True, blank=True)
    target = models.CharField(max_length=80, blank=True)
    shown = models.JSONField(default=list, blank=True, help_text="The case ids a list showed.")
    details = models.JSONField(default=dict, blank=True, help_text="Counts and states, no content.")
    request_ref = models.CharField(max_length=36, blank=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_event_per_place_in_a_chain", fields=["chain", "seq"])
        ]
        indexes = [models.Index(name="event_case_at", fields=["case_ref", "at"])]

    def __str__(self):
        return f"{self.kind} {self.chain}/{self.seq}"
