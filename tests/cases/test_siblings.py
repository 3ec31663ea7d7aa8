"""From one baby of a birth to the others: links, words, and no question too many."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.registration import registering
from tests.browsing import sent_back
from tests.case_fixtures import NOW
from tests.factories import ConflictBlockFactory, EmergencyGrantFactory, TeamFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]


def twin_of(case, name="Robin"):
    return registering.register_twin(case, by=case.owner, at=NOW, given_name=name)


def elsewhere():
    team = TeamFactory()
    return {"team": team, "owner": person(team=team)}


def page(client, user, name, case):
    client.force_login(user)
    return client.get(reverse(name, args=[case.pk]))


def text(client, user, name, case):
    return page(client, user, name, case).content.decode()


@pytest.mark.parametrize("name", ["case", "household"])
def test_the_pages_of_a_twin_lead_to_the_other(client, nurse, case, name):
    twin = twin_of(case)

    there, back = text(client, nurse, name, case), text(client, nurse, name, twin)

    assert "The other twin" in there
    assert f'href="{reverse("case", args=[twin.pk])}">Robin Fableton</a>' in there
    assert f'href="{reverse("case", args=[case.pk])}">Wren Fableton</a>' in back


@pytest.mark.parametrize("name", ["case", "household"])
def test_of_three_the_pages_lead_to_the_other_babies(client, nurse, case, name):
    twin_of(case)
    third = twin_of(case, "Linnet")

    shown = text(client, nurse, name, third)

    assert "The other babies" in shown
    assert "The other twin" not in shown
    assert all(baby in shown for baby in ("Wren Fableton", "Robin Fableton"))


def test_a_baby_born_alone_has_no_such_line(client, nurse, case):
    assert "The other" not in text(client, nurse, "case", case)


def test_a_twin_in_another_team_or_behind_a_block_is_not_there(client, nurse, case):
    twin, third = twin_of(case), twin_of(case, "Linnet")
    ConflictBlockFactory(case=twin, user=nurse)
    Case.objects.filter(pk=third.pk).update(**elsewhere())

    shown = text(client, nurse, "case", case)

    assert "The other" not in shown
    assert "Robin" not in shown
    assert "Linnet" not in shown


def test_the_log_lists_the_twin_that_a_page_names(client, nurse, case):
    twin = twin_of(case)

    page(client, nurse, "case", case)

    assert Event.objects.filter(kind="case.read").get().shown == [str(twin.pk)]


def test_a_twin_is_added_from_the_case_page(client, nurse, case):
    shown = text(client, nurse, "case", case)

    assert f'href="{reverse("add_twin", args=[case.pk])}">Add a twin</a>' in shown


def test_of_twins_a_third_is_added_as_another_baby(client, nurse, case):
    twin_of(case)

    shown, form = text(client, nurse, "case", case), text(client, nurse, "add_twin", case)

    assert ">Add another baby of this birth</a>" in shown
    assert "<h1>Add another baby of this birth</h1>" in form


def test_the_second_birth_does_not_ask_how_many_were_born(client, nurse, unborn):
    second = twin_of(unborn, "")
    client.force_login(nurse)
    born = {"born_on-day": "20", "born_on-month": "11", "born_on-year": "2026"}

    address = reverse("record_birth", args=[second.pk])
    form = client.get(address)
    answer = client.post(address, sent_back(form, **born))

    assert "How many babies were born?" not in form.text
    assert answer.url == reverse("case", args=[second.pk])
    assert Case.objects.get(pk=second.pk).is_born


def test_the_third_of_a_birth_is_a_baby_and_no_twin(nurse, unborn):
    twin_of(unborn, "")

    assert twin_of(unborn, "").name == "Baby of Rosa Fableton, baby 3"


def test_a_new_twin_is_said_to_be_one_and_a_third_another_baby(client, nurse, case):
    client.force_login(nurse)
    born = {"born_on-day": "9", "born_on-month": "10", "born_on-year": "2026"}
    said = []
    for name in ("Robin", "Linnet"):
        sent = {**born, "given_name": name, "family_name": "Fableton", "one_more": "on"}
        answer = client.post(reverse("add_twin", args=[case.pk]), sent, follow=True)
        said += [str(message) for message in answer.context["messages"]]

    assert said == ["This is the record of the other twin.", "This is the record of another baby."]


# --- one is born before another ------------------------------------------------------------------

TOO = "Is this baby born too?"


def born_beside(case, **fields):
    """Bea of the same birth, born; or with other fields."""
    twin = twin_of(case, "Bea")
    Case.objects.filter(pk=twin.pk).update(**{"born_on": date(2026, 11, 22), **fields})
    return Case.objects.get(pk=twin.pk)


def url_of_birth(case):
    return f'href="{reverse("record_birth", args=[case.pk])}">Record the birth</a>'


def test_an_unborn_twin_whose_twin_is_born_leads_to_recording_the_birth(client, nurse, unborn):
    bea = born_beside(unborn)

    shown = text(client, nurse, "case", unborn)

    assert f"{bea.name} was born on 22 November 2026.</b> {TOO}" in shown
    assert url_of_birth(unborn) in shown


def test_the_form_that_starts_a_visit_asks_the_same_and_names_nobody(client, nurse, unborn):
    before = text(client, nurse, "start_visit", unborn)
    bea = born_beside(unborn)

    shown = text(client, nurse, "start_visit", unborn)

    assert TOO not in before
    assert f"Another baby of this birth is born. {TOO}" in shown
    assert url_of_birth(unborn) in shown
    assert bea.name not in shown


def test_after_the_second_birth_the_page_leads_to_the_third(client, nurse, unborn):
    bea, third = born_beside(unborn), twin_of(unborn, "")
    Case.objects.filter(pk=unborn.pk).update(born_on=date(2026, 11, 22))

    shown = text(client, nurse, "case", bea)

    assert f"No birth is recorded of {third.name}." in shown
    assert url_of_birth(third) in shown


@pytest.mark.parametrize(
    "fields", [{"born_on": None}, {"ended_on": date(2026, 11, 22), "born_on": None}]
)
def test_while_no_other_baby_is_born_nothing_is_asked(client, nurse, unborn, fields):
    born_beside(unborn, **fields)

    assert TOO not in text(client, nurse, "case", unborn)


def test_a_baby_whose_record_ended_before_the_birth_is_not_asked_about(client, nurse, unborn):
    bea = born_beside(unborn)
    Case.objects.filter(pk=unborn.pk).update(ended_on=date(2026, 11, 1))

    assert "No birth is recorded" not in text(client, nurse, "case", bea)
    assert TOO not in text(client, nurse, "case", unborn)


def test_a_colleague_reads_that_the_other_is_born_and_records_nothing(client, colleague, unborn):
    born_beside(unborn)

    shown = text(client, colleague, "case", unborn)

    assert TOO in shown
    assert url_of_birth(unborn) not in shown


def test_a_birth_behind_a_block_is_not_told(client, nurse, unborn):
    ConflictBlockFactory(case=born_beside(unborn), user=nurse)

    assert TOO not in text(client, nurse, "case", unborn)
    assert TOO not in caseload(client)


def caseload(client):
    return client.get(reverse("caseload")).text


def test_a_caseload_shows_no_antenatal_contact_of_such_a_twin_without_the_question(
    client, nurse, unborn
):
    client.force_login(nurse)
    CaseFacts.objects.filter(case=unborn).update(
        next_contact="antenatal", next_from=date(2026, 11, 1), next_until=date(2026, 12, 1)
    )
    before = caseload(client)

    born_beside(unborn)

    assert TOO not in before
    assert caseload(client).count(TOO) == 2  # due first, and in all families


# --- no baby too many ----------------------------------------------------------------------------


def test_a_third_baby_is_added_only_when_that_is_ticked(client, nurse, case):
    twin_of(case)
    client.force_login(nurse)
    address = reverse("add_twin", args=[case.pk])
    born = {"born_on-day": "9", "born_on-month": "10", "born_on-year": "2026"}

    page = client.post(address, born).text
    so_far = Case.objects.filter(family=case.family).count()
    client.post(address, {**born, "one_more": "on"})

    assert "This is another baby: there are 3 in all" in page
    assert "Tick that this is another baby" in page
    assert (so_far, Case.objects.filter(family=case.family).count()) == (2, 3)


def test_a_second_baby_needs_no_tick(client, nurse, case):
    assert "in all" not in text(client, nurse, "add_twin", case)


@pytest.mark.parametrize("given_name", ["Wren", " WREN "])
def test_no_two_babies_of_a_birth_have_one_first_name(client, nurse, case, given_name):
    client.force_login(nurse)

    sent = {"given_name": given_name, "born_on-day": "9", "born_on-month": "10"}
    answer = client.post(reverse("add_twin", args=[case.pk]), {**sent, "born_on-year": "2026"})

    assert "Wren Fableton is a baby of this birth already." in answer.text
    assert Case.objects.count() == 1


def test_a_baby_added_by_emergency_access_leads_back_to_the_record_that_is_open(client, case):
    user = elsewhere()["owner"]
    EmergencyGrantFactory(case=case, user=user, starts_at=NOW, ends_at=NOW + timedelta(hours=4))
    client.force_login(user)

    sent = {"given_name": "Robin", "born_on-day": "9", "born_on-month": "10"}
    answer = client.post(
        reverse("add_twin", args=[case.pk]), {**sent, "born_on-year": "2026"}, follow=True
    )

    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == reverse("case", args=[case.pk])
