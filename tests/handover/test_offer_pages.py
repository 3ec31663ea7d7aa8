"""The page on which a family is offered: to whom it can be, and who finds it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.handover.models import Transfer
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, person
from tests.handover.conftest import NOW
from tests.handover.offering import held, offered
from tests.handover.pages import NOTE
from tests.visits.story import begin

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("content_in_force")]


def offer_page(client, case, **fields):
    address = reverse("offer_case", args=[case.pk])
    return client.post(address, fields, follow=True) if fields else client.get(address)


def choices(answer):
    return [label for _, label in answer.context["form"].fields["to"].choices]


def test_colleagues_come_first_then_teams_then_their_people(as_, case, nia, hal, south, mo, sunny):
    assert choices(offer_page(as_(nia), case)) == [
        "Choose",
        "Hal Northway",
        "South team, where a manager chooses",
        "Sunny Southwell, South team",
    ]


def test_who_is_blocked_and_a_team_only_they_lead_are_not_there(as_, case, nia, hal, south, mo):
    ConflictBlockFactory(case=case, user=hal)
    ConflictBlockFactory(case=case, user=mo)

    answer = offer_page(as_(nia), case)

    assert choices(answer) == ["Choose"]
    assert "Nobody can take this family over today" in answer.text


def test_a_twins_block_keeps_them_out_too(as_, case, nia, hal, north, mo):
    twin = CaseFactory(team=north, owner=nia, family=case.family, given_name="Robin")
    ConflictBlockFactory(case=twin, user=hal)

    answer = offer_page(as_(nia), case)

    assert "Hal Northway" not in answer.text
    assert "<bdi>Robin Fableton</bdi> is offered too. Twins are two records" in answer.text


def test_it_is_offered_and_waits(as_, case, nia, north, hal):
    answer = offer_page(as_(nia), case, to=f"{north.pk}:{hal.pk}", note=NOTE)

    assert answer.redirect_chain[-1][0] == reverse("transfer", args=[Transfer.objects.get().pk])
    assert "Until it is accepted nothing changes" in answer.text
    assert "Offered today, not answered yet" in answer.text
    assert held(case) == (nia, north)


def test_a_note_and_a_receiver_are_asked_for(as_, case, nia, hal, north):
    answer = offer_page(as_(nia), case, to="", note="")

    assert answer.status_code == 422
    assert "Choose who takes over" in answer.text
    assert "Say what the next practitioner needs to know" in answer.text


def test_a_receiver_that_was_not_offered_is_refused(as_, case, nia, hal, north, south):
    ConflictBlockFactory(case=case, user=hal)

    for to in (f"{north.pk}:{hal.pk}", f"{south.pk}:", "x"):
        assert offer_page(as_(nia), case, to=to, note=NOTE).status_code == 422
    assert not Transfer.objects.exists()


def test_own_visits_not_signed_are_shown_with_a_link_and_others_by_name(as_, case, nia, morag, hal):
    visit = begin(case)

    own, managers = offer_page(as_(nia), case), offer_page(as_(morag), case)

    assert reverse("visit", args=[visit.pk]) in own.text
    assert "Nia Northfield has a visit that is not signed" in managers.text
    assert reverse("visit", args=[visit.pk]) not in managers.text


def test_a_family_that_waits_leads_to_its_offer(as_, case, nia, south, mo):
    made = offered(case, to_team=south)

    answer = as_(nia).get(reverse("offer_case", args=[case.pk]))

    assert answer.url == reverse("transfer", args=[made.pk])


@pytest.mark.parametrize("who", ["a colleague", "the lead"])
def test_who_may_not_offer_finds_no_page_and_no_link(as_, case, who):
    make = {
        "a colleague": lambda: person(team=case.team),
        "the lead": lambda: person(Role.SAFEGUARDING_LEAD),
    }
    client = as_(make[who]())

    assert offer_page(client, case).status_code == 404
    assert "Hand over" not in client.get(reverse("case", args=[case.pk])).text


def test_the_case_page_leads_there_and_says_how_long_it_has_waited(as_, case, nia, south, mo):
    address = reverse("case", args=[case.pk])
    assert reverse("offer_case", args=[case.pk]) in as_(nia).get(address).text

    offered(case, to_team=south, at=NOW - timedelta(days=3))

    said = as_(nia).get(address).text
    assert "to South team. Not answered for 3 days." in said
    assert "Hand over this family" not in said
