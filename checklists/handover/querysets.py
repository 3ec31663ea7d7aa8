"""Which offers of a family someone may answer or read, and who may hold a family."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from checklists.audit.querysets import CoveredQuerySet
from checklists.cases.models.case import Case
from checklists.cases.querysets import OPENS_PRIVATE, CaseQuerySet, not_kept_from, opens_to
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, Membership, Role
from checklists.people.models.users import User
from checklists.people.roles import teams_of

if TYPE_CHECKING:
    from checklists.handover.models import Transfer

LEAVES_WITHIN = timedelta(days=28)  # local practice: nobody takes a family on to pass it on


class TransferQuerySet(CoveredQuerySet["Transfer"]):
    def open(self) -> Self:
        """Not answered, and still about the holder and team it was offered from."""
        unchanged = Q(case__owner=F("from_owner"), case__team=F("from_team"))
        return self.filter(unchanged, state="offered", case__ended_on=None)

    def answerable_by(self, user: User) -> Self:
        """Open offers to this person, or to another team that they manage; never of a case that
        they are kept from.
        """
        mine = Q(to_user_id=user.pk, to_team__in=teams_of(user, Role.HEALTH_VISITOR))
        managed = Q(to_team__in=teams_of(user, *TEAM_MANAGERS)) & ~Q(to_team=F("from_team"))
        return self.open().filter(mine | managed, not_kept_from(user, through="case__"))

    def readable_by(self, user: User) -> Self:
        """Offers they may answer, and all offers of cases whose private words they may read."""
        return self.filter(
            Q(pk__in=self.model._default_manager.answerable_by(user).values("pk"))
            | opens_to(user, OPENS_PRIVATE, through="case__")
        )

    def made_for(self, user: User) -> Self:
        """Offers the user made, or that were about a family they held."""
        return self.filter(
            Q(offered_by=user) | Q(from_owner=user), not_kept_from(user, through="case__")
        )


def with_open_offer(cases: CaseQuerySet) -> CaseQuerySet:
    """Each with its offer that `open` gives, of which there is one at most, and its receiver."""
    unchanged = Q(transfers__from_owner=F("owner"), transfers__from_team=F("team"))
    waits = unchanged & Q(transfers__state="offered", ended_on=None)
    with_offer: Any = cases.annotate(open_offer=FilteredRelation("transfers", condition=waits))
    joined: CaseQuerySet = with_offer.select_related("open_offer__to_team", "open_offer__to_user")
    return joined


def open_offer_of(case: Case) -> "Transfer | None":
    """The offer of a case that was read `with_open_offer`."""
    return getattr(case, "open_offer", None)


def places_of_holders(day: date, teams: Iterable[int] | None = None) -> QuerySet[Membership]:
    """The places, with `user` and `team`, of active health visitors who stay in these teams, or
    in any, and are at work that day.

    Someone whose last day is within four weeks takes no family on, and who is away cannot answer.
    """
    stays = Q(ends_on=None) | Q(ends_on__gt=day + LEAVES_WITHIN)
    places = Membership.objects.on(day).filter(stays, role=Role.HEALTH_VISITOR)
    return active_places(at_work(places, day), teams)


def places_of_managers(day: date, teams: Iterable[int] | None = None) -> QuerySet[Membership]:
    """The places of the active managers and deputies at work of these teams, or of any."""
    return active_places(
        at_work(Membership.objects.on(day).filter(role__in=TEAM_MANAGERS), day), teams
    )


def at_work(places: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """The places of those who are not away that day: nobody else sees what waits for a person."""
    return places.filter(~Exists(Absence.objects.on(day).filter(user=OuterRef("user"))))


def active_places(
    places: QuerySet[Membership], teams: Iterable[int] | None
) -> QuerySet[Membership]:
    within = places if teams is None else places.filter(team__in=teams)
    active = within.filter(user__is_active=True).select_related("user", "team")
    return active.order_by("user__name", "user_id")


def people_in(found: Iterable[Membership], kept_away: Iterable[UUID] = ()) -> list[User]:
    """Each person of these places once, without those who are kept away from the family."""
    left_out = set(kept_away)
    people = {place.user.pk: place.user for place in found if place.user_id not in left_out}
    return list(people.values())
