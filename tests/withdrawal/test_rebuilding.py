"""Rebuilding the facts of a case gives the same facts."""

import pytest

from checklists.cases.models.case import Case
from checklists.facts.kept_not_known import kept_of, with_kept
from checklists.facts.storing import read_facts
from checklists.guidance.in_force import guidance_in_force
from checklists.withdrawal.rebuilding import rebuild_facts, rebuilt_facts

pytestmark = pytest.mark.django_db


def test_every_family_of_the_demonstration_has_the_facts_its_record_gives(seeded):
    cases = list(Case.objects.all())

    again = {case.pk: rebuilt_facts(case) for case in cases}

    assert cases
    assert again == {case.pk: read_facts(case, with_private=True) for case in cases}


def test_facts_made_again_keep_for_lists_what_they_kept(seeded):
    before = [kept_of(case, guidance_in_force()) for case in with_kept(Case.objects.open())]

    for case in Case.objects.open():
        rebuild_facts(case)

    again = [kept_of(case, guidance_in_force()) for case in with_kept(Case.objects.open())]
    assert all(before)
    assert again == before


def test_lost_facts_come_back(seeded):
    case = Case.objects.get(given_name="Wren")
    before = read_facts(case, with_private=True)
    type(case.facts).objects.filter(case=case).update(answers={}, counters={}, sealed=b"")

    rebuild_facts(Case.objects.get(pk=case.pk))

    assert read_facts(Case.objects.get(pk=case.pk), with_private=True) == before
