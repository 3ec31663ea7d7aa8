import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from checklists.answers.models import AnswerSheet
from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.cases.querysets import RECORDS, opens_to
from checklists.guidance.models import TemplateVersion, VisitType
from checklists.people.models.local_numbers import LocalNumbersBeside
from checklists.people.models.teams import Team
from checklists.people.requests import AnyUser


class VisitQuerySet(CoveredQuerySet["Visit"]):
    def visible_to(self, user: AnyUser) -> Self:
        """Visits of cases the user may open, also those entered in error, of which nothing
        but that is left; drafts only to the one who writes them."""
        return self.filter(
            opens_to(user, through="case__"), ~Q(status=Visit.Status.DRAFT) | Q(author=user)
        )

    def drafts(self) -> Self:
        return self.filter(status=Visit.Status.DRAFT)

    def editable_by(self, user: AnyUser) -> Self:
        """The user's own drafts of cases they may still open."""
        return self.filter(opens_to(user, through="case__"), author=user, status=Visit.Status.DRAFT)

    def amendable_by(self, user: AnyUser) -> Self:
        """Signed visits of cases in which the user writes, also after care ended, and the user's
        own of cases they may still open."""
        writes = opens_to(user, RECORDS, through="case__")
        signed = self.visible_to(user).filter(status=Visit.Status.SIGNED)
        return signed.filter(writes | Q(author=user))

    def with_what_followed(self) -> Self:
        """With `is_amended`, which never tells of what is kept apart, and with
        `is_withdrawal_asked`."""
        asked = withdrawals_beside().filter(ended_at=None)
        return self.annotate(is_amended=amended_openly(), is_withdrawal_asked=Exists(asked))

    def with_what_to_read(self) -> Self:
        """With `is_amended`, and `was_withdrawal_asked` at any time: its page then asks for no
        more than there is."""
        return self.annotate(
            is_amended=amended_openly(), was_withdrawal_asked=Exists(withdrawals_beside())
        )

    def with_kind(self) -> Self:
        """With what its kind of contact is called, for `words.name_of`."""
        kinds = VisitType.objects.filter(slug=OuterRef("visit_type"))
        return self.annotate(
            kind_name=Subquery(kinds.values("name")),
            kind_former_names=Subquery(kinds.values("former_names")),
        )

    def with_local_numbers(self, day: date) -> Self:
        """With `local_numbers` of the team of the case, as `people.local_numbers` reads them."""
        return self.annotate(local_numbers=LocalNumbersBeside(F("case__team"), day))


class Visit(Covered):
    """A contact with a family, or one that could not happen. Signed once, then frozen.

    Withdrawn, it is emptied for good: who wrote, who signed and when it was withdrawn is left.
    A draft begun by mistake is discarded and frozen too: who began it, when, and why it went.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Not signed"
        SIGNED = "signed", "Signed"
        WITHDRAWN = "withdrawn", "Entered in error and taken out"
        DISCARDED = "discarded", "Begun by mistake and discarded"

    class Stage(models.TextChoices):
        PREGNANCY = "pregnancy", "Pregnancy"
        BORN = "born", "After birth"

    class Place(models.TextChoices):
        HOME = "home", "At home"
        CLINIC = "clinic", "Clinic or children's centre"
        PHONE = "phone", "Phone"
        VIDEO = "video", "Video"
        ELSEWHERE = "elsewhere", "Somewhere else"

    class Outcome(models.TextChoices):
        HELD = "held", "Held"
        NO_ACCESS = "no_access", "No access gained"
        CANCELLED_BY_FAMILY = "cancelled_by_family", "Cancelled by the family"
        NOT_BROUGHT = "not_brought", "Was not brought"
        CANCELLED_BY_US = "cancelled_by_us", "Cancelled by us"

    class Mistake(models.TextChoices):
        WRONG_BABY = "wrong_baby", "Started for the wrong baby"
        TWICE = "twice", "Started twice"
        NOT_HELD = "not_held", "The visit did not take place"
        OTHER = "other", "Another reason"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    visit_type = models.SlugField(max_length=60)
    stage = models.CharField(max_length=10, choices=Stage, help_text="Fixed when the visit starts.")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.HELD)
    place = models.CharField(max_length=10, choices=Place)
    present = models.JSONField(
        default=list, help_text="Who is here now, as codes of `visits.presence`."
    )
    was_present = models.JSONField(
        default=list, help_text="Everyone who has been here at some time of the visit."
    )
    held_at = models.DateTimeField()
    written_at = models.DateTimeField(help_text="When the record was begun.")
    note = models.TextField(blank=True, help_text="For a contact that could not happen.")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mistake = models.CharField(
        max_length=10,
        choices=Mistake,
        blank=True,
        default="",
        db_default="",  # the code before this column goes on writing while it is added
        help_text="Why it was discarded.",
    )

    objects = VisitQuerySet.as_manager()

    # Of `with_what_followed` and `with_what_to_read`.
    is_amended: bool
    is_withdrawal_asked: bool
    was_withdrawal_asked: bool
    local_numbers: list[dict[str, Any]] | None  # of `with_local_numbers`

    class Meta:
        indexes = [
            models.Index(name="visit_case_held", fields=["case", "-held_at"]),
            models.Index(name="visit_author_draft", fields=["author"], condition=Q(status="draft")),
        ]
        constraints = [
            models.CheckConstraint(
                name="signed_visit_says_who_and_when",
                condition=Q(status__in=["draft", "discarded"])
                | (Q(signed_at__isnull=False) & Q(signed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="discarded_visit_says_who_when_and_why",
                condition=(
                    ~Q(status="discarded") & Q(discarded_at=None, discarded_by=None, mistake="")
                )
                | (
                    Q(status="discarded", discarded_at__isnull=False, discarded_by__isnull=False)
                    & ~Q(mistake="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Visit {self.pk}"

    @property
    def was_held(self) -> bool:
        return self.outcome == self.Outcome.HELD


class Amendment(Covered):
    """What was written under a signed visit to correct it. Frozen; the original stays.

    `sealed` is {"key", "says", "reason"}: the answer it corrects, '' for the whole of its part.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="amendments")
    private = models.BooleanField(help_text="Whether it is kept apart, as what it corrects is.")
    sealed = SealedField(case="visit.case")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CoveredQuerySet["Amendment"].as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Amendment {self.pk}"


class Withdrawal(Covered):
    """One person asks that a visit signed in the wrong record is marked as entered in error, and
    another agrees or not.

    `sealed` is {"reason"} while it waits, and empty from then on: it may speak of another family.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="withdrawals")
    sealed = SealedField(case="visit.case", default=bytes)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CoveredQuerySet["Withdrawal"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_withdrawal_waits_per_visit", fields=["visit"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="ended_withdrawal_says_how_and_by_whom",
                condition=Q(ended_at=None, ended_by=None, outcome="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False, sealed=b"") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="withdrawal_is_agreed_by_another_person",
                condition=~Q(outcome="agreed") | ~Q(ended_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"


def amended_openly() -> Exists:
    return Exists(Amendment.objects.filter(visit=OuterRef("pk"), private=False))


def withdrawals_beside() -> models.QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(visit=OuterRef("pk"))


class PointCount(models.Model):
    """What one signed visit left at one learning point, for practice counts without names."""

    class Outcome(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        COULD_NOT = "could_not", "Could not"
        TAKEN_OUT = "taken_out", "Taken out"  # its visit was entered in error: counts for nothing

    # Found by the constraint below, which begins with the visit.
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="The first day of the month.")
    point_number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_count_per_visit_and_point", fields=["visit", "point_number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.point_number}"
