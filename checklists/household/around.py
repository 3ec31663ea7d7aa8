"""The people around the baby as an opened part of a page: the picture, and the list beside it."""

from datetime import timedelta
from typing import Any

from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.facts.storing import read_facts
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.in_force import settings_on
from checklists.household.people_shown import people_gone, people_shown
from checklists.household.picture import picture_of
from checklists.reading.clock import london_today


def around_the_baby(case: Case, wording: Compiled) -> dict[str, Any]:
    """What `household/_around.html` shows. The caller has opened the private part of this case."""
    adults = list(case.adults.all())
    answers = read_facts(case, with_private=True).private_answers
    prompts, today = wording.prompts, london_today()
    since = today - timedelta(days=settings_on(today)["adult_confirm_days"])
    people = people_shown(case, adults, answers, prompts, age_words(case, today), since)
    return {
        "people": people,
        "gone": people_gone(adults, answers, prompts),
        "picture": picture_of(people),
    }
