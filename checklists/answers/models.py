import uuid

from django.conf import settings
from django.db import models

from checklists.audit.models import Covered, saved_before_freezing
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.guidance.models import TemplateVersion


class AnswerSheet(Covered):
    """The open answers of one visit or session, one document.

    `body` maps prompt key to {"value", "reason", "note", "how", "at", "by", "revision"}; `how` is
    answered, confirmed, changed, could_not or not_said; `value` is text, a list of choice values,
    or null; `at` is ISO in UTC; `by` is the user's id; `revision` counts the saves of this prompt.
    Signing adds `counts` (false when the question was no longer asked), `last` (where an earlier
    answer stands that got no new one) and `not_known` (how a baseline question stood that day).
    """

    REVISION = saved_before_freezing("saved_at")  # a sitting has one event, and many saves

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = CoveredQuerySet["AnswerSheet"].as_manager()

    def __str__(self) -> str:
        return f"Sheet {self.pk}"


class PrivateSheet(Covered):
    """The private answers of the same visit: ciphertext that only `answers.private` reads."""

    REVISION = saved_before_freezing("sheet__saved_at")

    sheet = models.OneToOneField(
        AnswerSheet, on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    revision = models.PositiveIntegerField(default=0, db_default=0, help_text="Times it was saved.")
    sealed = SealedField(case="sheet.case", revision="revision", default=bytes)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = CoveredQuerySet["PrivateSheet"].as_manager()

    def __str__(self) -> str:
        return f"Private sheet {self.pk}"


class Receipt(models.Model):
    """The result of a save already made, so that a repeat returns it. Goes at signing."""

    id = models.UUIDField(primary_key=True)
    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="receipts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Receipt {self.pk}"
