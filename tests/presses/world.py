"""The world of tests/access, and what more there is to press about."""

import time_machine
from django.db import transaction

from checklists.guidance.models import TemplateVersion
from tests.access.family_words import BABY
from tests.access.world import NOW, World, build
from tests.accounts.second_factors import give_app
from tests.factories import CaseFactory
from tests.reading.conftest import PARTS
from tests.visits.story import begin, leave_the_rest, say

GIVES_CODES = "manager"  # has an app for the second factor


def build_to_press() -> World:
    world = build()
    case = world.cases[BABY]
    draft = leave_the_rest(say(begin(case), {"baby_lived_experience": "Sleeps."}))
    world.things["draft to sign"] = {"pk": draft.pk}
    past = CaseFactory(team=case.team, owner=case.owner, past_retention=True)
    world.things["ended long ago"] = {"pk": past.pk}
    give_app(world.users[GIVES_CODES])
    rows_of_a_draft(world)
    return world


def rows_of_a_draft(world: World) -> None:
    draft = TemplateVersion.objects.get(pk=world.things["draft of the guidance"]["pk"])
    draft.points.filter(number=3).update(summary="Find out how they sleep.")
    for model, rows in PARTS.items():
        row = getattr(draft, rows).first()
        world.things[f"{model} of the draft"] = {"object_id": row.pk}


class Standing:
    """with Standing(kept_content) as world: on the day of the stories, and taken back after it."""

    def __init__(self, kept_content):
        self.kept_content = kept_content
        self.whole = transaction.atomic()
        self.clock = time_machine.travel(NOW, tick=False)

    def __enter__(self) -> World:
        self.clock.start()
        self.whole.__enter__()
        self.kept_content.put_in_force()
        return build_to_press()

    def __exit__(self, *error) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(*error)
        self.clock.stop()
