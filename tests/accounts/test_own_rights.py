"""Administrators cannot raise their own rights: each way is tried."""

import pytest

from checklists.people.models.absences import Absence
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from tests.accounts.admin_pages import page_of, role_typed, save, typed
from tests.factories import MembershipFactory, TeamFactory, UserFactory, person

pytestmark = pytest.mark.django_db
MORE = {
    "is_superuser": "on",
    "is_staff": "on",
    "groups": "1",
    "user_permissions": ["1", "2", "3"],
}


@pytest.fixture
def ada(client):
    """A system administrator who also works as a health visitor."""
    user = person(Role.SYSTEM_ADMINISTRATOR)
    MembershipFactory(user=user)
    client.force_login(user)
    return user


def rights(user):
    """All that gives someone rights, as it stands in the database."""
    row = User.objects.get(pk=user.pk)
    held = row.memberships.order_by("pk").values_list("role", "team", "starts_on", "ends_on")
    covers = Absence.objects.filter(covered_by=row).count()
    return row.is_superuser, list(held), covers, row.groups.count(), row.user_permissions.count()


@pytest.mark.parametrize("page", ["change/", "password/", "delete/"])
def test_no_page_about_oneself_changes_anything(client, ada, page):
    before = rights(ada)

    response = client.post(page_of(ada, page), typed(ada, **role_typed("editor"), **MORE))

    assert response.status_code == 403
    assert rights(ada) == before


def test_a_superuser_does_not_change_themselves_either(client):
    root = UserFactory(is_superuser=True)
    client.force_login(root)

    assert save(client, root, **role_typed("editor")).status_code == 403


def test_a_row_of_ones_own_is_not_reached_through_a_colleagues_page(client, ada):
    colleague, mine = UserFactory(), ada.memberships.get(role=Role.SYSTEM_ADMINISTRATOR)
    before = rights(ada)
    sent = role_typed("safeguarding_lead") | {
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": mine.pk,
        "memberships-0-user": ada.pk,
    }

    save(client, colleague, **sent)

    assert rights(ada) == before
    assert not Membership.objects.filter(role=Role.SAFEGUARDING_LEAD).exists()


def test_a_new_row_on_a_colleagues_page_is_the_colleagues(client, ada):
    colleague, before = UserFactory(), rights(ada)
    sent = role_typed("safeguarding_lead") | {"memberships-0-user": ada.pk}

    save(client, colleague, **sent)

    assert rights(ada) == before


def test_nobody_makes_themselves_the_cover_of_a_colleague(client, ada):
    colleague, before = person(team=TeamFactory()), rights(ada)
    away = {"id": "", "covered_by": ada.pk, "starts_on": "2026-11-01", "ends_on": "2026-12-31"}
    rows = {f"absences-0-{name}": value for name, value in away.items()}

    save(client, colleague, **{"absences-TOTAL_FORMS": 1}, **rows)

    assert rights(ada) == before


def test_nobody_is_made_more_than_their_roles_say(client, ada):
    colleague = UserFactory()
    before = rights(colleague)

    save(client, colleague, name="New name", **MORE)

    assert User.objects.get(pk=colleague.pk).name == "New name"
    assert rights(colleague) == before


def test_a_new_account_has_no_rights(client, ada):
    new = "a quiet river in June"
    sent = {"username": "omar", "name": "Omar Inkwell", "usable_password": "true", **MORE}

    client.post("/admin/checklists/user/add/", {**sent, "password1": new, "password2": new})

    assert rights(User.objects.get(username="omar")) == (False, [], 0, 0, 0)


@pytest.mark.parametrize("page", ["change/", "password/"])
def test_the_password_of_a_superuser_is_out_of_reach(client, ada, page):
    root = UserFactory(is_superuser=True)

    response = client.post(page_of(root, page), {"password1": "x" * 20, "password2": "x" * 20})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR], ids=str
)
def test_no_other_role_changes_anyone(client, role):
    team = TeamFactory() if role in {"health_visitor", "manager", "deputy"} else None
    client.force_login(person(role, team=team))
    colleague = UserFactory()
    before = rights(colleague)

    response = save(client, colleague, **role_typed("editor"), **MORE)

    assert response.status_code in {302, 403}
    assert rights(colleague) == before
