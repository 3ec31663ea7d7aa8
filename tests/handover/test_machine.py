"""Whatever people do in whatever order, every family has one holder who works in its team."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from checklists.audit.refused import Refused
from checklists.cases.models.case import Case
from checklists.handover import offering
from checklists.handover.accepting import accept
from checklists.handover.holding import Astray, find_astray, held_by
from checklists.handover.leaving import hand_over
from checklists.handover.models import Transfer
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from tests.factories import ConflictBlockFactory, ItemFactory, person
from tests.handover.conftest import NOW
from tests.handover.offering import fresh

pytestmark = pytest.mark.usefixtures("content_in_force")

PEOPLE = ("nia", "hal", "morag", "dev", "sunny", "mo")
STEPS = st.tuples(
    st.sampled_from(["offer", "offer_team", "accept", "reject", "withdraw", "give", "leave"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
)


class World:
    """The same few people, and what they try; what is refused changes nothing."""

    def __init__(self, case, people):
        self.case, self.people = case, people

    def step(self, what, who, whom):
        by, other = fresh(self.people[who]), fresh(self.people[whom])
        if not by.is_active:
            return
        with suppress(Refused):
            getattr(self, what)(by, other)

    def now(self):
        return Case.objects.select_related("owner", "team").get(pk=self.case.pk)

    def last(self):
        return Transfer.objects.order_by("-offered_at", "-pk").filter(state="offered").first()

    def offer(self, by, other):
        team = other.memberships.get().team
        offering.offer_family(self.now(), to_team=team, to_user=other, note="x", by=by, at=NOW)

    def offer_team(self, by, other):
        team = other.memberships.get().team
        if team != self.now().team:
            offering.offer_family(self.now(), to_team=team, to_user=None, note="x", by=by, at=NOW)

    def accept(self, by, other):
        if waiting := self.last():
            accept(waiting, holder=other, by=by, at=NOW)

    def reject(self, by, other):
        if waiting := self.last():
            offering.reject(waiting, reason="No.", by=by, at=NOW)

    def withdraw(self, by, other):
        if waiting := self.last():
            offering.take_back(waiting, by=by, at=NOW)

    def give(self, by, other):
        hand_over(self.now(), from_=self.now().owner, to=other, by=by, at=NOW)

    def leave(self, by, other):
        """As the admin lets them: only with nothing held."""
        if not held_by(other):
            User.objects.filter(pk=other.pk).update(is_active=False)


@given(steps=st.lists(STEPS, max_size=15), blocked=st.sampled_from([None, "sunny", "mo", "hal"]))
def test_every_family_always_has_one_holder(case, nia, hal, morag, sunny, mo, steps, blocked):
    with transaction.atomic():
        dev = person(Role.DEPUTY, case.team)
        world = World(case, dict(zip(PEOPLE, (nia, hal, morag, dev, sunny, mo), strict=True)))
        item = ItemFactory(case=case)
        if blocked:
            ConflictBlockFactory(case=case, user=world.people[blocked])

        for step in steps:
            world.step(*step)

            now = world.now()
            assert find_astray() == Astray([], [])
            assert blocked is None or now.owner != world.people[blocked]
            assert Transfer.objects.filter(state="offered").count() <= 1
            assert OutstandingItem.objects.get(pk=item.pk).owner == now.owner
        transaction.set_rollback(True)
