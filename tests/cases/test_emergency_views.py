"""The page that opens a record in an emergency, and what it never tells."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.emergency import open_in_emergency
from checklists.cases.models.emergency import EmergencyGrant
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.case_fixtures import NOW
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]

HOUR = timedelta(hours=1)
WHY = {"category": "called_out", "words": "The police rang about the baby."}
BORN = {"day-day": "9", "day-month": "10", "day-year": "2026"}
PAGE = "/emergency/"


@pytest.fixture
def sol(client, stranger):
    """A health visitor of another team, signed in just now."""
    client.force_login(stranger)
    return stranger


def sent(client, **typed):
    return client.post(PAGE, {**WHY, **typed})


def test_the_id_of_the_link_and_a_reason_open_the_record(client, sol, case):
    page = client.get(f"{PAGE}?record={case.pk}")
    answer = sent(client, record=page.context["form"]["record"].value())

    assert answer.url == reverse("case", args=[case.pk])
    assert client.get(answer.url).status_code == 200
    assert EmergencyGrant.objects.get().user == sol


@pytest.mark.parametrize(
    "typed",
    [
        {"nhs_number": "999 000 1022"},
        {"nhs_number": "9990001022", "name": "Wren Fableton", **BORN},
        {"name": " wren   fableton ", **BORN},
        {"name": "Rosa Fableton", **BORN},
        {"name": "Baby of Rosa Fableton", **BORN},
        {"nhs_number": "NHS 999 000 1022"},
    ],
    ids=["number", "number and name", "the baby's name", "the mother's name", "shown", "NHS"],
)
def test_so_do_the_number_or_a_name_with_its_date(client, sol, nurse, team, typed):
    case = CaseFactory(owner=nurse, team=team, nhs_number="9990001022")

    assert sent(client, **typed).url == reverse("case", args=[case.pk])


def test_unborn_twins_open_by_the_mother_each_logged_and_the_first_leads_on(client, sol):
    first = CaseFactory(unborn=True, birth_order=1)
    same = {"family": first.family, "owner": first.owner, "team": first.team}
    second = CaseFactory(unborn=True, birth_order=2, **same)
    due = {f"day-{part}": str(getattr(first.due_on, part)) for part in ("day", "month", "year")}

    answer = sent(client, name="Rosa Fableton", **due)

    assert answer.url == reverse("case", args=[first.pk])
    opened = Event.objects.filter(kind="emergency.opened").values_list("case_ref", flat=True)
    assert set(opened) == {first.pk, second.pk}
    assert reverse("case", args=[second.pk]) in client.get(answer.url).text


def test_a_second_reason_is_not_kept_and_the_page_says_so(client, sol, case):
    sent(client, record=str(case.pk))
    with time_machine.travel(NOW + HOUR / 60, tick=False):
        again = client.post(
            PAGE, {**WHY, "words": "Another reason.", "record": case.pk}, follow=True
        )

    assert "You had this record open already." in again.text
    assert EmergencyGrant.objects.count() == 1


def test_the_record_of_a_link_is_not_asked_for_again(client, sol, case):
    from_a_link, plain = client.get(f"{PAGE}?record={case.pk}"), client.get(PAGE)

    assert "NHS number" not in from_a_link.text
    assert "NHS number" in plain.text


def test_who_may_open_all_of_it_is_just_sent_there(client, nurse, case):
    client.force_login(nurse)

    answer = client.post(PAGE, {**WHY, "record": case.pk}, follow=True)

    assert answer.redirect_chain[0][0] == reverse("case", args=[case.pk])
    assert "Emergency access was not used" in answer.text
    assert not EmergencyGrant.objects.exists()


def test_a_colleague_of_the_team_gets_the_private_part(client, colleague, case):
    client.force_login(colleague)
    assert reverse("emergency") in client.get(reverse("case", args=[case.pk])).text

    sent(client, record=case.pk)

    assert client.post(reverse("household", args=[case.pk])).context["is_open"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nhs_number": "9990001022", "category": ""}, "category"),
        ({"nhs_number": "9990001022", "words": " "}, "words"),
        ({"nhs_number": "9990001022", "words": "x" * 4001}, "words"),
        ({}, "nhs_number"),
        ({"name": "Wren Fableton"}, "day"),
        (BORN, "name"),
        ({"name": "Wren Fableton", **BORN, "day-month": "13"}, "day"),
    ],
)
def test_what_is_missing_is_said_before_any_record_is_looked_for(client, sol, typed, field):
    CaseFactory(nhs_number="9990001022")

    page = sent(client, **typed)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Event.objects.filter(kind="emergency.refused").exists()
    assert not EmergencyGrant.objects.exists()


# --- what is never told


def blocked(sol, **fields):
    return ConflictBlockFactory(case=CaseFactory(**fields), user=sol).case


def told_nothing(page):
    """The page without its token and the id or number that was typed."""
    plain = re.sub(r'value="[^"]{64}"', "", page.text)
    return re.sub(r'(name="(record|nhs_number)"[^>]*) value="[^"]*"', r"\1", plain)


def test_whatever_keeps_it_shut_the_page_and_its_cost_are_the_same(client, sol, statements):
    of_two = {"name": "Ivy Twice", **BORN}
    CaseFactory.create_batch(2, given_name="Ivy", family_name="Twice")
    nobodys = {"name": "Ivy Nobody", **BORN}
    ways = (
        {
            "unknown": {"record": uuid4()},
            "blocked": {"record": blocked(sol).pk},
            "no id": {"record": "drop table"},
        },
        {
            "unknown": {"nhs_number": "9990001049"},
            "blocked": {"nhs_number": blocked(sol, nhs_number="9990001022").nhs_number},
            "mistyped": {"nhs_number": "9990001023"},
            "no number": {"nhs_number": "my number"},
        },
        {"several": of_two, "none": nobodys, "blocked": nobodys},
    )
    for hours, tries in enumerate(ways):
        # The refusals of one hour are counted together, and the leads are told of the fifth.
        with time_machine.travel(NOW + 2 * hours * HOUR):
            client.logout()
            client.force_login(sol)
            client.get(reverse("emergency"))  # what is only done once in a session
            look_the_same(client, sol, tries, statements)


def look_the_same(client, sol, tries, statements):
    pages, counts = set(), set()
    for why, typed in tries.items():
        if why == "blocked" and "name" in typed:
            blocked(sol, given_name="Ivy", family_name="Nobody")
        with statements() as counted:
            page = sent(client, **typed)
        counts.add(len(counted))
        pages.add(told_nothing(page).replace("Ivy Twice", "").replace("Ivy Nobody", ""))
        assert page.status_code == 422
        assert "could not be opened. Ring the duty contact" in page.text
    assert (len(pages), len(counts)) == (1, 1), tries


def test_all_that_was_typed_is_kept(client, sol):
    page = sent(client, nhs_number="999 000 1022", name="Wren Fableton", **BORN)

    for typed in ("999 000 1022", "Wren Fableton", "The police rang about the baby.", "2026"):
        assert typed in page.text
    assert 'value="called_out" checked' in re.sub(r"\s+", " ", page.text)


def test_the_duty_contact_stands_on_the_page(client, sol):
    assert sol.memberships.get().team.duty_contact in sent(client, nhs_number="1").text


def test_a_refusal_is_in_the_log_and_tells_no_manager(client, sol, manager, case):
    ConflictBlockFactory(case=case, user=sol, set_by=manager)

    sent(client, record=case.pk)

    event = Event.objects.get(kind="emergency.refused")
    assert (event.by, event.case_ref) == (sol, case.pk)
    assert not Alert.objects.filter(kind="emergency_used").exists()


def test_the_log_knows_which_record_somebody_blocked_asked_for_by_number(client, sol):
    case = blocked(sol, nhs_number="9990001022")

    sent(client, nhs_number="999 000 1022")

    assert Event.objects.get(kind="emergency.refused").case_ref == case.pk


# --- who


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.SYSTEM_ADMINISTRATOR])
def test_for_people_without_families_there_is_no_such_page(client, case, role):
    client.force_login(person(role))

    assert client.get(PAGE).status_code == 404
    assert sent(client, record=case.pk).status_code == 404


def test_a_superuser_with_a_role_has_no_such_page(client, case):
    client.force_login(person(team=case.team, is_superuser=True))

    assert client.get(PAGE).status_code == 404
    assert sent(client, record=case.pk).status_code == 404


def test_it_asks_who_is_there_after_five_minutes(client, sol, case):
    client.get(PAGE)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        asked = client.get(f"{PAGE}?record={case.pk}")
        kept = sent(client, record=case.pk)

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert str(case.pk) in asked.url
    assert kept.status_code == 403
    assert WHY["words"] in kept.text
    assert not EmergencyGrant.objects.exists()


# --- the end


def test_ending_it_now_shuts_the_record(client, sol, case):
    sent(client, record=case.pk)

    answer = client.post(reverse("end_emergency", args=[case.pk]))

    assert answer.url == "/"
    assert client.get(reverse("case", args=[case.pk])).status_code == 404
    assert EmergencyGrant.objects.get().ends_at == NOW


def test_nobody_ends_anothers(client, sol, case, manager):
    sent(client, record=case.pk)
    client.force_login(manager)

    assert client.post(reverse("end_emergency", args=[case.pk])).status_code == 404
    assert EmergencyGrant.objects.get().ends_at == NOW + 4 * HOUR


def test_what_is_sent_after_the_end_is_held(client, sol, case):
    open_in_emergency(case, **WHY, by=sol, at=NOW)

    with time_machine.travel(NOW + 4 * HOUR, tick=False):
        client.force_login(sol)
        page = client.post(reverse("add_item", args=[case.pk]), {"title": "Ring the midwife"})

    assert page.status_code == 404
    assert 'value="Ring the midwife"' in page.text
    assert f"/emergency/?record={case.pk}" in page.text


def test_a_superuser_is_not_shown_the_link(client):
    user = MembershipFactory(user=UserFactory(is_superuser=True), team=TeamFactory()).user
    client.force_login(user)

    assert "opens a record" not in client.get("/nowhere/").text
