"""What the opened part of review asks of who was there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from checklists.guidance.known_prompts import ADULT_MET, ADULT_NAME, ADULT_ROLE
from checklists.household.models import Adult
from checklists.nhsuk.stale import compare
from checklists.nhsuk.wording import in_words
from checklists.reading.clock import london_date
from checklists.visits.draft.forms.adults import NewAdultForm
from checklists.visits.draft.forms.room import RoomForm
from checklists.visits.draft.matching import meetings_proposed
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.room import NO_NAME, people_to_match


@dataclass(frozen=True)
class RoomPage:
    """`new_id` is that of the adult who may be added, so that a second tap adds nobody."""

    working: WorkingVisit
    form: RoomForm
    new_id: UUID
    new_adult: NewAdultForm | None = None

    named_choices = Adult.Named.choices

    @property
    def meetings(self) -> list[dict[str, Any]]:
        """What is proposed of having met."""
        prompt = self.working.compiled.prompts[ADULT_MET]
        names = names_of(self.working)
        return [
            {
                "adult": adult,
                "name": names[adult],
                "answer": prompt.label_of(answer),
                "day": in_words(london_date(self.working.visit.held_at)),
                "asks_why": answer in prompt.reason_required_when,
            }
            for adult, answer in meetings_proposed(self.working).items()
        ]


def room_page(
    working: WorkingVisit, data: QueryDict | None = None, new_adult: NewAdultForm | None = None
) -> RoomPage | None:
    """None where nobody was there who could be an adult of the record, or she may not know them."""
    codes = people_to_match(working.visit)
    if not codes or not working.right.private:
        return None
    form = RoomForm(data, codes=codes, names=names_of(working), room=working.private_half.room)
    compare(form, row=f"room:{working.visit.pk}", by=working.by)
    return RoomPage(working, form, uuid4(), new_adult)


def names_of(working: WorkingVisit) -> dict[str, str]:
    """'Carl Hart, mother's partner' by id; those no longer around come last and say so."""
    everyone = sorted(working.everyone, key=lambda adult: adult.until_on is not None)
    return {str(adult.pk): name_and_role(adult, working) for adult in everyone}


def name_and_role(adult: Adult, working: WorkingVisit) -> str:
    name = value_of(ADULT_NAME, adult, working) or NO_NAME
    role = working.compiled.prompts[ADULT_ROLE].label_of(value_of(ADULT_ROLE, adult, working))
    role = f"{role[0].lower()}{role[1:]}" if role else ""
    gone = f"no longer around since {in_words(adult.until_on)}" if adult.until_on else ""
    return ", ".join(filter(None, [name, role, gone]))


def value_of(prompt: str, adult: Adult, working: WorkingVisit) -> str:
    given = working.answers_in_force.get(f"{prompt}:{adult.pk}")
    return str(given.value) if given and given.value else ""
