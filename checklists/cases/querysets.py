"""Why a case may be opened, and which cases those reasons open.

Rights come from today's memberships and absences, read once per request. A conflict block beats
everything; a superuser has no more rights than others; nobody sees a case that was disposed of.
When several reasons hold, the first of `Why` counts.
"""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value, When
from django.utils import timezone

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.names import first_in_country, names_for_words
from checklists.cases.models.reach import Reach, reach_of
from checklists.people.models.users import User
from checklists.people.requests import AnyUser

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
OPENS_SHARED_ALONE = tuple(why for why in EVERY_REASON if why not in OPENS_PRIVATE)
NOTHING = Q(pk__in=[])


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

        For the cases of some teams: of a whole country too many fit a common word, and
        `called_in_country` stops.
        """
        words = names_for_words(asked)
        if not words:
            return self.none()
        return self.filter(*(Exists(rows.filter(case=OuterRef("pk"))) for rows in words))

    def called_in_country(self, asked: str) -> Self:
        """The same for somebody who may open nearly all there are: no more than some hundreds of
        those that fit. `names.is_cut_short` says whether others fit."""
        ids = first_in_country(asked)
        return self.none() if ids is None else self.filter(pk__in=ids)

    def not_kept_from(self, user: AnyUser) -> Self:
        """Cases that the user is not blocked from, whether or not anything opens them."""
        return self.filter(not_kept_from(user))

    def saying_why(self, user: AnyUser, whys: Collection[Why]) -> Self:
        """Cases that one of these reasons opens to the user, each with the first as `why`.

        For `cases.access.accesses` alone, which makes the value of it.
        """
        return self.reached_by(user, whys).annotate(why=first_why(user, whys))

    def reached_by(self, user: AnyUser, whys: Collection[Why] = EVERY_REASON) -> Self:
        """The same without saying why."""
        return self.filter(opens_to(user, whys))


def opens_to(user: AnyUser, whys: Collection[Why] = EVERY_REASON, *, through: str = "") -> Q:
    """A condition that one of these reasons opens the case to the user today.

    All of it is about columns of the case and ids, so that a list is read by an index of its own.
    `through` leads from the rows that are asked for to their case: "case__".
    """
    return not_kept_from(user, through=through) & any_reason(user, whys, through=through)


def not_kept_from(user: AnyUser, *, through: str = "") -> Q:
    """A condition that no block keeps the user from the case, and that there still is one."""
    if not isinstance(user, User):
        return NOTHING
    kept = reach_of(user).kept_from(timezone.now())
    return ~Q(**{case_in(through): kept}) & Q(**{f"{through}disposed_at": None})


def any_reason(user: AnyUser, whys: Collection[Why], *, through: str = "") -> Q:
    """The same of reasons alone; a block may still keep the case shut."""
    return reduce(or_, reasons_of(user, whys, through=through).values(), NOTHING)


def first_why(user: AnyUser, whys: Collection[Why], *, through: str = "") -> models.Case:
    """The first of these reasons that opens the case, as text."""
    reasons = reasons_of(user, whys, through=through)
    return models.Case(
        *(When(condition, then=Value(why.value)) for why, condition in reasons.items()),
        output_field=models.CharField(),
    )


def reasons_of(user: AnyUser, whys: Collection[Why], *, through: str = "") -> dict[Why, Q]:
    """Which of these reasons open which cases to the user today, first reason first.

    None for a visitor.
    """
    if not isinstance(user, User) or not user.is_active:
        return {}
    reach = reach_of(user)
    rights = reach.rights
    mine = {"owner_id": user.pk, "team__in": rights.works_in}
    team = {"team__in": rights.works_in, "ended_on": None}
    emergency = reach.emergency(timezone.now()) if rights.with_families else []
    reasons = {
        Why.CASELOAD: of_case(through, **mine) if rights.works_in else None,
        Why.COVER: covered_by(reach, through),
        Why.MANAGER: of_case(through, team__in=rights.manages) if rights.manages else None,
        Why.LEAD: Q(**{f"{through}pk__isnull": False}) if rights.is_lead else None,
        Why.EMERGENCY: Q(**{case_in(through): emergency}) if emergency else None,
        Why.TEAM: of_case(through, **team) if rights.works_in else None,
    }
    return {why: condition for why, condition in reasons.items() if condition and why in whys}


def covered_by(reach: Reach, through: str) -> Q:
    """Open cases of absent colleagues whom the user covers; an empty Q for none.

    A family closed to everyone who covers is the managers' as if nobody were named.
    """
    covered, now = reach.rights.covered, timezone.now()
    named = (
        [of_case(through, owner__in=covered.named, team__in=reach.rights.works_in)]
        if covered.named
        else []
    )
    routed = [of_case(through, owner__in=away, team=team) for team, away in covered.routed.items()]
    closed = [
        Q(**{case_in(through): reach.kept_from(now, covers)})
        & of_case(through, owner__in=away, team=team)
        for (team, covers), away in covered.shared.items()
    ]
    found = reduce(or_, [*named, *routed, *closed], Q())
    return found & of_case(through, ended_on=None) if found else found


def of_case(through: str, **conditions: Any) -> Q:
    return Q(**{f"{through}{name}": value for name, value in conditions.items()})


def case_in(through: str) -> str:
    """The id of the case as a lookup: a row that leads to it has it in a column of its own."""
    return f"{through.removesuffix('__') or 'pk'}__in"
