"""The people of a manager's teams: what each holds, who is away, who leaves or has left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from checklists.cases.models import Case
from checklists.cases.transfer_lists import LEAVES_WITHIN
from checklists.nhsuk.wording import day_month
from checklists.people.models import TEAM_ROLES, Absence, Membership, User

AWAY_AHEAD = timedelta(days=28)


@dataclass
class TeamPerson:
    """Someone of the teams. `families` are those the reader may see; `last_day` in the teams."""

    pk: UUID
    name: str
    families: int = 0
    last_day: date | None = None
    works_here: bool = False
    away: str = ""

    @property
    def leaves(self) -> str:
        """'Nia Northfield leaves on 3 December and holds 12 families.', or that she has left."""
        held = f"holds {families_words(self.families)}."
        if self.families and not self.works_here:
            return f"{self.name} no longer works in this team and still {held}"
        if self.families and self.last_day:
            return f"{self.name} leaves on {day_month(self.last_day)} and {held}"
        return ""

    @property
    def row(self) -> dict[str, Any]:
        """As `nhsuk/_records.html` draws it."""
        return {
            "title": self.name,
            "text": ". ".join(filter(None, [families_words(self.families), self.away])),
            "url": reverse("leaving", args=[self.pk]) if self.families else "",
            "action": "Hand over",
        }


def families_words(number: int) -> str:
    if number == 0:
        return "No families"
    return "1 family" if number == 1 else f"{number} families"


def people_of_teams(user: User, teams: Collection[int], today: date) -> list[TeamPerson]:
    """Who works in these teams, and who left and still holds families there. Three statements."""
    found: dict[UUID, TeamPerson] = {}
    places = Membership.objects.on(today).filter(team__in=teams, role__in=TEAM_ROLES)
    for held in places.select_related("user").order_by("user__name", "user_id"):
        one = found.setdefault(held.user_id, TeamPerson(held.user_id, held.user.name))
        stays = held.ends_on is None or held.ends_on > today + LEAVES_WITHIN
        one.last_day = None if stays or stays_on(one) else latest(one.last_day, held.ends_on)
        one.works_here = held.user.is_active
    cases = Case.objects.visible_to(user).open().filter(team__in=teams).order_by("owner__name")
    for row in cases.values("owner", "owner__name").annotate(number=Count("pk")):
        one = found.setdefault(row["owner"], TeamPerson(row["owner"], row["owner__name"]))
        one.families = row["number"]
    add_absences(found, today)
    return list(found.values())


def stays_on(one: TeamPerson) -> bool:
    """Whether another place of theirs, looked at before, has no last day soon."""
    return one.works_here and one.last_day is None


def latest(one: date | None, other: date) -> date:
    return max(one, other) if one else other


def add_absences(found: dict[UUID, TeamPerson], today: date) -> None:
    """The first time away of each, now or within four weeks."""
    rows = Absence.objects.filter(
        user__in=found, ends_on__gte=today, starts_on__lte=today + AWAY_AHEAD
    )
    for absence in rows.select_related("covered_by").order_by("starts_on", "pk"):
        one = found[absence.user_id]
        one.away = one.away or away_words(absence, today)


def away_words(absence: Absence, today: date) -> str:
    """'Away until 3 December, Hal Northway covers'; or the managers and deputies."""
    covers = f"{absence.covered_by} covers" if absence.covered_by else "managers and deputies cover"
    until = f"until {day_month(absence.ends_on)}, {covers}"
    if absence.starts_on <= today:
        return f"Away {until}"
    return f"Away from {day_month(absence.starts_on)} {until}"
