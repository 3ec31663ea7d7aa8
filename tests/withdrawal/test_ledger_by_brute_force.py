"""Whatever happens to a family, the ledger says what its signed sheets say."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.facts.not_known import baseline_questions
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force
from checklists.household.models import Adult
from checklists.withdrawal.rebuilding import rebuilt_facts
from tests.extent import how_many
from tests.withdrawal.ledger_by_hand import ENQUIRIES, standings
from tests.withdrawal.random_histories import History

pytestmark = pytest.mark.django_db


@settings(
    max_examples=how_many(suite=6, full=200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9))
def test_the_ledger_says_what_the_signed_sheets_say(version, time_machine, seed):
    case = History(seed, time_machine.move_to).tell().case

    stage = "born" if case.is_born else "pregnancy"
    kept = read_facts(case, with_private=True)
    assert by_key(case, kept, stage) == standings(case, stage)
    assert canonical(rebuilt_facts(case)) == canonical(kept)


def by_key(case, facts, stage):
    """{key: (standing, day or None, reason, contacts running)}"""
    found = baseline_questions(
        compiled(version_in_force()), facts, stage=stage, adults=Adult.objects.filter(case=case)
    )
    return {
        one.key: (
            one.standing.value,
            one.on.isoformat() if one.on else None,
            one.reason,
            None if one.prompt.key in ENQUIRIES and one.standing == "could_not" else one.times,
        )
        for one in found
    }


def canonical(facts):
    return json.dumps(asdict(facts), default=str, sort_keys=True)
