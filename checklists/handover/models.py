import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.cases.models.case import Case
from checklists.cases.models.sealed import SealedField
from checklists.handover.querysets import TransferQuerySet
from checklists.people.models.teams import Team


class Transfer(Covered):
    """The handover of a family, offered to a new holder. Nothing changes until it is accepted.

    `to_user` may be empty when it goes to another team, where a manager or deputy names the
    holder. `note` and `reason` are encrypted with the key of the case. An answered row is final.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Not accepted"
        WITHDRAWN = "withdrawn", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    from_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField()
    note = SealedField(help_text="What the next practitioner needs to know.")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = SealedField(default=bytes, help_text="Why it was not accepted.")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who holds the family since it was accepted.",
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "id"]
        indexes = [
            models.Index(
                name="transfer_team_open", fields=["to_team"], condition=Q(state="offered")
            ),
            models.Index(
                name="transfer_user_open", fields=["to_user"], condition=Q(state="offered")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_offer_per_case", fields=["case"], condition=Q(state="offered")
            ),
            models.CheckConstraint(
                name="answered_offer_says_who_and_when",
                condition=Q(state="offered", answered_by=None, answered_at=None)
                | (~Q(state="offered") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="accepted_offer_names_the_holder",
                condition=Q(state="accepted", holder__isnull=False)
                | (~Q(state="accepted") & Q(holder=None)),
            ),
            models.CheckConstraint(
                name="offer_within_a_team_names_a_colleague",
                condition=~Q(to_team=models.F("from_team")) | Q(to_user__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_goes_to_someone_else",
                condition=Q(to_user=None) | ~Q(to_user=models.F("from_owner")),
            ),
        ]

    def __str__(self) -> str:
        return f"Transfer {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OFFERED
