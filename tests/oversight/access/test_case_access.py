"""Who opened a record: shown to whom, in what words, and logged itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.oversight import access_log
from checklists.people.models.teams import Role
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)
from tests.oversight.access.log_pages import NIGHT, NOON, get, group, groups, read

pytestmark = pytest.mark.django_db


def test_the_page_says_who_when_in_what_role_and_why(client, case, nia, manager):
    for minutes in (0, 50, 228):
        read(case, nia, at=NOON - timedelta(minutes=minutes))
    read(case, nia, kind="case.edited", why="")
    read(case, nia, kind="visit.private_read")
    read(case, nia, kind="visit.private_copied")

    found = group(get(client, manager, "case_access", case), "Nia Northfield")

    assert found.days == [
        {
            "day": "23 November 2026",
            "line": "8.12am to midday. Printed or copied once, private part opened once, "
            "changed once, opened 3 times. Health visitor, holds the case",
        }
    ]


def test_each_day_is_a_line_newest_first_and_so_are_people(client, case, nia, manager):
    read(case, nia, at=NOON - timedelta(days=1))
    read(case, nia, at=NOON - timedelta(days=3))

    page = get(client, manager, "case_access", case)

    assert groups(page, "others") == ["Mo Managerson", "Nia Northfield"]
    days = [day["day"] for day in group(page, "Nia Northfield").days]
    assert days == ["22 November 2026", "20 November 2026"]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"why": "emergency"}, "Emergency access on 14 November 2026"),
        ({"kind": "case.refused"}, "Refused once, on 14 November 2026"),
        ({"at": NIGHT}, "At night, 11.40pm on 21 November 2026"),
    ],
)
def test_what_is_unusual_comes_first(client, case, nia, manager, event, words):
    omar = person(team=TeamFactory(), name="Omar Overley")
    read(case, omar, **{"at": NOON - timedelta(days=9), **event})
    read(case, nia)

    page = get(client, manager, "case_access", case)

    assert groups(page, "first") == ["Omar Overley"]
    assert group(page, "Omar Overley").unusual == [words]
    text = page.content.decode()
    assert text.index("Look at these first") < text.index(words) < text.index("Nia Northfield")


def test_someone_with_the_familys_name_comes_first(client, case, manager):
    read(case, person(team=TeamFactory(), name="Frank Fableton"))

    page = get(client, manager, "case_access", case)

    assert group(page, "Frank Fableton").unusual == ["Same surname as the family"]


def test_someone_who_opened_many_families_that_day_comes_first(
    client, case, team, nia, manager, monkeypatch
):
    monkeypatch.setattr("checklists.oversight.unusual.MANY_FAMILIES_A_DAY", 3)
    for one in (case, *CaseFactory.create_batch(3, team=team, owner=nia)):
        read(one, nia)
    omar = person(team=team, name="Omar Overley")
    read(case, omar)
    for one in CaseFactory.create_batch(3, team=team, owner=nia):
        read(one, omar, at=NOON - timedelta(days=1))

    page = get(client, manager, "case_access", case)

    assert group(page, "Nia Northfield").unusual == ["More than 3 families on 23 November 2026"]
    assert group(page, "Omar Overley").unusual == []


def test_reading_it_is_one_read_of_the_case_in_the_log(client, case, manager):
    get(client, manager, "case_access", case)

    (event,) = Event.objects.filter(case_ref=case.pk)
    assert (event.kind, event.by, event.why) == ("case.access_read", manager, "manager")


MAY = {
    "her manager": lambda case: person(Role.MANAGER, case.team),
    "a deputy": lambda case: person(Role.DEPUTY, case.team),
    "the lead": lambda case: person(Role.SAFEGUARDING_LEAD),
    "a manager who holds the case": lambda case: (
        MembershipFactory(user=case.owner, team=case.team, role=Role.MANAGER).user
    ),
}


@pytest.mark.parametrize("who", MAY)
def test_who_may_see_it_has_the_tab(client, case, who):
    page = get(client, MAY[who](case), "case_access", case)

    assert page.status_code == 200
    assert page.context["tabs"][-1]["title"] == "Access"


@pytest.mark.usefixtures("content_in_force")
def test_the_one_who_holds_the_case_has_no_such_tab(client, case, nia, manager):
    tabs = [tab["title"] for tab in get(client, nia, "case", case).context["tabs"]]
    of_manager = [tab["title"] for tab in get(client, manager, "case", case).context["tabs"]]

    assert "Access" not in tabs
    assert of_manager == [*tabs, "Access"]


def blocked(case, user):
    return ConflictBlockFactory(case=case, user=user).user


def in_an_emergency(case):
    until = NOON + timedelta(hours=4)
    return EmergencyGrantFactory(case=case, starts_at=NOON, ends_at=until).user


OTHERS = {
    "the one who holds it": lambda case: case.owner,
    "a colleague of the team": lambda case: person(team=case.team),
    "a manager of another team": lambda case: person(Role.MANAGER, TeamFactory()),
    "someone with emergency access": in_an_emergency,
    "a blocked manager": lambda case: blocked(case, person(Role.MANAGER, case.team)),
    "a blocked lead": lambda case: blocked(case, person(Role.SAFEGUARDING_LEAD)),
    "a system administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
}


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_it_and_the_attempt_is_logged(client, case, who):
    user = OTHERS[who](case)

    page = get(client, user, "case_access", case)

    assert page.status_code == 404
    assert "Wren" not in page.content.decode()
    assert Event.objects.filter(kind="case.refused", case_ref=case.pk, by=user).count() == 1
    assert not Event.objects.filter(kind="case.access_read").exists()


def test_a_long_log_goes_on_page_by_page_and_nothing_is_lost(client, case, manager, monkeypatch):
    monkeypatch.setattr(access_log, "ENTRIES", 3)
    for number in range(7):
        read(
            case,
            UserFactory(name=f"Person {number} Reader"),
            at=NOON - timedelta(hours=number // 2),
        )
    seen, query = [], {}
    for _ in range(4):
        page = get(client, manager, "case_access", case, **query)
        seen += [title for title in groups(page, "others") if title.startswith("Person")]
        if not page.context["following"]:
            break
        query = {"after": page.context["following"]}

    assert sorted(seen) == [f"Person {number} Reader" for number in range(7)]


@pytest.mark.parametrize("after", ["x", "2026", "2026-11-23T12:00:00_1", "_", "9" * 400])
def test_a_cursor_that_nobody_here_made_begins_at_the_newest(client, case, manager, after):
    page = get(client, manager, "case_access", case, after=after)

    assert groups(page, "others") == ["Mo Managerson"]


def test_few_statements_however_long_the_log(client, case, team, manager, statements):
    counts = []
    get(client, manager, "case_access", case)
    for more in (1, 30):
        for number in range(more):
            read(case, person(team=team), at=NOON - timedelta(days=number))
        with statements() as counted:
            client.get(reverse("case_access", args=[case.pk]))
        counts.append(len(counted))

    assert counts[0] == counts[1] <= 12
