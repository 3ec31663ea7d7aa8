"""Case 10 of the content: a staff change with open items is what a manager is to be told of."""

from datetime import timedelta

import pytest

from checklists.cases.models.case import Case
from checklists.facts.rule_facts import facts_for_rules
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.conditions import holds
from checklists.guidance.in_force import settings_on, version_in_force
from checklists.handover.accepting import accept
from checklists.outstanding.models import OutstandingItem
from tests.factories import ItemFactory
from tests.handover.conftest import NOW, TODAY
from tests.handover.offering import fresh, offered

pytestmark = pytest.mark.usefixtures("content_in_force")


def handover_rule_fires(case, on):
    case = Case.objects.get(pk=case.pk)
    items = OutstandingItem.objects.open().filter(case=case)
    facts = facts_for_rules(case, read_facts(case, with_private=True), on, open_items=items)
    rules = {rule.key: rule for rule in compiled(version_in_force()).rules}
    when = rules["drift_handover"].when
    return holds(when, {}, facts=facts, settings=settings_on(on), shown=())


@pytest.mark.parametrize("with_items", [True, False])
def test_a_change_with_open_items_is_a_handover_to_follow(case, south, mo, sunny, with_items):
    if with_items:
        ItemFactory(case=case)
    assert not handover_rule_fires(case, TODAY)

    accept(offered(case, to_team=south), holder=sunny, by=fresh(mo), at=NOW)

    assert handover_rule_fires(case, TODAY + timedelta(days=1)) is with_items


def test_what_is_only_offered_is_no_change(case, south, mo):
    ItemFactory(case=case)

    offered(case, to_team=south)

    assert not handover_rule_fires(case, TODAY + timedelta(days=1))
