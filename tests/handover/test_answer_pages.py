"""The page of one offer: what each person sees, that it is logged, and how it is answered."""

import re

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.handover import offering as transfer
from checklists.handover.models import Transfer
from checklists.people.models.teams import Role
from tests.factories import CaseFactory, ConflictBlockFactory, TeamFactory, person
from tests.handover.offering import held, offered
from tests.handover.pages import NOTE, page, send
from tests.visits.story import begin

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("content_in_force")]


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


def test_a_visit_not_signed_is_named_as_what_prevents_it(as_, to_south, case, sunny, nia):
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
