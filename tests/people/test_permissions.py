"""What each role may do in the admin."""

import pytest
from django.apps import apps

from checklists.people.models.teams import Role
from tests.factories import TeamFactory, person

pytestmark = pytest.mark.django_db

ABOUT_FAMILIES = [
    *["case", "casekey", "casefacts", "adult", "professional", "emergencygrant", "conflictblock"],
    *["visit", "pointcount", "answersheet", "privatesheet", "receipt"],
    *["outstandingitem", "itemevent"],
]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.SYSTEM_ADMINISTRATOR])
@pytest.mark.parametrize("model", ABOUT_FAMILIES)
def test_no_role_of_the_admin_reaches_a_family(role, model):
    user = person(role)

    assert apps.get_model("checklists", model)
    assert not any(
        user.has_perm(f"checklists.{action}_{model}")
        for action in ("view", "add", "change", "delete")
    )


@pytest.mark.parametrize(
    ("role", "permission", "given"),
    [
        (Role.EDITOR, "change_prompt", True),
        (Role.EDITOR, "change_user", False),
        (Role.EDITOR, "view_event", False),
        (Role.PUBLISHER, "view_prompt", True),
        (Role.PUBLISHER, "change_prompt", False),
        (Role.SYSTEM_ADMINISTRATOR, "change_membership", True),
        (Role.SYSTEM_ADMINISTRATOR, "delete_user", False),
        (Role.SYSTEM_ADMINISTRATOR, "view_event", True),
        (Role.SYSTEM_ADMINISTRATOR, "change_event", False),
        (Role.SYSTEM_ADMINISTRATOR, "change_prompt", False),
        (Role.SAFEGUARDING_LEAD, "view_event", False),
    ],
)
def test_a_role_gives_what_its_work_needs(role, permission, given):
    assert person(role).has_perm(f"checklists.{permission}") is given


def test_someone_deactivated_may_nothing():
    assert not person(Role.EDITOR, is_active=False).has_perm("checklists.change_prompt")


def test_a_health_visitor_has_no_part_of_the_admin():
    assert not person(team=TeamFactory()).has_module_perms("checklists")


@pytest.mark.parametrize("address", ["", "checklists/user/", "checklists/prompt/"])
def test_the_admin_is_not_there_for_a_health_visitor(client, address):
    client.force_login(person(team=TeamFactory()))

    assert client.get(f"/admin/{address}").status_code in {302, 403, 404}
