from django.conf import settings
from django.db import models

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class DateReason(Covered):
    """Why a date of a case was set although signed contacts no longer fit it.

    `sealed` holds {"why": words}, `contacts` the ids of those visits, which stay as they are.
    Rows are added and never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="date_reasons")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contacts = models.JSONField(default=list)
    sealed = SealedField(row=("at", "by"))

    objects = CoveredQuerySet["DateReason"].as_manager()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"Reason for a date {self.pk}"
