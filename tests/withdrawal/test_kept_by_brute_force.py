"""Whatever happens to a family, lists say of it what the full reading of its facts says."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.answers.not_known_in_lists import not_known_in_lists
from checklists.answers.not_known_words import number_words
from checklists.cases.models.case import Case
from checklists.facts.by_task import by_task, not_known_of, open_ones
from checklists.facts.kept_not_known import by_kind, kept_of, with_kept
from checklists.facts.renewing import renew_not_known
from checklists.facts.storing import read_facts
from checklists.guidance.applies import all_tasks
from checklists.guidance.in_force import guidance_in_force
from checklists.nhsuk.wording import counted
from checklists.reading.clock import london_today
from tests.extent import how_many
from tests.visits.story import reread
from tests.withdrawal.random_histories import History

pytestmark = pytest.mark.django_db


@settings(
    max_examples=how_many(suite=6, full=200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9))
def test_lists_say_what_the_full_reading_says_after_each_step(version, time_machine, seed):
    case = History(seed, time_machine.move_to, after=check_lists).tell().case

    renew_not_known(on=london_today())

    assert kept_today(case) == by_kind(questions_of(case))


def check_lists(case):
    listed, guidance = listed_as(case), guidance_in_force()
    [said] = not_known_in_lists([listed], guidance, london_today()).values()
    questions = questions_of(case)
    tasks = by_task(questions, all_tasks(guidance.wording))
    kept_for = listed.facts.not_known["made_of"]["wording"]

    assert said.count == counted(len(questions), "question")
    assert said.number == number_words(questions)
    assert said.tasks == ", ".join(
        f"{one.task.title_for(case.given_name)} {len(one.questions)}" for one in tasks
    )
    # Only a new version leaves what no list believes: whatever was written since has kept it.
    assert (kept_today(case) is None) == (kept_for != guidance.content_hash)


def listed_as(case):
    return with_kept(Case.objects.filter(pk=case.pk)).get()


def kept_today(case):
    return kept_of(listed_as(case), guidance_in_force())


def questions_of(case):
    """The full reading, as the page of the family has it."""
    facts = read_facts(reread(case), with_private=False)
    return open_ones(not_known_of(case, facts, guidance_in_force().wording, london_today()))
