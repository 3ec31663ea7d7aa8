"""The administrator cannot let somebody leave who still holds families, and learns no name."""

import pytest

from checklists.people.models.teams import Role
from tests.accounts.admin_pages import page_of, typed
from tests.browsing import sent_back, shown_to
from tests.factories import CaseFactory, MembershipFactory, TeamFactory, person
from tests.handover.conftest import DAY, TODAY
from tests.visits.story import begin

pytestmark = pytest.mark.usefixtures("content_in_force")


@pytest.fixture(autouse=True)
def ada(client):
    user = person(Role.SYSTEM_ADMINISTRATOR, name="Ada Keyes")
    client.force_login(user)
    return user


def roles(user, **changes):
    """The rows of roles as the page would send them, the first with these changes."""
    rows = list(user.memberships.order_by("pk"))
    sent = {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        said = {
            "id": row.pk,
            "user": user.pk,
            "role": row.role,
            "team": row.team_id or "",
            "starts_on": row.starts_on,
            "ends_on": row.ends_on or "",
        }
        said |= changes if number == 0 else {}
        sent |= {f"memberships-{number}-{name}": value for name, value in said.items()}
    return sent


def save(client, user, **sent):
    fields = {name: value for name, value in typed(user, **sent).items() if value is not None}
    return client.post(page_of(user), shown_to(client, page_of(user)) | fields)


def test_closing_the_account_is_refused_with_counts_and_no_name(client, case, nia):
    begin(case)

    page = save(client, nia, is_active=None, **roles(nia))

    nia.refresh_from_db()
    assert nia.is_active
    assert "Nia Northfield holds 1 family and has 1 visit not signed." in page.text
    assert case.given_name not in page.text


def test_it_closes_once_nothing_is_held(client, nia):
    assert save(client, nia, is_active=None, **roles(nia)).status_code == 302

    nia.refresh_from_db()
    assert not nia.is_active


ENDING = {
    "yesterday": ({"ends_on": TODAY - DAY}, False),
    "today": ({"ends_on": TODAY}, False),
    "tomorrow": ({"ends_on": TODAY + DAY}, True),
    "not begun": ({"starts_on": TODAY + DAY}, False),
    "another role of the team": ({"role": "deputy"}, True),
    "a role without a team": ({"role": "editor", "team": ""}, False),
}


@pytest.mark.parametrize("how", ENDING)
def test_a_role_that_is_needed_to_hold_families_ends_only_in_time(client, case, nia, how):
    change, may = ENDING[how]

    page = save(client, nia, **roles(nia, **change))

    assert (page.status_code == 302) is may
    assert may or "Nia Northfield holds 1 family." in page.text


def test_moving_to_another_team_is_refused_while_families_stay(client, case, nia, south):
    page = save(client, nia, **roles(nia, team=south.pk))

    assert "holds 1 family" in page.text
    assert nia.memberships.get().team == case.team


def test_a_second_place_in_the_team_is_enough(client, case, nia, north):
    MembershipFactory(user=nia, team=north, role=Role.DEPUTY)

    assert save(client, nia, **roles(nia, ends_on=TODAY)).status_code == 302


def test_a_role_elsewhere_ends_freely(client, case, nia):
    elsewhere = MembershipFactory(user=nia, team=TeamFactory())
    sent = roles(nia)
    sent["memberships-1-ends_on"] = TODAY

    assert save(client, nia, **sent).status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.ends_on == TODAY


def test_what_is_wrong_already_can_be_put_right(client, nia, south):
    """Someone without a place where they hold a family is still renamed, and given a place."""
    CaseFactory(team=south, owner=nia)

    assert save(client, nia, name="Nia New", **roles(nia)).status_code == 302


def test_a_role_given_while_the_page_was_open_is_not_taken_for_one_that_ends(client, case, nia):
    page = client.get(page_of(nia))
    first = nia.memberships.get()
    MembershipFactory(user=nia, team=first.team)
    ended = {"memberships-0-ends_on": (TODAY - DAY).strftime("%d/%m/%Y")}

    answer = client.post(page_of(nia), sent_back(page, **ended))

    first.refresh_from_db()
    assert answer.status_code == 302
    assert first.ends_on == TODAY - DAY
