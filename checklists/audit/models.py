from django.conf import settings
from django.db import models


class Event(models.Model):
    """Who did or saw what, when and why; never what was said.

    The events of one person form a chain: each carries the digest of the one before, so that
    nothing can be removed or changed unnoticed. Case ids are plain values, not foreign keys,
    because the log outlives the record it is about.
    """

    chain = models.CharField(
        max_length=40, help_text="The person's id, or 'nobody' before sign-in."
    )
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # event_by_at begins with it
    )
    roles = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",  # the previous release goes on writing while the column is added
        help_text="What the person was at that time.",
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
        indexes = [
            models.Index(name="event_case_at", fields=["case_ref", "at"]),
            models.Index(name="event_by_at", fields=["by", "at"]),
            # Searched every minute, in a log of millions.
            models.Index(
                name="event_superuser_made",
                fields=["target"],
                condition=models.Q(kind="superuser.made"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.chain}/{self.seq}"


class Seal(models.Model):
    """Where every chain ended at one moment, so that a chain cut short or rewritten is noticed.

    The same seal is a line of a file outside the database (`settings.AUDIT_SEALS`).
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    heads = models.JSONField(help_text="{chain: [how many events, digest of the last]}")
    total = models.PositiveBigIntegerField(help_text="How many events the log held.")
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Seal {self.number}"
