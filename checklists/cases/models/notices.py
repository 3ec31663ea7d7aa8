import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.cases.models.case import Case
from checklists.cases.querysets import OPENS_PRIVATE, OPENS_SHARED_ALONE, any_reason, not_kept_from
from checklists.people.models.users import User

ABOUT_ONES_OWN_ACCESS = "access_ended"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting_for(self, user: User) -> Self:
        """Those the person has not opened, of cases they may still see; newest first.

        What is private only with the private permission. That one's own access was ended is told
        also when nothing opens the case any more; a block hides that too.
        """
        seen = any_reason(user, OPENS_PRIVATE, through="case__")
        seen |= Q(private=False) & any_reason(user, OPENS_SHARED_ALONE, through="case__")
        seen |= Q(kind=ABOUT_ONES_OWN_ACCESS)
        found = self.filter(not_kept_from(user, through="case__") & seen)
        return found.filter(person_id=user.pk, opened_at=None).order_by("-at", "pk")


class Notice(models.Model):
    """Somebody decided about what this person asked or did, and they have not opened it yet.

    It holds none of the words: `kind` and `about` say where they are read. `private` when only
    the private permission opens that page.
    """

    class Kind(models.TextChoices):
        LEFT_OPEN = "left_open", "A manager has answered about an item"
        NOT_ACCEPTED = "not_accepted", "A handover was not accepted"
        ACCESS_ENDED = ABOUT_ONES_OWN_ACCESS, "Your emergency access was ended"
        DATE_MOVED = "date_moved", "The date of an item has moved"
        ENTRY_STAYS = "entry_stays", "An entry you asked about stays"
        # Nothing asks a question yet, and nothing shows this kind until it says where it is read.
        QUESTION_ANSWERED = "question_answered", "Your question was answered"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.UUIDField(help_text="The item, offer, use or visit that it is about.")
    private = models.BooleanField()
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            # Read by person too: it is the index of every list.
            models.UniqueConstraint(
                name="one_unopened_notice_per_thing",
                fields=["person", "kind", "about"],
                condition=Q(opened_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
