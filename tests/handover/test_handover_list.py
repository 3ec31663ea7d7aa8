"""The list of handovers: what waits for me and what I offered, and what it costs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ItemFactory, person
from tests.handover.conftest import NOW
from tests.handover.offering import offered
from tests.handover.pages import page, send

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("content_in_force")]


def lists(client):
    answer = client.get(reverse("transfers"))
    return answer.context["waiting"], answer.context["made"]


def test_what_waits_for_me_and_what_i_offered(as_, to_south, nia, mo):
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        waiting, made = lists(as_(mo))
        assert [row["waited"] for row in waiting] == ["Not answered for 1 day"]
        assert made == []
        assert [row["to"] for row in lists(as_(nia))[1]] == ["Sunny Southwell, South team"]


def test_after_it_went_to_another_team_the_old_holder_reads_no_name(as_, to_south, case, nia, mo):
    send(as_(mo), to_south, "accept", holder=to_south.to_user_id)

    [row] = lists(as_(nia))[1]

    assert (row["name"], row["url"]) == ("A family you held", "")
    assert row["waited"] == "Mo Southgate accepted this on 23 November 2026."
    assert page(as_(nia), to_south).status_code == 404


def test_the_list_is_one_event_with_the_families_it_showed(as_, to_south, case, mo):
    lists(as_(mo))

    assert Event.objects.get(kind="transfers.read").shown == [str(case.pk)]


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.EDITOR])
def test_others_have_no_such_list(as_, role):
    assert as_(person(role)).get(reverse("transfers")).status_code == 404


def test_the_pages_cost_the_same_at_any_size(as_, case, nia, north, south, mo, sunny, statements):
    counts = []
    for more in (1, 12):
        for _ in range(more):
            other = CaseFactory(team=north, owner=nia)
            ItemFactory.create_batch(3, case=other)
            last = offered(other, to_team=south)
            person(team=south)
        client = as_(mo)
        addresses = [reverse("transfers"), reverse("transfer", args=[last.pk])]
        found = []
        for address in addresses:
            client.get(address)
            with statements() as counted:
                client.get(address)
            found.append(len(counted))
        client = as_(nia)
        client.get(reverse("offer_case", args=[case.pk]))  # notes in the session that it is used
        with statements() as counted:
            client.get(reverse("offer_case", args=[case.pk]))
        counts.append([*found, len(counted)])

    assert counts[0] == counts[1]
    listed, offer, to_offer = counts[0]
    assert listed <= 10
    assert max(offer, to_offer) <= 15
