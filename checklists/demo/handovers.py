"""What the demonstration shows of handing over: a family on its way to the South, someone away."""

from datetime import date, timedelta

from django.utils import timezone

from checklists.cases.models.case import Case
from checklists.handover import offering
from checklists.handover.models import Transfer
from checklists.people.absence import plan_absence
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Team
from checklists.people.models.users import User

NOTE = (
    "They move to Southton on Saturday. Ivy was not seen at the last two visits, so please see her "
    "within days. Ring me before you go; I come along to the first contact."
)


def begin_handover(people: dict[str, User], teams: dict[str, Team], today: date) -> None:
    """Ivy's family is offered to the South since the day before yesterday; Hal is away this week.

    Once only: an offer that was answered is not made again.
    """
    at = timezone.now() - timedelta(days=2)
    ivy = Case.objects.filter(given_name="Ivy", team=teams["north"]).first()
    if ivy and not Transfer.objects.exists():
        offering.offer_family(
            ivy, to_team=teams["south"], to_user=None, note=NOTE, by=people["hv.north"], at=at
        )
    if not Absence.objects.exists():
        plan_absence(
            people["hv2.north"],
            covered_by=people["deputy.north"],
            starts_on=today - timedelta(days=1),
            ends_on=today + timedelta(days=5),
            by=people["manager.north"],
            at=at,
        )
