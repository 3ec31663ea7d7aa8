"""The pages of an offer: what each person sees, that it is logged, and what it costs."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.handover import offering as transfer
from checklists.handover.models import Transfer
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, TeamFactory, person
from tests.handover.conftest import NOW
from tests.handover.offering import held, offered
from tests.visits.story import begin

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("content_in_force")]

NOTE = "Rosa prefers mornings."


@pytest.fixture
def as_(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


def page(client, offer, rest=""):
    return client.get(reverse(f"{rest}transfer", args=[offer.pk]))


def send(client, offer, rest, **fields):
    return client.post(reverse(f"{rest}_transfer", args=[offer.pk]), fields, follow=True)


# --- offering -----------------------------------------------------------------------------------


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


# --- one offer ----------------------------------------------------------------------------------


@pytest.fixture
def to_south(case, south, mo, sunny):
    ItemFactory(case=case)
    ItemFactory(case=case, about_her=True, immediate=True)
    return offered(case, to_team=south, to_user=sunny)


def test_the_receiver_reads_enough_to_answer_and_no_more(as_, to_south, case, sunny):
    said = page(as_(sunny), to_south).text

    for words in (case.name, "6 weeks 3 days", "…Inkwell Row", NOTE, "Nia Northfield, North team"):
        assert words in said
    assert "1 immediate" in said
    assert "1 high" in said
    for words in (
        "4 Inkwell",
        "routine enquiry",
        "Get a safe sleep",
        reverse("case", args=[case.pk]),
    ):
        assert words not in said


READS = {
    "the one who is named": ("sunny", "transfer"),
    "the manager there": ("mo", "transfer"),
    "the holder": ("nia", "caseload"),
    "the manager here": ("morag", "manager"),
    "the lead": ("lead", "lead"),
}


@pytest.mark.parametrize("who", READS)
def test_who_reads_it_and_why_is_logged_once(as_, to_south, case, request, who):
    name, why = READS[who]
    user = person(Role.SAFEGUARDING_LEAD) if name == "lead" else request.getfixturevalue(name)

    assert page(as_(user), to_south).status_code == 200

    event = Event.objects.get(kind="case.read")
    assert (event.case_ref, event.why, event.by) == (case.pk, why, user)


STRANGERS = {
    "a colleague": lambda case, mo: person(team=case.team),
    "a colleague of the receiver": lambda case, mo: person(team=mo.memberships.get().team),
    "the manager of a third team": lambda case, mo: person(Role.MANAGER, TeamFactory()),
    "an administrator": lambda case, mo: person(Role.SYSTEM_ADMINISTRATOR),
    "the manager there, blocked": lambda case, mo: ConflictBlockFactory(case=case, user=mo).user,
    "the holder, blocked": lambda case, mo: ConflictBlockFactory(case=case, user=case.owner).user,
}


@pytest.mark.parametrize("who", STRANGERS)
def test_for_everyone_else_it_is_not_there(as_, to_south, case, mo, who):
    client = as_(STRANGERS[who](case, mo))

    for answer in (
        page(client, to_south),
        page(client, to_south, "reject_"),
        send(client, to_south, "accept"),
        send(client, to_south, "reject", reason="x"),
        send(client, to_south, "withdraw"),
    ):
        assert answer.status_code == 404
        assert case.given_name not in answer.text
    listed = client.get(reverse("transfers"))
    assert case.given_name not in listed.text
    assert not Event.objects.filter(kind="case.read").exists()


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)


def test_a_block_looks_like_a_typo(as_, to_south, case, mo, statements):
    client, unknown = as_(mo), Transfer(pk=case.pk)
    page(client, unknown)
    ConflictBlockFactory(case=case, user=mo)

    with statements() as for_unknown:
        not_there = page(client, unknown)
    with statements() as for_blocked:
        blocked = page(client, to_south)

    assert without_token(blocked) == without_token(not_there)
    assert len(for_blocked) == len(for_unknown)


def test_the_manager_there_names_the_holder(as_, to_south, case, mo, south):
    other = person(team=south, name="Sol Southern")

    answer = send(as_(mo), to_south, "accept", holder=other.pk)

    assert "Accepted. Sol Southern holds the family from today." in answer.text
    assert held(case) == (other, south)


def test_who_is_blocked_cannot_be_named(as_, to_south, case, mo, south):
    other = person(team=south, name="Rob Related")
    ConflictBlockFactory(case=case, user=other)

    assert "Rob Related" not in page(as_(mo), to_south).text
    answer = send(as_(mo), to_south, "accept", holder=other.pk)

    assert answer.status_code == 422
    assert Transfer.objects.get().is_open


def test_the_manager_has_to_choose(as_, to_south, mo):
    answer = send(as_(mo), to_south, "accept", holder="")

    assert answer.status_code == 422
    assert "Choose who holds the family" in answer.text


def test_who_is_named_accepts_with_one_button(as_, to_south, case, sunny, south):
    answer = send(as_(sunny), to_south, "accept")

    assert held(case) == (sunny, south)
    assert reverse("case", args=[case.pk]) in answer.text


def test_a_visit_not_signed_stands_in_the_way_in_words(as_, to_south, case, sunny, nia):
    begin(case)

    said = page(as_(sunny), to_south).text
    answer = send(as_(sunny), to_south, "accept")

    assert "Nia Northfield has a visit that is not signed. It must be signed first." in said
    assert "Accept</button>" not in said
    assert "It must be signed first." in answer.text
    assert held(case)[0] == nia


def test_a_reason_for_an_offer_answered_that_moment_is_shown(as_, to_south, sunny, monkeypatch):
    def too_late(*args, **kwargs):
        raise transfer.AlreadyAnswered("It was taken back. Nothing has changed.")

    monkeypatch.setattr(transfer, "reject", too_late)

    late = send(as_(sunny), to_south, "reject", reason="I have forty families.")

    assert late.status_code == 409
    assert "Nothing has changed." in late.text
    assert "I have forty families." in late.text


def test_it_is_turned_down_with_a_reason(as_, to_south, case, sunny, nia):
    assert send(as_(sunny), to_south, "reject", reason="").status_code == 422

    send(as_(sunny), to_south, "reject", reason="I have forty families.")

    assert "I have forty families." in page(as_(nia), to_south).text
    assert page(as_(sunny), to_south).status_code == 404
    assert held(case)[0] == nia


def test_it_is_taken_back(as_, to_south, nia, sunny):
    answer = send(as_(nia), to_south, "withdraw")

    assert "Nia Northfield took this back on 23 November 2026." in answer.text
    assert page(as_(sunny), to_south).status_code == 404


def test_an_answer_that_came_too_late_is_told_so(as_, to_south, nia, morag):
    send(as_(nia), to_south, "withdraw")

    answer = send(as_(morag), to_south, "withdraw")

    assert "Nia Northfield took this back on 23 November 2026. Nothing has changed." in answer.text


@pytest.mark.parametrize("rest", ["accept", "withdraw"])
def test_what_changes_something_is_posted(as_, to_south, mo, rest):
    assert page(as_(mo), to_south, f"{rest}_").status_code == 405


def test_twins_lead_to_each_other(as_, case, nia, north, south, mo):
    twin = CaseFactory(team=north, owner=nia, family=case.family, given_name="Robin")
    made = offered(case, to_team=south)

    said = page(as_(mo), made).text

    assert "<bdi>Robin Fableton</bdi> is offered too. Twins are two records" in said
    assert reverse("transfer", args=[Transfer.objects.exclude(pk=made.pk).get().pk]) in said
    read = Event.objects.get(kind="case.read", by=mo)
    assert (read.case_ref, read.shown) == (case.pk, [str(twin.pk)])


# --- the lists ----------------------------------------------------------------------------------


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
        with statements() as counted:
            client.get(reverse("offer_case", args=[case.pk]))
        counts.append([*found, len(counted)])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 18
