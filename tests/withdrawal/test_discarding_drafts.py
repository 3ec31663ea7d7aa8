"""A draft begun by mistake in which something is written is discarded by two people."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult, change_adult
from checklists.household.models import Adult
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.records import preparing
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.calling import record_call
from checklists.visits.draft.discarding import CallRecorded, WrittenMeanwhile, last_saved
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from checklists.visits.signed.verifying import visit_problems
from checklists.withdrawal.withdrawing import (
    agree_withdrawal,
    ask_withdrawal,
    decline_withdrawal,
)
from tests.answers.filling import fields
from tests.factories import ConflictBlockFactory, TeamFactory, person
from tests.records.telling import ASKED
from tests.records.whole_database import places_of
from tests.visits.story import AT_THE_VISIT as NOW
from tests.visits.story import begin, leave_the_rest, reread, say

pytestmark = pytest.mark.django_db
CANARY = "Zaunkoenig"
MARKER = "A visit begun on 23 November 2026 was discarded"
WAITS = "A visit begun on 23 November 2026 waits to be discarded"
READ = {"part": "answers"}


@pytest.fixture
def draft(case):
    """With a disclosure, and an adult who was added to it."""
    visit = begin(reread(case))
    add_at_visit(visit, name=f"{CANARY} Doe", named="known", by=visit.author, at=NOW)
    said = {"baby_lived_experience": f"{CANARY} in the pram.", "da_postnatal": "asked_disclosure"}
    return say(Visit.objects.get(pk=visit.pk), {**said, "da_notes": f"{CANARY} rings."})


def asked(draft):
    return ask_withdrawal(draft, reason=f"{CANARY} next door.", by=draft.author, at=NOW)


def agreed(request, by):
    read = last_saved(Visit.objects.get(pk=request.visit_id))
    agree_withdrawal(request, by=by, at=NOW, read=read)


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_second_person_reads_it_agrees_and_only_a_marker_is_left(client, case, draft, manager):
    client.force_login(draft.author)
    client.post(reverse("ask_withdrawal", args=[draft.pk]), {"reason": f"{CANARY} next door."})
    waiting = draft.withdrawals.get()
    url, visits = reverse("withdrawal", args=[waiting.pk]), reverse("case_visits", args=[case.pk])
    client.force_login(manager)
    assert WAITS in client.get(visits).text
    shut = client.get(url)
    assert f"{CANARY} next door." in shut.text
    assert f"{CANARY} in the pram." not in shut.text

    read = client.post(url, READ)
    assert f"{CANARY} in the pram." in read.text
    assert f"{CANARY} rings." in read.text
    response = client.post(url, {**fields(read).sent, "sure": "on"})

    assert response.url == visits
    listed = client.get(visits).text
    assert MARKER in listed
    assert WAITS not in listed
    assert "By two people" in client.get(reverse("visit_signed", args=[draft.pk])).text
    assert places_of(CANARY) == set()


def test_no_word_and_no_adult_of_it_is_left(draft, manager):
    assert places_of(CANARY)

    agreed(asked(draft), manager)

    assert places_of(CANARY) == set()
    assert not Adult.objects.filter(case=draft.case).exists()
    assert list(visit_problems()) == []


@pytest.mark.parametrize("said", ["confirmed", "changed", "answered"])
def test_an_adult_of_the_household_page_stays_whatever_the_draft_said_of_him(draft, manager, said):
    alone = added_to_the_household(draft, "Uncle Alone")
    how = Change("Uncle Alone", how=said)
    say(draft, {f"adult_name:{alone.pk}": how, f"adult_met:{alone.pk}": Change("yes", how=said)})

    agreed(asked(draft), manager)

    assert list(Adult.objects.filter(case=draft.case)) == [alone]
    assert "Uncle Alone" in known_of_adults(draft.case)


def test_an_adult_met_at_the_draft_and_written_of_on_the_household_page_stays(draft, manager):
    met = Adult.objects.get(case=draft.case)
    named = {"adult_name": {"value": "Uncle Alone", "reason": ""}}
    change_adult(reread(draft.case), met, named="known", answers=named, by=draft.author, at=NOW)

    agreed(asked(draft), manager)

    assert list(Adult.objects.filter(case=draft.case)) == [met]


def test_an_adult_nothing_else_speaks_of_stays_if_the_draft_did_not_add_him(draft, manager):
    alone = add_adult(draft.case, named="not_shared", answers={}, by=draft.author, at=NOW)
    say(draft, {f"adult_met:{alone.pk}": "yes"})

    agreed(asked(draft), manager)

    assert list(Adult.objects.filter(case=draft.case)) == [alone]


def test_an_adult_somebody_wants_a_copy_about_stays(draft, manager):
    met = Adult.objects.get(case=draft.case)
    about_him = {"subject": "adult", "adult": met, "asked": ASKED, "asked_on": NOW.date()}
    preparing.begin_request(draft.case, **about_him, by=manager, at=NOW)

    agreed(asked(draft), person(Role.SAFEGUARDING_LEAD))

    assert list(Adult.objects.filter(case=draft.case)) == [met]


def added_to_the_household(draft, name):
    """On the same day and by the same person as the draft."""
    named = {"adult_name": {"value": name, "reason": ""}}
    case = reread(draft.case)
    return add_adult(case, named="known", answers=named, by=draft.author, at=NOW)


def known_of_adults(case):
    facts = read_facts(reread(case), with_private=True)
    return [answer["value"] for answer in facts.private_answers.values()]


def test_the_log_says_who_asked_and_who_agreed(draft, manager):
    agreed(asked(draft), manager)

    event = Event.objects.get(kind="visit.discarded")
    assert event.by == manager
    assert event.details == {"mistake": "other", "asked_by": str(draft.author_id)}


def test_reading_it_is_logged(client, draft, manager):
    waiting = asked(draft)
    client.force_login(manager)

    client.post(reverse("withdrawal", args=[waiting.pk]), READ)

    assert Event.objects.get(kind="visit.private_read").by == manager


def test_it_cannot_be_agreed_to_unread(client, draft, manager):
    waiting = asked(draft)
    client.force_login(manager)
    url = reverse("withdrawal", args=[waiting.pk])

    assert "Discard it for good" not in client.get(url).text
    client.post(url, {"sure": "on"})

    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.DRAFT


def test_what_was_written_after_it_was_read_does_not_go_unread(client, case, draft, manager):
    waiting = asked(draft)
    client.force_login(manager)
    url = reverse("withdrawal", args=[waiting.pk])
    read = fields(client.post(url, READ)).sent
    later = NOW.replace(minute=22)
    say(Visit.objects.get(pk=draft.pk), {"baby_seen": "seen_awake"}, at=later)

    response = client.post(url, {**read, "sure": "on"})

    assert "It was written in since you read it" in told(response)
    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.DRAFT
    with pytest.raises(WrittenMeanwhile):
        agree_withdrawal(waiting, by=manager, at=NOW, read="")


def test_a_call_recorded_meanwhile_is_not_lost(draft, manager):
    waiting = asked(draft)
    call = {"spoke_to": "Sam", "rang_at": NOW, "reference": "ABC 123"}
    record_call(Visit.objects.get(pk=draft.pk), **call, by=draft.author, at=NOW)

    with pytest.raises(CallRecorded):
        agreed(waiting, manager)


def test_neither_who_asked_nor_a_colleague_nor_who_is_blocked_agrees(client, case, draft, manager):
    waiting = asked(draft)
    blocked = person(Role.MANAGER, case.team)
    ConflictBlockFactory(case=case, user=blocked)
    others = [draft.author, person(team=case.team), blocked, person(Role.MANAGER, TeamFactory())]

    for other in others:
        with pytest.raises(NotYours):
            agreed(waiting, other)
        client.force_login(other)
        assert client.post(reverse("withdrawal", args=[waiting.pk]), READ).status_code == 404
        assert WAITS not in client.get(reverse("case_visits", args=[case.pk])).text


def test_only_its_author_asks(case, draft, manager):
    for other in (manager, person(team=case.team)):
        with pytest.raises(NotYours):
            ask_withdrawal(draft, reason="Wrong.", by=other, at=NOW)


def test_one_in_which_nothing_is_written_needs_nobody_else(client, case):
    visit = begin(reread(case))
    client.force_login(visit.author)

    assert client.get(reverse("ask_withdrawal", args=[visit.pk])).status_code == 404


def test_while_it_waits_the_author_goes_on_with_it_and_sees_that_she_asked(client, case, draft):
    asked(draft)
    client.force_login(draft.author)

    assert "Asked to be discarded" in client.get(reverse("case_visits", args=[case.pk])).text
    page = client.get(reverse("visit_discard", args=[draft.pk])).text
    assert "You asked a second person on 23 November 2026" in page
    visit = client.get(reverse("visit", args=[draft.pk])).text
    assert "You asked on 23 November 2026, 2.21pm, that this visit is discarded" in visit
    assert "Begun by mistake?" not in visit


def test_who_may_agree_is_told_in_words_that_are_true_of_a_mistake(client, draft, manager):
    asked(draft)
    client.force_login(manager)

    page = client.get(reverse("alerts")).text

    assert "A visit waits for a second person before it is discarded" in page
    assert "wrong record" not in page


def test_the_author_is_told_when_it_was_agreed(client, case, draft, manager):
    waiting = asked(draft)
    client.force_login(draft.author)
    assert "was discarded" not in client.get(reverse("alerts")).text

    agreed(waiting, manager)

    page = client.get(reverse("alerts")).text
    assert "The visit you asked about was discarded" in page
    assert f'href="{reverse("case_visits", args=[case.pk])}"' in page


def test_an_author_who_may_not_know_of_the_record_any_more_is_told_nothing(draft, manager):
    waiting = asked(draft)
    ConflictBlockFactory(case=draft.case, user=draft.author)

    agreed(waiting, manager)

    assert not Alert.objects.filter(recipient=draft.author).exists()


def test_one_that_was_signed_while_it_waited_is_withdrawn_as_a_signed_one(draft, manager):
    waiting = asked(draft)
    sign(leave_the_rest(draft), confirmed_closings=[], by=draft.author, at=NOW)

    agree_withdrawal(waiting, by=manager, at=NOW)

    assert Visit.objects.get(pk=draft.pk).status == Visit.Status.WITHDRAWN


def test_the_author_who_opens_it_has_read_that_it_stays(client, draft, manager):
    decline_withdrawal(asked(draft), by=manager, at=NOW)
    client.force_login(draft.author)
    assert client.get(reverse("caseload")).context["needs"]

    client.get(reverse("visit_signed", args=[draft.pk]))

    assert client.get(reverse("caseload")).context["needs"] == []
