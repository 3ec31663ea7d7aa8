"""The people around the baby as an opened part of a page: the picture, and the list beside it."""

from datetime import timedelta
from typing import Any

from checklists.cases.ages import age_words
from checklists.cases.facts import read_facts
from checklists.cases.models import Case
from checklists.cases.people_shown import people_gone, people_shown
from checklists.cases.picture import picture_of
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import settings_on, version_in_force
from checklists.people.clock import london_today


def around_the_baby(case: Case) -> dict[str, Any]:
    """What `cases/_around.html` draws. The caller has opened the private part of this case."""
    adults = list(case.adults.all())
    answers = read_facts(case, with_private=True).private_answers
    prompts = compiled(version_in_force()).prompts
    today = london_today()
    since = today - timedelta(days=settings_on(today)["adult_confirm_days"])
    people = people_shown(case, adults, answers, prompts, age_words(case, today), since)
    return {
        "people": people,
        "gone": people_gone(adults, answers, prompts),
        "picture": picture_of(people),
    }
