import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from checklists.cases.matching import Baby
from checklists.cases.models.called import CalledInTheRecord
from checklists.cases.models.names import keep_words
from checklists.cases.querysets import CaseQuerySet
from checklists.people.models.teams import Team
from checklists.reading.names import LONGEST_KEY, key_of

# What a case says of a family, as it is once the case is disposed of.
BLANK = {
    "given_name": "",
    "family_name": "",
    "mother_name": "",
    "born_on": None,
    "due_on": None,
    "notified_on": None,
    "nhs_number": None,
    "address": "",
    "postcode": "",
    "ended_why": "",
}
NAMES = frozenset({"given_name", "family_name", "mother_name"})
KEYS = ("name_key", "mother_key")


class Case(CalledInTheRecord):
    """One baby or unborn baby. Twins are two cases of one family, each standing alone."""

    # What `cases.access` and `cases.opening` tell of the person who asked for this instance.
    why: str
    opened_by: uuid.UUID
    private_open: bool
    log_open: bool
    emergency_until: datetime | None = None
    # What `CaseQuerySet.saying_births` tells of an unborn baby.
    birth_begun: bool

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    mother_name = models.CharField(max_length=150, blank=True)
    birth_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 or 2 for twins."
    )
    born_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The expected date of birth.")
    notified_on = models.DateField(
        null=True, blank=True, help_text="When the team was told of a move."
    )
    nhs_number = models.CharField(max_length=10, null=True, blank=True, unique=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cases")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases"
    )
    owner_since = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    disposed_at = models.DateTimeField(
        null=True, blank=True, help_text="Since then nothing names the family, and nobody sees it."
    )
    # What records of the same baby are found by: see `reading.names`.
    name_key = models.CharField(max_length=LONGEST_KEY, blank=True, db_default="")
    mother_key = models.CharField(max_length=LONGEST_KEY, blank=True, db_default="")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="case_born_name", fields=["born_on", "name_key"]),
            models.Index(name="case_born_mother", fields=["born_on", "mother_key"]),
            models.Index(name="case_due_name", fields=["due_on", "name_key"]),
            models.Index(name="case_due_mother", fields=["due_on", "mother_key"]),
            models.Index(name="case_owner_open", fields=["owner"], condition=Q(ended_on=None)),
            models.Index(name="case_team_open", fields=["team"], condition=Q(ended_on=None)),
            # A page of a team's families in the order of their list, whatever its size.
            models.Index(
                "team",
                Coalesce("born_on", "due_on").desc(),
                "id",
                name="case_team_youngest",
                condition=Q(ended_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_has_a_birth_or_due_date",
                condition=Q(born_on__isnull=False)
                | Q(due_on__isnull=False)
                | Q(disposed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_has_a_name",
                condition=~Q(given_name="", mother_name="") | Q(disposed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disposed_case_names_nobody",
                condition=Q(disposed_at=None) | Q(**BLANK),
            ),
        ]

    def __str__(self):
        return f"Case {self.pk}"

    def save(self, *args, update_fields=None, **kwargs):
        """Keeps what the case is found by in step with the names, whoever changes them."""
        is_new, names = self._state.adding, update_fields is None or NAMES & {*update_fields}
        if names:
            self.name_key, self.mother_key = key_of(self.baby.name), key_of(self.mother_name)
            update_fields = update_fields and [*update_fields, *KEYS]
        super().save(*args, update_fields=update_fields, **kwargs)
        if names:
            keep_words(self, is_new=is_new)

    @property
    def baby(self):
        """What this record is compared with others by."""
        return Baby(
            given_name=self.given_name,
            family_name=self.family_name,
            mother_name=self.mother_name,
            born_on=self.born_on,
            due_on=self.due_on,
            nhs_number=self.nhs_number,
        )

    @property
    def is_born(self):
        return self.born_on is not None


class CaseKey(models.Model):
    """The data key that seals a case's private words, wrapped by a key of the environment."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+", primary_key=True)
    wrapped = models.BinaryField()
    wrapped_with = models.CharField(max_length=40, help_text="The id of the wrapping key.")

    def __str__(self):
        return f"Key of case {self.case_id}"


class CaseFacts(models.Model):
    """What the last signed contacts left in force for a case; derived, and rebuilt alike.

    `answers` maps prompt key to {"value", "reason", "note", "on", "by", "visit"} for open prompts;
    `counters` holds streaks and dates for the rules. `sealed` is the same pair for private
    prompts (key `prompt:adult_id` inside the repeat group), readable only with the private
    permission.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, related_name="facts", primary_key=True
    )
    answers = models.JSONField(default=dict)
    counters = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    last_contact_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True, help_text="When the baby was last seen.")
    next_contact = models.CharField(max_length=60, blank=True, help_text="Slug of the visit type.")
    next_from = models.DateField(null=True, blank=True)
    next_until = models.DateField(null=True, blank=True)

    def __str__(self):
        return f"Facts of case {self.case_id}"


class Adult(models.Model):
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

    class Meta:
        ordering = ["since_on", "id"]

    def __str__(self):
        return f"Adult {self.pk}"


class HouseholdEntry(models.Model):
    """What was written of the adults outside a visit. With signed visits it makes CaseFacts.

    `sealed` holds {"<prompt>:<adult id>": {"value", "reason"}}. Rows are added and never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="household_entries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
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

    def __str__(self):
        return f"Professional {self.pk}"


class ConflictBlockQuerySet(models.QuerySet["ConflictBlock"]):
    def in_force(self, at):
        return self.filter(Q(lifted_at=None) | Q(lifted_at__gt=at))

    def people(self):
        """Ids of who is kept away by them."""
        return set(self.values_list("user_id", flat=True))


class ConflictBlock(models.Model):
    """This person never sees this case, whatever else they may do.

    `sealed` holds {"why": words}. It is lifted by two people: one asks, another lifts.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflict_blocks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    sealed = models.BinaryField(default=bytes)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ConflictBlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_block_per_person_and_case",
                fields=["case", "user"],
                condition=Q(lifted_at=None),
            ),
            models.CheckConstraint(
                name="block_lift_is_asked_by_a_person",
                condition=Q(lift_asked_at=None, lift_asked_by=None)
                | Q(lift_asked_at__isnull=False, lift_asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="block_is_lifted_by_two_people",
                condition=Q(lifted_at=None, lifted_by=None)
                | (
                    Q(lifted_at__isnull=False, lifted_by__isnull=False, lift_asked_by__isnull=False)
                    & ~Q(lifted_by=models.F("lift_asked_by"))
                    & ~Q(lifted_by=models.F("user"))
                ),
            ),
        ]

    def __str__(self):
        return f"Block {self.pk}"


class DutyCheck(models.Model):
    """A record was saved although a record that its author may not open may be the same baby's.

    `sealed` holds {"asked": whom of the duty desk they say they asked}, `others` the ids of the
    records it may be the same as. Rows are added and never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duty_checks")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    others = models.JSONField(default=list)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self):
        return f"Duty check {self.pk}"
