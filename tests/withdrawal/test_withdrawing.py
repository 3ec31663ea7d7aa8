"""A visit signed in the wrong record is withdrawn by two people: who asks, agrees and declines."""

import pytest
from django.urls import reverse

from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.visits.models import Visit
from checklists.visits.signed.amending import Correction, MayNotAmend, amend
from checklists.withdrawal.withdrawing import (
    agree_withdrawal,
    decline_withdrawal,
)
from tests.factories import ConflictBlockFactory, TeamFactory, person
from tests.records.telling import waiting
from tests.visits.story import signed
from tests.withdrawal.asking import CANARY, LATER, WRONG, asked, page, refused, withdrawn

pytestmark = pytest.mark.django_db


def test_until_the_second_person_agrees_it_stays(client, case, visit, nurse, manager):
    client.force_login(nurse)

    page(client, "ask_withdrawal", visit.pk, reason="It was the baby next door.")
    shown = page(client, "visit_signed", visit.pk)

    assert f"{CANARY} in the pram." in shown
    assert "Asked to be taken out" in shown
    assert ". Asked to be taken out" in page(client, "case_visits", case.pk)
    assert Alert.objects.get(kind="withdrawal_waiting").recipient == manager


def test_who_asked_and_who_wrote_it_are_told_that_it_was_withdrawn(client, case, visit, manager):
    holder = person(team=case.team)
    type(case).objects.filter(pk=case.pk).update(owner=holder)

    agree_withdrawal(asked(visit, by=holder), by=manager, at=LATER)

    for one in (holder, visit.author):
        client.force_login(one)
        told = client.get(reverse("alerts")).text
        assert "A visit you signed or asked about was taken out of a record" in told


@pytest.mark.parametrize("who", [Role.MANAGER, Role.DEPUTY, Role.SAFEGUARDING_LEAD])
def test_who_agrees(client, case, visit, nurse, who):
    second = person(who, None if who == Role.SAFEGUARDING_LEAD else case.team)
    waits = asked(visit)
    client.force_login(second)

    read = page(client, "withdrawal", waits.pk)
    without_tick = client.post(reverse("withdrawal", args=[waits.pk]), {})
    client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"})

    assert "It was the baby next door." in read
    assert without_tick.status_code == 422
    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.WITHDRAWN


def test_nobody_agrees_to_their_own_asking_not_even_a_manager(client, case, nurse, manager):
    type(case).objects.filter(pk=case.pk).update(owner=manager)
    wrong = signed(case, WRONG)
    waits = asked(wrong, by=manager)
    client.force_login(manager)

    with pytest.raises(NotYours):
        agree_withdrawal(waits, by=manager, at=LATER)
    answer = client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"})

    assert answer.status_code == 404
    assert Visit.objects.get(pk=wrong.pk).status == Visit.Status.SIGNED


@pytest.mark.parametrize("who", ["colleague", "other manager", "blocked manager", "blocked lead"])
def test_who_may_neither_see_nor_answer_what_is_asked(client, case, visit, who):
    waits = asked(visit)
    user = {
        "colleague": lambda: person(team=case.team),
        "other manager": lambda: person(Role.MANAGER, TeamFactory()),
        "blocked manager": lambda: person(Role.MANAGER, case.team),
        "blocked lead": lambda: person(Role.SAFEGUARDING_LEAD),
    }[who]()
    if "blocked" in who:
        ConflictBlockFactory(case=case, user=user)
    client.force_login(user)

    assert client.get(reverse("withdrawal", args=[waits.pk])).status_code == 404
    assert client.post(reverse("withdrawal", args=[waits.pk]), {"sure": "on"}).status_code == 404
    refused(user, waits)


def test_a_blocked_person_is_told_nothing(case, visit, manager):
    ConflictBlockFactory(case=case, user=manager)

    asked(visit)

    assert not Alert.objects.filter(recipient=manager, kind="withdrawal_waiting").exists()


def test_only_author_and_holder_ask(client, case, visit, nurse, manager):
    for user in (person(team=case.team), manager, person(Role.SAFEGUARDING_LEAD)):
        client.force_login(user)
        assert client.get(reverse("ask_withdrawal", args=[visit.pk])).status_code == 404
        with pytest.raises(NotYours):
            asked(visit, by=user)
    holder = person(team=case.team)
    type(case).objects.filter(pk=case.pk).update(owner=holder)

    assert asked(visit, by=holder).asked_by == holder


def test_the_one_who_asked_takes_it_back_and_may_ask_again(client, visit, nurse):
    waits = asked(visit)
    with pytest.raises(AlreadyAsked):
        asked(visit)
    client.force_login(nurse)

    page(client, "decline_withdrawal", waits.pk, x="")

    waits.refresh_from_db()
    assert (waits.outcome, bytes(waits.sealed)) == ("declined", b"")
    asked(visit)


def test_who_asked_learns_that_it_stays_and_who_left_it(client, visit, nurse, manager):
    decline_withdrawal(asked(visit), by=manager, at=LATER)
    client.force_login(nurse)

    before = client.get(reverse("my_items")).context["needs"]
    read = page(client, "visit_signed", visit.pk)

    assert [need["title"] for need in before] == ["An entry you asked about stays"]
    assert f"{manager} left it as it is on" in read
    assert client.get(reverse("my_items")).context["needs"] == []


def test_who_takes_it_back_is_told_nothing(client, visit, nurse):
    decline_withdrawal(asked(visit), by=nurse, at=LATER)
    client.force_login(nurse)

    assert client.get(reverse("my_items")).context["needs"] == []
    assert "This entry stays" not in page(client, "visit_signed", visit.pk)


def test_it_is_answered_once(visit, manager):
    waits = asked(visit)
    decline_withdrawal(waits, by=manager, at=LATER)

    with pytest.raises(NothingAsked):
        agree_withdrawal(waits, by=manager, at=LATER)


def test_a_withdrawn_visit_is_neither_amended_nor_copied_nor_asked_about_again(
    client, visit, nurse, manager
):
    withdrawn(visit, manager)
    client.force_login(nurse)

    for name in ("visit_copy", "visit_amend", "ask_withdrawal"):
        assert client.get(reverse(name, args=[visit.pk])).status_code == 404
    assert client.post(reverse("visit_copy", args=[visit.pk])).status_code == 404
    for name in ("visit", "visit_review"):
        assert client.get(reverse(name, args=[visit.pk])).url == reverse(
            "visit_signed", args=[visit.pk]
        )
    with pytest.raises(MayNotAmend):
        amend(visit, Correction("", "x", "x", private=False), by=nurse, at=LATER)


def test_a_reason_is_asked_for(client, visit, nurse):
    client.force_login(nurse)

    answer = client.post(reverse("ask_withdrawal", args=[visit.pk]), {"reason": " "})

    assert answer.status_code == 422
    assert "Say how you know" in answer.content.decode()


def test_a_lead_reads_that_a_copy_went_out_since(client, case, visit, manager):
    type(waiting(case, manager)).objects.update(
        state="released", decided_by=person(Role.SAFEGUARDING_LEAD), decided_at=LATER
    )
    waits = asked(visit)
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    assert "Tell your information governance lead" in page(client, "withdrawal", waits.pk)
