from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Case, Expression, Q, Value, When

from checklists.audit.querysets import note_written

ONCE_FROZEN = datetime(9999, 1, 1, tzinfo=UTC)  # later than every save


def saved_before_freezing(saved_at: str) -> Expression:
    """The revision of a row that is saved often until it is frozen: an equal one means an equal
    row, a lower one than an event states that the row is older than the event."""
    return Case(When(frozen_at=None, then=saved_at), default=Value(ONCE_FROZEN))


class Covered(models.Model):
    """A row whose state follows from the log: the next event of each transaction that writes it
    states its digest, and `verify_audit` names it when it differs.

    Its manager is made from a CoveredQuerySet. A model says what differs from the rule that all of
    it is covered, always.
    """

    LEFT_OUT: ClassVar[Mapping[str, str]] = {}  # {column: why it may change without an event}
    ONLY: ClassVar[Q] = Q()  # which rows are covered
    # When it was saved, where only some saves have an event: see `saved_before_freezing`.
    REVISION: ClassVar[Expression] = Value(None, models.DateTimeField())

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        super().save_base(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or not self.LEFT_OUT.keys() >= {*fields}:
            note_written(type(self), [self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        note_written(type(self), [self.pk])
        return super().delete(*args, **kwargs)


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
    rows = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),  # as above
        blank=True,
        help_text="The digest of each covered row that was written; null for one that is gone.",
    )
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
            # A few kilobytes for millions of events, which come in the order of their time.
            BrinIndex(name="event_at_blocks", fields=["at"]),
            # Searched every minute, in a log of millions.
            models.Index(
                name="event_superuser_made",
                fields=["target"],
                condition=models.Q(kind="superuser.made"),
            ),
            # Who changed a row of the admin; what belongs to a case is found by the case.
            models.Index(
                name="event_of_no_case",
                fields=["target", "at"],
                condition=models.Q(case_ref=None) & ~models.Q(target=""),
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
