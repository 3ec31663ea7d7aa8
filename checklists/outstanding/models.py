import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.outstanding.querysets import ItemQuerySet
from checklists.people.models.teams import Team


class Priority(models.IntegerChoices):
    IMMEDIATE = 1, "Immediate"
    HIGH = 2, "High"
    ROUTINE = 3, "Routine"


class State(models.TextChoices):
    OPEN = "open", "Open"
    CLOSING_ASKED = "closing_asked", "Waiting for agreement"
    CLOSED = "closed", "Closed"


class Outcome(models.TextChoices):
    DONE = "done", "Done"
    DONE_BY_OTHER = "done_by_other", "Done by another professional"
    NO_LONGER_APPLIES = "no_longer_applies", "No longer applies"
    COULD_NOT = "could_not", "Could not be done, and another plan is in place"
    TAKEN_OUT = "taken_out", "Entered in error and taken out"  # emptied, and on no page any more

    @classmethod
    def to_choose(cls) -> list[tuple[str, str]]:
        """Those with which a person closes an item."""
        return [(one.value, one.label) for one in cls if one != cls.TAKEN_OUT]


class OutstandingItem(Covered):
    """One thing to do for a case until a person closes it, saying why. Lists read only this."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rule_key = models.CharField(
        max_length=60, blank=True, help_text="Empty when a person opened it."
    )
    subject = models.CharField(
        max_length=60, blank=True, help_text="'', 'adult:<id>' or 'item:<id>'."
    )
    point_number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    neutral_title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    private = models.BooleanField()
    bring_to_supervision = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField(choices=Priority)
    due_on = models.DateField()
    state = models.CharField(max_length=15, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField(
        null=True, blank=True, help_text="When it became more urgent than it was opened."
    )
    opened_at_visit = models.ForeignKey(
        "checklists.Visit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_opened",
    )
    opened_because = models.JSONField(
        default=list, help_text="Prompt keys that made the rule fire."
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_asked_at = models.DateTimeField(null=True, blank=True)
    closing_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(
        null=True, blank=True, help_text="First seen by a manager or safeguarding lead."
    )
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at_visit = models.ForeignKey(
        "checklists.Visit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_closed",
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            # Lists read open items alone, the most urgent first, a page at a time.
            models.Index(
                name="item_team_urgency",
                fields=["team", "priority", "due_on", "id"],
                condition=~Q(state="closed"),
            ),
            models.Index(
                name="item_owner_urgency",
                fields=["owner", "priority", "due_on", "id"],
                condition=~Q(state="closed"),
            ),
            models.Index(
                name="item_case_urgency",
                fields=["case", "priority", "due_on", "id"],
                condition=~Q(state="closed"),
            ),
            # Few of a team's items wait for agreement; its page lists them first.
            models.Index(
                name="item_team_closing_asked",
                fields=["team", "closing_asked_at"],
                condition=Q(state="closing_asked"),
            ),
            # Asked every minute: few of all items are immediate and not seen.
            models.Index(
                name="item_unseen",
                fields=["opened_at"],
                condition=Q(priority=1, acknowledged_at=None) & ~Q(state="closed"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_item_per_rule_and_subject",
                fields=["case", "rule_key", "subject"],
                condition=~Q(state="closed") & ~Q(rule_key=""),
            ),
            models.CheckConstraint(
                name="item_closed_with_an_outcome_by_a_person",
                condition=~Q(state="closed")
                | (~Q(outcome="") & Q(closed_at__isnull=False) & Q(closed_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Item {self.pk}"


class ItemEvent(Covered):
    """One step in the history of an item, `by` a person or by the clock. `sealed` has the
    encrypted words of it."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        MET_AGAIN = "met_again", "Came up again"
        ACTED = "acted", "Action recorded"
        CALLED = "called", "Call recorded"
        ACKNOWLEDGED = "acknowledged", "Seen by a manager or safeguarding lead"
        CLOSING_ASKED = "closing_asked", "Closing asked for"
        DECLINED = "declined", "Closing declined"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"
        MOVED = "moved", "Owner changed"
        DATED = "dated", "Date moved"
        STEP_DONE = "step_done", "Step done"
        STEP_REOPENED = "step_reopened", "Step opened again"
        TAKEN_OUT = "taken_out", "Entered in error and taken out"
        MANAGER_RUNG = "manager_rung", "Said that the manager was rung"
        # To whom is not said: by whom it passed over, a reader could guess who is kept from it.
        PASSED_ON = "passed_on", "Not seen in time: passed on"
        NO_READER = "no_reader", "Not seen in time, and nobody is left to tell. Ring the manager"

    item = models.ForeignKey(OutstandingItem, on_delete=models.PROTECT, related_name="history")
    kind = models.CharField(max_length=15, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    visit = models.ForeignKey(
        "checklists.Visit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The prompts that stand as steps: left open by the contact, ticked, or not done at closing.
    steps = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField())
    )
    sealed = SealedField(case="item.case", row=("item", "kind", "at", "by"), default=bytes)

    objects = CoveredQuerySet["ItemEvent"].as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_person_did_it_or_the_clock",
                condition=Q(by__isnull=False) | Q(kind__in=["passed_on", "no_reader", "taken_out"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"

    @property
    def by_name(self) -> str:
        """What the person was called then; '' where the clock did it."""
        return self.by.name_on(self.at) if self.by else ""
