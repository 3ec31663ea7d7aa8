"""From one baby of a birth to the others: links, words, and no question too many."""

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases import registering
from checklists.cases.models import Case
from tests.browsing import sent_back
from tests.cases.conftest import NOW
from tests.factories import ConflictBlockFactory, TeamFactory, person

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
        sent = {**born, "given_name": name, "family_name": "Fableton"}
        answer = client.post(reverse("add_twin", args=[case.pk]), sent, follow=True)
        said += [str(message) for message in answer.context["messages"]]

    assert said == ["This is the record of the other twin.", "This is the record of another baby."]
