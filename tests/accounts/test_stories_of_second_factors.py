"""What happens to people and their second factors: used, lost, run out, unreadable; in the admin
as for everybody else."""

import pytest
from django.urls import reverse

from checklists.accounts.second_factor_reading import kinds_held
from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    UNREADABLE_PASSKEYS,
    code_of,
    give,
    give_app,
    give_code,
    give_password,
    is_signed_in,
    kinds_of,
    only_unreadable,
    recovery_codes_of,
    spoil,
)
from tests.accounts.soft_passkey import (
    SoftPasskey,
    add,
    browser,
    options_of,
    show,
    sign_in_alone,
)
from tests.factories import TeamFactory, person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("second_factor_required"),
]

LOST = "cannot be read any more"
WORKS_HERE = {
    "a health visitor": (Role.HEALTH_VISITOR, "/accounts/sessions/"),
    "an editor of the admin": (Role.EDITOR, "/admin/"),
    "a system administrator": (Role.SYSTEM_ADMINISTRATOR, "/admin/checklists/user/"),
}


@pytest.fixture(params=WORKS_HERE)
def somebody(request, clock):
    """Each of them, with the page that they work on."""
    role, page = WORKS_HERE[request.param]
    team = TeamFactory() if role == Role.HEALTH_VISITOR else None
    made = person(role, team, username="nia")
    made.works_on = page
    return made


def half_in():
    made = browser()
    give_password(made)
    return made


def works(made, somebody):
    return made.get(somebody.works_on).status_code == 200


def test_a_passkey_is_added_used_and_removed(somebody, clock):
    desk, passkey = half_in(), SoftPasskey()
    assert desk.get(somebody.works_on).url == reverse("mfa_index")

    add(desk, passkey)
    assert works(desk, somebody)
    show(other := half_in(), passkey)
    assert works(other, somebody)
    add(desk, SoftPasskey(), name="Key ring")
    old = somebody.authenticator_set.get(type="webauthn", data__name="Tablet")
    desk.post(reverse("mfa_remove_webauthn", args=[old.pk]))

    assert works(desk, somebody)
    assert not works(other, somebody)
    assert kinds_of(somebody)[-1] == "user.second_factor_removed"


def test_a_lost_passkey_opens_no_door_once_it_is_removed(somebody, clock):
    desk, lost = half_in(), SoftPasskey()
    add(desk, lost)
    add(desk, SoftPasskey(), name="Key ring")
    row = somebody.authenticator_set.get(data__name="Tablet")
    desk.post(reverse("mfa_remove_webauthn", args=[row.pk]))
    finder, half = browser(), half_in()

    sign_in_alone(finder, lost, somebody)
    show(half, lost)
    clock.shift(6 * 60)
    confirms = show(desk, lost, "mfa_reauthenticate_webauthn")

    assert not is_signed_in(finder)
    assert not is_signed_in(half)
    assert confirms.status_code == 200
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 3


def test_who_lost_the_only_passkey_comes_in_by_a_recovery_code_and_replaces_it(somebody):
    desk = half_in()
    add(desk, SoftPasskey())
    lost = somebody.authenticator_set.get(type="webauthn")
    again = half_in()

    give_code(again, recovery_codes_of(somebody)[0])
    assert works(again, somebody)
    add(again, SoftPasskey(), name="New one")
    again.post(reverse("mfa_remove_webauthn", args=[lost.pk]))

    assert works(again, somebody)
    assert not works(desk, somebody)
    assert [one.data["name"] for one in somebody.authenticator_set.filter(type="webauthn")] == [
        "New one"
    ]


def test_recovery_codes_run_out_each_after_one_use(somebody, clock):
    give_app(somebody)
    codes = recovery_codes_of(somebody)

    for code in codes:
        made = half_in()
        give_code(made, code)
        assert works(made, somebody)
    assert recovery_codes_of(somebody) == []
    for code in codes[:4]:  # a fifth wrong one would lock
        answer = give_code(last := half_in(), code)
        assert "was used before" in answer.text
        assert not is_signed_in(last)
    give_code(last, code_of())
    assert works(last, somebody)


def test_new_recovery_codes_are_made_after_the_last_one(somebody, clock):
    give_app(somebody)
    for code in recovery_codes_of(somebody):
        give_code(made := half_in(), code)
    old = recovery_codes_of(somebody)

    made.post(reverse("mfa_generate_recovery_codes"))

    assert old == []
    assert len(recovery_codes_of(somebody)) == 10
    assert works(made, somebody)


@pytest.mark.parametrize("why", UNREADABLE_PASSKEYS)
def test_the_only_one_unreadable_keeps_a_password_out(somebody, why):
    give(somebody, "webauthn", UNREADABLE_PASSKEYS[why])

    made = half_in()
    page = made.get(reverse("mfa_authenticate"))

    assert LOST in page.text
    assert not works(made, somebody)
    assert not is_signed_in(made)


def test_the_only_one_whose_key_is_gone_is_replaced_by_a_recovery_code(somebody, settings):
    give_app(somebody)
    code = recovery_codes_of(somebody)[0]
    spoil(somebody, "totp", {"secret": "gone:AAAA"})
    made = half_in()

    give_code(made, code)
    assert made.get(somebody.works_on).url == reverse("mfa_index")
    page = made.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    new = code_of(made.session["mfa.totp.secret"])
    made.post(reverse("mfa_activate_totp"), {"code": new})

    assert works(made, somebody)
    assert kinds_held(somebody) == {"totp"}


def test_without_its_key_nothing_that_was_encrypted_opens_anything(somebody, settings):
    give_app(somebody)
    code, recovery_code = code_of(), recovery_codes_of(somebody)[0]
    settings.CASE_KEYS = ["newer:" + "A" * 43 + "="]
    made = half_in()

    for shown in (code, recovery_code):
        give_code(made, shown)
        assert not is_signed_in(made)
    assert "Ask your team's administrator" in made.get(reverse("mfa_authenticate")).text


def test_a_recovery_code_is_refused_again_after_an_unreadable_one_was_replaced(somebody):
    code = only_unreadable(somebody)
    give_code(half_in(), code)

    again = half_in()
    give_code(again, code)

    assert not is_signed_in(again)


def test_an_old_question_is_answered_after_the_passkey_was_removed_to_no_effect(somebody):
    desk, passkey, waiting = half_in(), SoftPasskey(), browser()
    add(desk, passkey)
    add(desk, SoftPasskey(), name="Key ring")
    give_password(waiting)
    asked = options_of(waiting.get(reverse("mfa_authenticate")))
    row = somebody.authenticator_set.get(data__name="Tablet")
    desk.post(reverse("mfa_remove_webauthn", args=[row.pk]))

    waiting.post(reverse("mfa_authenticate"), {"credential": passkey.says(asked)})

    assert not is_signed_in(waiting)
