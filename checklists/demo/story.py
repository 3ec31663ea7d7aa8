"""Tell the story of a family: register it, and hold its contacts day by day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from checklists.cases.models.case import Case
from checklists.demo.contacts import hold_contact, household_answers
from checklists.demo.families import Contact, Family
from checklists.demo.ordinary import FATHER
from checklists.demo.synthetic_numbers import synthetic_number
from checklists.facts.storing import plan_next_contact
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.clock import LONDON
from checklists.registration.registering import record_birth, register, register_twin

POSTCODE = "ZZ99 3WZ"  # for nowhere: no house has it


class Story:
    """One family's months, told day by day as their health visitor would have recorded them."""

    def __init__(self, family: Family, owner: User, team: Team, place: int, today: date) -> None:
        self.family, self.owner, self.team = family, owner, team
        self.place, self.today = place, today
        self.is_born = family.days >= 0

    @transaction.atomic
    def tell(self) -> None:
        before = [one for one in self.family.contacts if self.is_before_birth(one)]
        after = [one for one in self.family.contacts if not self.is_before_birth(one)]
        case = self.register(before)
        self.hold(before, [case])
        if before and self.is_born:
            self.record_birth(case)
        babies = [case, *self.register_twin(case)]
        self.add_father(babies)
        self.hold(after, babies)
        for baby in babies:
            plan_next_contact(baby, on=self.today)

    def is_before_birth(self, contact: Contact) -> bool:
        return not self.is_born or contact.days_ago > self.family.days

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def moment(self, days_ago: int, hour: int = 10) -> datetime:
        """That day at an hour in London; on the present day never later than now."""
        then = datetime.combine(self.day(days_ago), time(hour), tzinfo=LONDON)
        # What is said to be later than the clock is refused, and a contact takes some minutes.
        return min(then, timezone.now() - timedelta(minutes=5))

    def register(self, before: list[Contact]) -> Case:
        """The case: a week before a first contact in the pregnancy, or on the day of the birth."""
        born = self.baby() if self.is_born and not before else {}
        begun_ago = before[0].days_ago + 7 if before else max(self.family.days, 0)
        return register(
            by=self.owner,
            at=self.moment(begun_ago, 9),
            team=self.team,
            owner=self.owner,
            mother_name=self.family.mother_name,
            due_on=self.day(self.family.days - 7 * self.family.weeks_early),
            address=self.family.address,
            postcode=POSTCODE,
            **born,
        )

    def baby(self) -> dict[str, Any]:
        """What is recorded of a baby who is born, as fields of a case."""
        return {
            "given_name": self.family.given_name,
            "family_name": self.family.family_name,
            "nhs_number": synthetic_number(self.place * 2),
            "born_on": self.day(self.family.days),
        }

    def record_birth(self, case: Case) -> None:
        the_day_after = max(self.family.days - 1, 0)
        record_birth(case, **self.baby(), by=self.owner, at=self.moment(the_day_after, 9))

    def register_twin(self, case: Case) -> list[Case]:
        """The case of the second twin; [] in most families."""
        if not self.family.twin_name:
            return []
        number = synthetic_number(self.place * 2 + 1)
        twin = {**self.baby(), "given_name": self.family.twin_name, "nhs_number": number}
        at = self.moment(self.family.days, 9)
        return [register_twin(case, **twin, by=self.owner, at=at)]

    def add_father(self, babies: Iterable[Case]) -> None:
        if not self.family.father:
            return
        answers = household_answers({"adult_name": self.family.father, **FATHER})
        for baby in babies:
            add_adult(
                baby,
                named=Adult.Named.KNOWN,
                answers=answers,
                by=self.owner,
                at=baby.created_at,
            )

    def hold(self, contacts: Iterable[Contact], babies: list[Case]) -> None:
        for contact in contacts:
            held_at = self.moment(contact.days_ago)
            for baby in babies:
                hold_contact(baby, contact, by=self.owner, at=held_at, today=self.today)
