import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.cases.querysets import OVERSEES, opens_to
from checklists.household.models import Adult
from checklists.people.requests import AnyUser


def person(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more
    )


class OfDecidedCase(CoveredQuerySet[Any]):
    """Rows that only those who decide over records may see, and nobody who is blocked."""

    def visible_to(self, user: AnyUser) -> Self:
        return self.filter(opens_to(user, OVERSEES, through="case__"))


class SubjectRequest(Covered):
    """A subject access request: a copy of what the record of a case holds of one person.

    All words are encrypted with the key of the case. `sealed` is {"asked_by", "identity",
    "because", "back"}; `choices` is {"choices": [{"entries", "include", "reason", "by", "at"}]},
    of which the last counts; `document` is what goes out, `withheld` what does not and why, for
    inside only: both of the moment release was asked for. Frozen once released, refused or
    withdrawn.
    """

    class Subject(models.TextChoices):
        BABY = "baby", "The baby"
        MOTHER = "mother", "The mother"
        ADULT = "adult", "Another adult"

    class State(models.TextChoices):
        PREPARING = "preparing", "Being prepared"
        WAITING = "waiting", "Waiting for release"
        RELEASED = "released", "Released"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subject_requests")
    subject = models.CharField(max_length=10, choices=Subject)
    adult = models.ForeignKey(
        Adult, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField()
    sealed = SealedField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    choices = SealedField(default=bytes)
    document = SealedField(default=bytes)
    withheld = SealedField(default=bytes)
    begun_by = person()
    begun_at = models.DateTimeField()
    prepared_by = person(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OfDecidedCase.as_manager()

    class Meta:
        ordering = ["asked_on", "id"]
        indexes = [
            models.Index(
                name="request_open",
                fields=["asked_on"],
                condition=Q(state__in=["preparing", "waiting"]),
            ),
            models.Index(
                name="request_decided",
                fields=["-decided_at", "id"],
                condition=Q(decided_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_about_an_adult_names_the_adult",
                condition=Q(subject="adult", adult__isnull=False)
                | (~Q(subject="adult") & Q(adult=None)),
            ),
            models.CheckConstraint(
                name="copy_is_prepared_before_release",
                condition=~Q(state__in=["waiting", "released"])
                | Q(prepared_by__isnull=False, prepared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_request_says_who_and_when",
                condition=Q(state__in=["preparing", "waiting"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="copy_is_released_by_another_person",
                condition=~Q(state="released")
                | (~Q(decided_by=F("prepared_by")) & ~Q(decided_by=F("begun_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PREPARING, self.State.WAITING)


class LegalHold(Covered):
    """While it stands, the record is not disposed of. `sealed` and `lifting` are {"reason"}."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legal_holds")
    sealed = SealedField(row=("set_at", "set_by"))
    set_by = person()
    set_at = models.DateTimeField()
    lifted_by = person(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifting = SealedField(row=("set_at", "set_by"), default=bytes)

    objects = OfDecidedCase.as_manager()

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_hold_stands_per_case", fields=["case"], condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                name="hold_is_lifted_by_another_person",
                condition=Q(lifted_at=None, lifted_by=None)
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by=F("set_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class Disposal(Covered):
    """One person asks that a record be disposed of, another agrees or declines.

    `cleared_at` is when `manage.py dispose_agreed` had deleted the frozen rows.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disposals")
    asked_by = person()
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ended_by = person(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = CoveredQuerySet["Disposal"].as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                name="disposal_agreed", fields=["-ended_at"], condition=Q(outcome="agreed")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_disposal_waits_per_case", fields=["case"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="ended_disposal_says_how_and_by_whom",
                condition=Q(ended_at=None, ended_by=None, outcome="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="disposal_is_agreed_by_another_person",
                condition=~Q(outcome="agreed") | ~Q(ended_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Disposal {self.pk}"
