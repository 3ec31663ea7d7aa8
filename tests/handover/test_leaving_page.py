"""A manager hands over what somebody holds; the team's page says who leaves with what."""

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    ItemFactory,
    TeamFactory,
    person,
)
from tests.handover.conftest import DAY, TODAY
from tests.handover.offering import held, offered
from tests.visits.story import begin

pytestmark = pytest.mark.usefixtures("content_in_force")


def leaving(client, user, **fields):
    address = reverse("leaving", args=[user.pk])
    return client.post(address, fields, follow=True) if fields else client.get(address)


def choices(answer, case):
    return [label for _, label in answer.context["form"].fields[f"to_{case.pk}"].choices]


def test_each_family_with_its_open_items_and_who_could_hold_it(as_, case, nia, hal, morag, north):
    ItemFactory(case=case)
    person(team=north, name="Leo Leaving").memberships.update(ends_on=TODAY + DAY)
    related = person(team=north, name="Rob Related")
    ConflictBlockFactory(case=case, user=related)

    answer = leaving(as_(morag), nia)

    assert choices(answer, case) == ["Nobody yet", "Hal Northway"]
    assert "6 weeks 3 days. Open: 1 high" in answer.text
    assert Event.objects.get(kind="leaving.read").shown == [str(case.pk)]


def test_an_offer_that_waits_is_said_because_it_is_taken_back(as_, case, nia, morag, south, mo):
    offered(case, to_team=south)

    assert "Offered to South team, which this takes back" in leaving(as_(morag), nia).text


def test_the_page_is_still_of_the_manager(as_, case, nia, morag):
    assert "Signed in as Morag Northcote" in leaving(as_(morag), nia).text


def test_one_choice_for_all_and_another_for_one(as_, case, nia, hal, morag, north):
    other, third = CaseFactory(team=north, owner=nia), CaseFactory(team=north, owner=nia)
    flora = person(team=north, name="Flora Northlea")

    answer = leaving(as_(morag), nia, everyone=hal.pk, **{f"to_{third.pk}": flora.pk})

    assert [held(one)[0] for one in (case, other, third)] == [hal, hal, flora]
    assert "Hal Northway holds 2 families more from today." in answer.text
    assert "holds no family of yours to hand over" in answer.text


def test_a_family_that_cannot_go_to_the_one_for_all_stays(as_, case, nia, hal, morag):
    ConflictBlockFactory(case=case, user=hal)

    answer = leaving(as_(morag), nia, everyone=hal.pk)

    assert held(case)[0] == nia
    assert "Nothing was handed over" in answer.text


@pytest.mark.parametrize("to", ["sunny", "nia", "nonsense"])
def test_nobody_else_can_be_named(as_, case, nia, morag, hal, sunny, to):
    value = {"sunny": sunny.pk, "nia": nia.pk}.get(to, "x")

    answer = leaving(as_(morag), nia, **{f"to_{case.pk}": value})

    assert answer.status_code == 422
    assert held(case)[0] == nia


def test_a_family_the_manager_is_kept_from_is_not_there(as_, case, nia, hal, morag, north):
    ConflictBlockFactory(case=case, user=morag)

    answer = leaving(as_(morag), nia, everyone=hal.pk)

    assert case.given_name not in answer.text
    assert held(case)[0] == nia


def test_visits_not_signed_are_counted(as_, case, nia, morag):
    begin(case)

    assert "1 visit not signed." in leaving(as_(morag), nia).text


def test_what_somebody_left_behind_is_still_handed_over(as_, case, nia, hal, morag):
    nia.memberships.update(ends_on=TODAY - DAY)
    type(nia).objects.filter(pk=nia.pk).update(is_active=False)

    leaving(as_(morag), nia, everyone=hal.pk)

    assert held(case)[0] == hal


@pytest.mark.parametrize("who", ["hal", "mo", "lead", "unknown"])
def test_for_others_and_for_other_teams_it_is_not_there(as_, case, nia, hal, mo, morag, who):
    if who == "unknown":
        answer = leaving(as_(morag), person(team=TeamFactory()))
    else:
        people = {"hal": hal, "mo": mo, "lead": person(Role.SAFEGUARDING_LEAD)}
        answer = leaving(as_(people[who]), nia)

    assert answer.status_code == 404


def test_it_costs_the_same_at_any_size(as_, nia, morag, north, statements):
    counts = []
    for more in (2, 15):
        for _ in range(more):
            ItemFactory.create_batch(2, case=CaseFactory(team=north, owner=nia))
            person(team=north)
        client = as_(morag)
        leaving(client, nia)
        with statements() as counted:
            leaving(client, nia)
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12


# --- the team's page ----------------------------------------------------------------------------


def people(client):
    answer = client.get(reverse("team"))
    return answer, {row["title"]: row["text"] for row in answer.context["people"]}


def test_the_team_page_says_what_each_holds_and_who_is_away(as_, case, nia, hal, morag):
    AbsenceFactory(user=nia, covered_by=hal, starts_on=TODAY, ends_on=TODAY + DAY)
    AbsenceFactory(user=hal, covered_by=None, starts_on=TODAY + 7 * DAY, ends_on=TODAY + 9 * DAY)

    _, rows = people(as_(morag))

    assert rows == {
        "Hal Northway": "No families. Away from 30 November until 2 December, no cover",
        "Morag Northcote": "No families",
        "Nia Northfield": "1 family. Away until 24 November, Hal Northway covers",
    }


LEAVES = {
    "in ten days": (10, "Nia Northfield leaves on 3 December and holds 1 family."),
    "in four weeks": (28, "Nia Northfield leaves on 21 December and holds 1 family."),
    "later": (29, None),
    "since yesterday": (-1, "Nia Northfield no longer works in this team and still holds 1 family"),
}


@pytest.mark.parametrize("when", LEAVES)
def test_the_team_page_says_who_leaves_and_with_what(as_, case, nia, morag, when):
    days, words = LEAVES[when]
    nia.memberships.update(ends_on=TODAY + days * DAY)

    said = as_(morag).get(reverse("team"))

    assert [one.leaves for one in said.context["leavers"]] == (
        [] if words is None else [f"{words.rstrip('.')}."]
    )
    assert words is None or words in said.text


def test_who_leaves_without_families_is_no_notice(as_, hal, morag):
    hal.memberships.update(ends_on=TODAY + DAY)

    assert as_(morag).get(reverse("team")).context["leavers"] == []


def test_a_family_the_manager_is_kept_from_is_not_counted(as_, case, nia, morag):
    ConflictBlockFactory(case=case, user=morag)

    assert people(as_(morag))[1]["Nia Northfield"] == "No families"
