"""Why a case may be opened, and which cases those reasons open.

Rights come from today's memberships and absences, read once per request. A conflict block beats
everything; a superuser has no more rights than others; nobody sees a case that was disposed of.
When several reasons hold, the first of `Why` counts.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value, When
from django.utils import timezone

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.names import CaseName
from checklists.people.models.users import User
from checklists.people.requests import AnyUser
from checklists.people.rights import Rights, rights_of
from checklists.reading.names import asked_for, without_baby_of

if TYPE_CHECKING:
    from checklists.cases.models.case import Case  # noqa: F401  the rows of the queryset


class Why(models.TextChoices):
    CASELOAD = "caseload", "Your caseload"
    COVER = "cover", "You cover for a colleague"
    MANAGER = "manager", "You manage this team"
    LEAD = "lead", "Safeguarding lead"
    EMERGENCY = "emergency", "Emergency access"
    TEAM = "team", "Your team"
    # Opens no case: the page of an offer alone, to who may answer it.
    TRANSFER = "transfer", "Offered to you"


# What each reason allows. No two are the same set: the lead reads all and writes nothing, access
# in an emergency never passes a family on, and who covers prints no sheet for staff.
OPENS_PRIVATE = (Why.CASELOAD, Why.COVER, Why.MANAGER, Why.LEAD, Why.EMERGENCY)
RECORDS = (Why.CASELOAD, Why.COVER, Why.MANAGER, Why.EMERGENCY)
OFFERS = (Why.CASELOAD, Why.COVER, Why.MANAGER)
HOLDS = (Why.CASELOAD, Why.COVER)
PRINTS = (Why.CASELOAD, Why.MANAGER)
# Who opened the record, emergency access, copies, holds, disposal, entries made in error.
OVERSEES = (Why.MANAGER, Why.LEAD)


EVERY_REASON = tuple(Why)
MOST_WORDS = 12  # of one search


class CaseQuerySet(CoveredQuerySet["Case"]):
    def visible_to(self, user: AnyUser) -> Self:
        """Cases the user may open today."""
        return self.reached_by(user)

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def saying_births(self) -> Self:
        """Each with `.birth_begun`: it is unborn, and another of these is of the same birth and
        born. For lists, which name nobody in it."""
        born = self.filter(family=OuterRef("family"), born_on__isnull=False).order_by()
        return self.annotate(birth_begun=Q(born_on=None) & Q(Exists(born)))

    def called(self, asked: str) -> Self:
        """Cases that fit a search: each of its words begins a part of the baby's or mother's name.

        Each word is one read of an index. None for a search without letters, or of more words than
        a baby and a mother have names: planning so many reads would take the database seconds.
        """
        words = [CaseName.objects.begun_by(ways) for ways in asked_for(without_baby_of(asked))]
        if not 0 < len(words) <= MOST_WORDS:
            return self.none()
        return self.filter(*(Exists(rows.filter(case=OuterRef("pk"))) for rows in words))

    def not_kept_from(self, user: AnyUser) -> Self:
        """Cases that the user is not blocked from, whether or not anything opens them."""
        return self.filter(~Exists(self.rows_of("conflict_blocks", user.pk)), disposed_at=None)

    def saying_why(self, user: AnyUser, whys: Collection[Why]) -> Self:
        """Cases that one of these reasons opens to the user, each with the first as `why`.

        For `cases.access.accesses` alone, which makes the value of it.
        """
        reasons = self.reasons_of(user, whys)
        return self.reached_by(user, whys).annotate(
            why=models.Case(
                *(When(condition, then=Value(why.value)) for why, condition in reasons.items()),
                output_field=models.CharField(),
            )
        )

    def reached_by(self, user: AnyUser, whys: Collection[Why] = EVERY_REASON) -> Self:
        """The same without saying why."""
        reasons = self.reasons_of(user, whys)
        if not reasons:
            return self.none()
        return self.not_kept_from(user).filter(Q.create(list(reasons.values()), Q.OR))

    def reasons_of(self, user: AnyUser, whys: Collection[Why]) -> dict[Why, Q]:
        """Which of these reasons open which cases to the user today, first reason first.

        None for a visitor.
        """
        if not isinstance(user, User) or not user.is_active:
            return {}
        rights = rights_of(user)
        reasons = {
            Why.CASELOAD: Q(owner_id=user.pk, team__in=rights.works_in),
            Why.COVER: self.covered_by(rights),
            Why.MANAGER: Q(team__in=rights.manages),
            Why.LEAD: Q(pk__isnull=False) if rights.is_lead else None,
            # Not asked for each case: whoever looks for a name would ask it of all there are.
            Why.EMERGENCY: Q(pk__in=self.rows_in_force("emergency_grants", user.pk).values("case"))
            if rights.with_families
            else None,
            Why.TEAM: Q(team__in=rights.works_in, ended_on=None),
        }
        return {why: condition for why, condition in reasons.items() if condition and why in whys}

    def covered_by(self, rights: Rights) -> Q:
        """Open cases of absent colleagues whom the user covers; an empty Q for none.

        A family closed to everyone who covers is the managers' as if nobody were named.
        """
        covered = rights.covered
        named = [Q(owner__in=covered.named, team__in=rights.works_in)] if covered.named else []
        routed = [Q(owner__in=away, team=team) for team, away in covered.routed.items()]
        closed = [
            Q(*self.closed_to(covers), owner__in=away, team=team)
            for (team, covers), away in covered.shared.items()
        ]
        found = reduce(or_, [*named, *routed, *closed], Q())
        return found & Q(ended_on=None) if found else found

    def closed_to(self, people: Iterable[UUID]) -> list[Q]:
        """A condition for each of these people that a block closes the case to them. Sorted, so
        that the same question is the same statement.
        """
        return [Q(Exists(self.rows_of("conflict_blocks", one))) for one in sorted(people)]

    def rows_of(self, relation: str, user_id: UUID | None) -> models.QuerySet[Any]:
        """The person's blocks or grants in force for a case of the outer query."""
        return self.rows_in_force(relation, user_id).filter(case=OuterRef("pk"))

    def rows_in_force(self, relation: str, user_id: UUID | None) -> models.QuerySet[Any]:
        # By name, because the models of blocks and grants are above the case's.
        related: Any = self.model._meta.get_field(relation).related_model
        rows: models.QuerySet[Any] = related.objects.in_force(timezone.now())
        return rows.filter(user_id=user_id)
