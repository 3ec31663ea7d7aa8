import uuid

from django.conf import settings
from django.db import models

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField


class Adult(Covered):
    """Identity only. All that is known of an adult is an answer keyed `prompt:adult_id`."""

    class Named(models.TextChoices):
        KNOWN = "known", "Name known"
        PARTLY = "partly", "Name partly known"
        NOT_SHARED = "not_shared", "Name not known or not shared"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="adults")
    named = models.CharField(max_length=12, choices=Named)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CoveredQuerySet["Adult"].as_manager()

    class Meta:
        ordering = ["since_on", "id"]

    def __str__(self) -> str:
        return f"Adult {self.pk}"


class HouseholdEntry(Covered):
    """What was written of the adults outside a visit. With signed visits it makes CaseFacts.

    `sealed` holds {"<prompt>:<adult id>": {"value", "reason"}}. Rows are added and never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="household_entries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed = SealedField(row=("at", "by"))

    objects = CoveredQuerySet["HouseholdEntry"].as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Household entry {self.pk}"


class Professional(models.Model):
    """Someone from another service who works with the family."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=100)
    organisation = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["role", "name"]

    def __str__(self) -> str:
        return f"Professional {self.pk}"
