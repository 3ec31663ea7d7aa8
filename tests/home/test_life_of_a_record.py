"""Whatever people do in whatever order: what was signed stays, and nothing outstanding vanishes."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from checklists.answers.models import PrivateSheet
from checklists.audit.comparing import LastStated, all_row_problems
from checklists.audit.models import Event
from checklists.audit.refused import AlreadyAsked
from checklists.audit.verifying import all_events, problems_of_chains
from checklists.cases.encryption import decrypt
from checklists.guidance.models import LearningPoint
from checklists.guidance.publishing import copy_to_draft, publish
from checklists.handover.leaving import hand_over
from checklists.outstanding import closing
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, OutstandingItem, Priority, State
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit, Withdrawal
from checklists.visits.signed.amending import Correction, amend
from checklists.visits.signed.verifying import visit_problems
from checklists.withdrawal import withdrawing
from tests.extent import how_many
from tests.factories import TeamFactory, UserFactory, person
from tests.stating import state_what_is_there
from tests.visits.conftest import case, now
from tests.visits.story import begin, leave_the_rest, reread, say

__all__ = ["case", "now"]

pytestmark = pytest.mark.django_db

SAID = (
    {
        "da_postnatal": "asked_disclosure",
        "baby_seen": "seen_awake",
        "mental_health_mother": "red_flag",
    },
    {"da_postnatal": ("not_asked", "not_alone"), "baby_lived_experience": "Fed well."},
    {"mark_seen": "yes", "sleep_own_surface": "none"},
    {"da_postnatal": "asked_no_disclosure", "mental_health_mother": "no_concern"},
)
# What people do, and with which of what there is; in every order.
STEPS = [
    *(("sign", which) for which in (0, 1, 2, 3, 3)),
    *(("close", which) for which in (0, 1, 2)),
    *(("amend", which) for which in (1, 2)),
    *(("hand_over", which) for which in (0, 1, 2)),
    *((what, 0) for what in ("ask_out", "decline_out", "agree_out", "agree_out")),
    *((what, 0) for what in ("begin", "agree", "decline", "publish")),
]
MAY_CLOSE = {"sign", "close", "agree", "agree_out"}
DONE = Action("Rang the midwife.", with_whom="The midwife")


class World:
    """One family, who works with it, and what was signed about it as a plain copy."""

    def __init__(self, case, at):
        self.case, self.at = case, at
        self.manager = person(Role.MANAGER, case.team)
        self.people = [case.owner, person(team=case.team), person(team=TeamFactory())]
        self.editor = UserFactory(roles=[Role.EDITOR])
        self.signed, self.versions, self.states, self.events = {}, {}, {}, 0

    def step(self, what, which):
        self.at += timedelta(minutes=1)
        getattr(self, what)(which)
        self.look(what)

    # --- what they do ---------------------------------------------------------------------------

    def begin(self, which):
        say(begin(reread(self.case), at=self.at), SAID[which], at=self.at)

    def sign(self, which):
        if not self.visits("draft").filter(author=self.holder):
            self.begin(which)
        draft = self.visits("draft").filter(author=self.holder).first()
        leave_the_rest(draft, at=self.at)
        waiting = self.items().filter(state=State.OPEN)
        confirmed = [closing.ConfirmedClosing(item.pk, self.done()) for item in waiting]
        visit = sign(draft, confirmed_closings=confirmed, by=draft.author, at=self.at)
        self.signed[visit.pk] = written(visit)

    def amend(self, which):
        if visit := self.visits("signed").first():
            correction = Correction("", "It was the uncle.", "Mistyped.", private=which > 1)
            amend(visit, correction, by=self.holder, at=self.at)

    def ask_out(self, which):
        if visit := self.visits("signed").first():
            with suppress(AlreadyAsked):
                withdrawing.ask_withdrawal(visit, reason="x", by=self.holder, at=self.at)

    def agree_out(self, which):
        self.ask_out(which)
        if asked := self.asked_out():
            withdrawing.agree_withdrawal(asked, by=self.fresh(self.manager), at=self.at)
            self.signed[asked.visit_id] = {}

    def decline_out(self, which):
        if asked := self.asked_out():
            withdrawing.decline_withdrawal(asked, by=self.fresh(self.manager), at=self.at)

    def close(self, which):
        for item in self.items().filter(state=State.OPEN).order_by("due_on", "pk")[which:][:1]:
            done = closing.close if item.priority == Priority.ROUTINE else closing.ask_to_close
            done(item, outcome=Outcome.DONE, action=self.done(), by=self.holder, at=self.at)

    def agree(self, which):
        for item in self.items().filter(state=State.CLOSING_ASKED):
            closing.agree(item, by=self.fresh(self.manager), at=self.at)

    def decline(self, which):
        for item in self.items().filter(state=State.CLOSING_ASKED):
            closing.decline(item, reason="Again.", by=self.fresh(self.manager), at=self.at)

    def hand_over(self, which):
        to = self.fresh(self.people[which % len(self.people)])
        if to == self.holder or to.memberships.get().team != self.case.team:
            return
        hand_over(
            reread(self.case), from_=self.holder, to=to, by=self.fresh(self.manager), at=self.at
        )

    def publish(self, which):
        draft = copy_to_draft(by=self.editor, at=self.at)
        LearningPoint.objects.filter(version=draft).update(title="New words")
        publish(draft, by=UserFactory(roles=[Role.PUBLISHER]), at=self.at, what_changed="Words.")

    # --- what must hold -------------------------------------------------------------------------

    def look(self, what):
        for pk, remembered in self.signed.items():
            assert written(Visit.objects.select_related("sheet", "case").get(pk=pk)) == remembered
        versions = dict(Visit.objects.values_list("pk", "version_id"))
        assert self.versions.items() <= versions.items()
        self.look_at_items(what)
        assert Event.objects.count() >= self.events
        self.versions, self.events = versions, Event.objects.count()

    def look_at_items(self, what):
        states = dict(OutstandingItem.objects.values_list("pk", "state"))
        assert self.states.keys() <= states.keys()
        assert what in MAY_CLOSE or shut(states) <= shut(self.states)
        closed = self.items().filter(state=State.CLOSED)
        assert all(item.outcome and item.closed_by_id for item in closed)
        assert not closed.filter(closed_at_visit__in=self.visits("withdrawn")).exclude(
            outcome=Outcome.TAKEN_OUT
        )
        self.states = states

    # --- who and what there is ------------------------------------------------------------------

    @property
    def holder(self):
        return reread(self.case).owner

    def fresh(self, user):
        return User.objects.get(pk=user.pk)

    def done(self):
        return Action(DONE.what, self.at, DONE.with_whom, undone="The ward does the rest.")

    def items(self):
        return OutstandingItem.objects.select_related("case")

    def visits(self, status):
        return (
            Visit.objects.filter(status=status)
            .select_related("sheet", "case")
            .order_by("-written_at")
        )

    def asked_out(self):
        return Withdrawal.objects.filter(ended_at=None).select_related("visit").first()


def shut(states):
    return {pk for pk, state in states.items() if state == State.CLOSED}


def written(visit):
    """Both halves of a visit and the version that asked; {} once it was taken out."""
    rows = PrivateSheet.objects.filter(sheet=visit.sheet_id)
    private = [decrypt(row, case=visit.case) for row in rows if row.sealed]
    if visit.status == Visit.Status.WITHDRAWN:
        assert (visit.sheet.body, private) == ({}, [])
        return {}
    return {"open": visit.sheet.body, "private": private, "version": visit.version_id}


def what_the_log_does_not_fit():
    last = LastStated()
    yield from problems_of_chains(last.listen(all_events()), heads={})
    yield from all_row_problems(last)


@pytest.fixture
def stated(case):
    state_what_is_there()


@pytest.mark.usefixtures("stated")
@settings(phases=[Phase.generate], max_examples=how_many(suite=12, full=200))
@given(steps=st.permutations(STEPS))
def test_what_was_signed_stays_and_nothing_outstanding_vanishes(case, now, steps):
    with transaction.atomic():
        world = World(case, now)

        for step in steps:
            world.step(*step)

        assert list(visit_problems()) == []
        assert list(what_the_log_does_not_fit()) == []
        transaction.set_rollback(True)
