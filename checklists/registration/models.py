from django.conf import settings
from django.db import models

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class DutyCheck(Covered):
    """A record was saved although a record that its author may not open may be the same baby's.

    `sealed` holds {"asked": whom of the duty desk they say they asked}, `others` the ids of the
    records it may be the same as. Rows are added and never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duty_checks")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    others = models.JSONField(default=list)
    sealed = SealedField(row=("at", "by"))

    objects = CoveredQuerySet["DutyCheck"].as_manager()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(name="duty_check_newest", fields=["-at", "id"])]

    def __str__(self) -> str:
        return f"Duty check {self.pk}"
