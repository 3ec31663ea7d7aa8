import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from checklists.audit.models import Covered
from checklists.cases.models.called import CalledInTheRecord
from checklists.cases.models.names import store_words
from checklists.cases.querysets import CaseQuerySet
from checklists.cases.rules import Baby
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


class Case(Covered, CalledInTheRecord):
    """One baby or unborn baby. Twins are two cases of one family, each standing alone."""

    # The log outlives the record: from a digest of what names a family it could be guessed.
    LEFT_OUT = {
        **dict.fromkeys(("given_name", "family_name", "mother_name"), "names the family"),
        **dict.fromkeys(("nhs_number", "address", "postcode"), "names the family"),
        **dict.fromkeys(("ended_why", "former_names"), "words about the family, and its names"),
        **dict.fromkeys(("name_key", "mother_key"), "made from the names, for searching"),
    }

    # Annotated by `CaseQuerySet.saying_births`.
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
            # Ended records in the order in which their time passes, of one team and of all.
            models.Index(
                "team",
                Coalesce("born_on", "due_on"),
                "id",
                name="case_team_ended_oldest",
                condition=Q(ended_on__isnull=False, disposed_at=None),
            ),
            models.Index(
                Coalesce("born_on", "due_on"),
                "id",
                name="case_ended_oldest",
                condition=Q(ended_on__isnull=False, disposed_at=None),
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

    def __str__(self) -> str:
        return f"Case {self.pk}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the keys and words of a search in step with the names, whoever changes them."""
        is_new, names = self._state.adding, update_fields is None or NAMES & {*update_fields}
        if names:
            self.name_key, self.mother_key = key_of(self.baby.name), key_of(self.mother_name)
            update_fields = update_fields and [*update_fields, *KEYS]
        super().save(*args, update_fields=update_fields, **kwargs)
        if names:
            store_words(self, is_new=is_new)

    @property
    def baby(self) -> Baby:
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
    def is_born(self) -> bool:
        return self.born_on is not None
