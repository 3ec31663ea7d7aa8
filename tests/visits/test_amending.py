"""A signed visit is corrected by what stands under it; what was signed stays as it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from checklists.answers.private import NotPermitted
from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.people.models.teams import Role
from checklists.visits.draft.not_held import record_not_held
from checklists.visits.models import Amendment, Visit
from checklists.visits.signed.amending import Correction, MayNotAmend, NoSuchAnswer, amend
from checklists.visits.signed.verifying import visit_problems
from tests.factories import ConflictBlockFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT, signed

pytestmark = pytest.mark.django_db

SAID = {
    "baby_lived_experience": "Asleep in the pram.",
    "da_postnatal": "asked_disclosure",
    "da_safe_contact": "Ring her sister.",
}
LATER = AT_THE_VISIT + timedelta(days=2)
MARK, REASON = "She was asleep in the cot.", "I mixed up two rooms."
APART, APART_REASON = "Ring the nursery instead.", "The number has changed."
OPEN = Correction("baby_lived_experience", MARK, REASON, private=False)
SEALED = Correction("da_safe_contact", APART, APART_REASON, private=True)


@pytest.fixture
def visit(case):
    return signed(case, SAID)


def fields(correction, **others):
    said = {
        "about": correction.key or "whole",
        "says": correction.says,
        "reason": correction.reason,
    }
    part = {"part": "answers"} if correction.private else {}
    return {**said, **part, "write": "yes", **others}


def page(client, name, visit, *, post=None):
    address = reverse(name, args=[visit.pk])
    answer = client.get(address) if post is None else client.post(address, post)
    return answer.content.decode().replace("&#x27;", "'")


# --- what stands on the page --------------------------------------------------------------------


def test_the_amendment_stands_under_the_answer_with_person_and_time(
    client, visit, nurse, time_machine
):
    time_machine.move_to(LATER, tick=False)
    client.force_login(nurse)

    client.post(reverse("visit_amend", args=[visit.pk]), fields(OPEN))
    shown = page(client, "visit_signed", visit)

    under = shown[shown.index("Asleep in the pram.") :]
    assert under.index(MARK) < under.index(REASON)
    assert f"{nurse.name}, 25 November 2026, 2.21pm" in under
    assert "Amended since." in shown
    copied = page(client, "visit_copy", visit)
    assert f"  Amended by {nurse.name}, 25 November 2026, 2.21pm: {MARK}" in copied
    assert f"  Because: {REASON}" in copied
    assert MARK in page(client, "visit_print", visit)


def test_what_was_signed_stays_as_it_was(visit, nurse):
    before = Visit.objects.filter(pk=visit.pk).values().get()

    amend(visit, OPEN, by=nurse, at=LATER)

    assert Visit.objects.filter(pk=visit.pk).values().get() == before
    visit.sheet.refresh_from_db()
    assert visit.sheet.body["baby_lived_experience"]["value"] == "Asleep in the pram."
    assert list(visit_problems()) == []


def test_what_amends_a_private_answer_is_on_no_open_page(client, visit, nurse):
    amend(visit, SEALED, by=nurse, at=LATER)
    client.force_login(nurse)

    for name in ("visit_signed", "visit_copy", "visit_print", "visit_amend"):
        assert APART not in page(client, name, visit)
        assert APART_REASON not in page(client, name, visit)
    opened = page(client, "visit_signed", visit, post={})
    assert opened.index("Ring her sister.") < opened.index(APART)
    assert APART in page(client, "visit_copy", visit, post={})
    assert APART in page(client, "visit_print", visit, post={})


def test_no_open_page_says_that_something_private_was_amended(client, case, visit, nurse):
    client.force_login(nurse)
    pages = [("visit_signed", visit), ("visit_copy", visit), ("case_visits", case), ("case", case)]
    before = [page(client, *one) for one in pages]

    amend(visit, SEALED, by=nurse, at=LATER)

    assert [words.count("Amended") for words in before] == [0] * len(pages)
    assert [page(client, *one).count("Amended") for one in pages] == [0] * len(pages)


def test_a_visit_is_amended_as_a_whole_in_each_half(client, visit, nurse):
    client.force_login(nurse)
    for private, words in ((False, "It was at the clinic."), (True, "Her mother was there too.")):
        amend(visit, Correction("", words, "Forgotten", private=private), by=nurse, at=LATER)

    shown, opened = (
        page(client, "visit_signed", visit),
        page(client, "visit_signed", visit, post={}),
    )

    assert "It was at the clinic." in shown
    assert "Her mother was there too." not in shown
    assert "Her mother was there too." in opened
    assert "It was at the clinic." in page(client, "visit_copy", visit)
    assert "It was at the clinic." not in page(client, "visit_copy", visit, post={})


def test_the_lists_and_the_case_page_say_what_was_amended_since(client, case, visit, nurse):
    client.force_login(nurse)
    amend(visit, OPEN, by=nurse, at=LATER)
    amend(visit, SEALED, by=nurse, at=LATER)
    read_on = f'href="{reverse("visit_signed", args=[visit.pk])}">Amended since</a>'

    assert ". Amended since" in page(client, "case_visits", case)
    assert page(client, "case", case).count(read_on) == 1
    assert page(client, "case", case, post={"open": "notes"}).count(read_on) == 2


def test_a_contact_that_could_not_happen_is_amended_too(client, case, nurse, now):
    visit = record_not_held(
        case,
        visit_type="6-8-week",
        outcome="no_access",
        held_at=now - timedelta(hours=1),
        note="Nobody came to the door.",
        by=nurse,
        at=now,
    )
    client.force_login(nurse)

    client.post(
        reverse("visit_amend", args=[visit.pk]),
        {"about": "whole", "says": MARK, "reason": REASON, "write": "yes"},
    )

    assert MARK in page(client, "visit_signed", visit)


# --- the form -----------------------------------------------------------------------------------


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(client, visit, nurse):
    client.force_login(nurse)

    answer = client.post(reverse("visit_amend", args=[visit.pk]), {"says": MARK, "write": "yes"})

    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Choose what you amend" in words
    assert "Say why you amend it" in words
    assert MARK in words
    assert not Amendment.objects.exists()


def test_sent_twice_it_is_written_once(client, visit, nurse):
    client.force_login(nurse)
    sent = fields(OPEN, id=str(uuid4()))

    for _ in range(2):
        answer = client.post(reverse("visit_amend", args=[visit.pk]), sent)
        assert answer.url == reverse("visit_signed", args=[visit.pk])

    assert Amendment.objects.count() == 1
    assert Event.objects.filter(kind="visit.amended").count() == 1


@pytest.mark.parametrize("private", [False, True])
def test_a_private_question_is_offered_in_its_own_part_alone(client, visit, nurse, private):
    client.force_login(nurse)
    post = {"part": "answers"} if private else None

    words = page(client, "visit_amend", visit, post=post)

    assert ('value="da_safe_contact"' in words) == private
    assert ('value="baby_lived_experience"' in words) != private
    assert "Ring her sister." not in words


def test_a_private_answer_is_not_amended_from_the_open_part(client, visit, nurse):
    client.force_login(nurse)
    sent = {**fields(SEALED), "part": ""}

    assert client.post(reverse("visit_amend", args=[visit.pk]), sent).status_code == 422
    with pytest.raises(NoSuchAnswer):
        amend(visit, Correction("da_safe_contact", "x", "x", private=False), by=nurse, at=LATER)
    assert not Amendment.objects.exists()


# --- who ----------------------------------------------------------------------------------------


def test_the_manager_amends_and_so_does_the_author_who_gave_the_family_on(case, visit, nurse):
    manager, next_one = person(Role.MANAGER, case.team), person(team=case.team)
    type(case).objects.filter(pk=case.pk).update(owner=next_one)

    amend(visit, OPEN, by=manager, at=LATER)
    amend(visit, OPEN, by=type(nurse).objects.get(pk=nurse.pk), at=LATER)

    assert Amendment.objects.count() == 2


def test_the_author_who_gave_the_family_on_does_not_amend_what_is_kept_apart(case, visit, nurse):
    type(case).objects.filter(pk=case.pk).update(owner=person(team=case.team))

    with pytest.raises(NotPermitted):
        amend(visit, SEALED, by=type(nurse).objects.get(pk=nurse.pk), at=LATER)


def test_for_that_author_the_part_that_is_kept_apart_is_not_there(client, case, visit, nurse):
    type(case).objects.filter(pk=case.pk).update(owner=person(team=case.team))
    client.force_login(nurse)
    before = Event.objects.count()

    answer = client.post(reverse("visit_amend", args=[visit.pk]), {"part": "answers"})

    assert answer.status_code == 404
    assert [one.kind for one in Event.objects.order_by("pk")[before:]] == ["case.refused"]


def test_a_record_can_be_put_right_after_care_has_ended(client, case, visit, nurse):
    type(case).objects.filter(pk=case.pk).update(ended_on=AT_THE_VISIT.date())
    client.force_login(nurse)

    assert client.post(reverse("visit_amend", args=[visit.pk]), fields(OPEN)).status_code == 302


@pytest.mark.parametrize("who", ["colleague", "other team", "lead", "blocked author"])
def test_others_do_not_amend(client, case, visit, nurse, who):
    user = {
        "colleague": lambda: person(team=case.team),
        "other team": lambda: person(team=TeamFactory()),
        "lead": lambda: person(Role.SAFEGUARDING_LEAD),
        "blocked author": lambda: ConflictBlockFactory(case=case, user=nurse).user,
    }[who]()
    client.force_login(user)

    assert client.get(reverse("visit_amend", args=[visit.pk])).status_code == 404
    assert client.post(reverse("visit_amend", args=[visit.pk]), fields(OPEN)).status_code == 404
    with pytest.raises(MayNotAmend):
        amend(visit, OPEN, by=user, at=LATER)


def test_only_those_who_may_amend_are_offered_it(client, case, visit, nurse):
    address = reverse("visit_amend", args=[visit.pk])
    for user, offered in ((nurse, True), (person(team=case.team), False)):
        client.force_login(user)
        assert (address in page(client, "visit_signed", visit)) == offered


def test_opening_the_private_part_to_amend_it_is_logged(client, visit, nurse):
    client.force_login(nurse)

    page(client, "visit_amend", visit, post={"part": "answers"})

    assert Event.objects.filter(kind="visit.private_read", by=nurse).count() == 1


# --- frozen, and verified -----------------------------------------------------------------------


@pytest.fixture
def amendment(visit, nurse):
    return amend(visit, SEALED, by=nurse, at=LATER)


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_database_keeps_an_amendment_as_it_was_written(amendment, verb):
    rows = Amendment.objects.filter(pk=amendment.pk)

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        rows.update(sealed=b"x") if verb == "change" else rows._raw_delete("default")


def test_no_words_of_an_amendment_lie_open_in_the_database_or_the_log(amendment):
    row = Amendment.objects.get(pk=amendment.pk)
    assert APART.encode() not in bytes(row.sealed)
    event = Event.objects.get(kind="visit.amended")
    assert set(event.details) == {"digest"}


@pytest.mark.parametrize("field", ["sealed", "private", "by", "at"])
def test_a_changed_amendment_is_named(amendment, nurse, field):
    frozen.remove_triggers(connection)
    other = {
        "sealed": bytes(amendment.sealed) + b"x",
        "private": False,
        "by": person(team=TeamFactory()),
        "at": LATER + timedelta(seconds=1),
    }[field]
    Amendment.objects.filter(pk=amendment.pk).update(**{field: other})

    assert list(visit_problems()) == [
        f"Amendment {amendment.pk} of visit {amendment.visit_id} was changed after it was written."
    ]


def test_an_amendment_that_is_gone_or_came_from_nowhere_is_named(amendment, nurse):
    frozen.remove_triggers(connection)
    Amendment.objects.filter(pk=amendment.pk)._raw_delete("default")
    other = Amendment.objects.create(
        visit=amendment.visit, private=False, sealed=b"x", by=nurse, at=LATER
    )

    assert list(visit_problems()) == [
        f"Amendment {other.pk} of visit {other.visit_id} is there, and no event says so.",
        f"The log says that amendment:{amendment.pk} was written; it is not there.",
    ]
