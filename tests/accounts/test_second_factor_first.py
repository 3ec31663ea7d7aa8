"""Nobody works with a password alone."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    PERIOD,
    SECRET,
    code_of,
    give_app,
    give_password,
    recovery_codes_of,
    sign_in,
)
from tests.factories import TeamFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factor_required")]

TYPED = {"title": "Long words", "urgency": ["high"]}


@pytest.fixture
def nia(clock):
    return person(team=TeamFactory(), username="nia")


@pytest.mark.parametrize("address", ["/", "/items/", "/accounts/sessions/", "/no/such/page/"])
def test_without_a_second_factor_every_page_leads_to_setting_one_up(client, nia, address):
    give_password(client)

    got = client.get(address)

    assert (got.status_code, got.get("Location")) in {(302, "/accounts/two-factor/"), (404, None)}
    assert client.get("/").url == "/accounts/two-factor/"


@pytest.mark.parametrize("who", ["a superuser", "a system administrator"])
def test_the_admin_asks_for_it_too(client, clock, who):
    if who == "a superuser":
        UserFactory(username="nia", is_superuser=True)
    else:
        person(Role.SYSTEM_ADMINISTRATOR, username="nia")
    give_password(client)

    assert client.get("/admin/").url == "/accounts/two-factor/"
    assert client.post("/admin/checklists/user/add/", TYPED).status_code == 403


def test_setting_up_an_app_opens_the_rest_at_once(client, nia):
    give_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    assert secret in page.text

    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(done.url).status_code == 200
    assert client.get("/accounts/sessions/").status_code == 200


def test_signing_in_with_the_app_opens_everything(client, nia):
    give_app(nia)

    sign_in(client)

    assert client.get("/accounts/sessions/").status_code == 200


def test_a_form_sent_without_it_is_kept_in_the_answer(client, nia):
    give_password(client)

    answer = client.post("/items/?page=2", TYPED)

    assert answer.status_code == 403
    assert 'value="Long words"' in answer.text
    assert 'action="/items/?page=2"' in answer.text
    assert 'href="/accounts/two-factor/"' in answer.text


def test_a_page_that_saves_by_itself_is_told_in_words(client, nia):
    give_password(client)

    answer = client.post("/items/", TYPED, headers={"Accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json()["set_up"] == "/accounts/two-factor/"


def test_advice_and_signing_out_stay_open(client, nia):
    give_password(client)

    assert client.get(reverse("baby_care_advice")).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_session_from_before_shows_the_second_factor_and_cannot_add_another(client, nia):
    give_password(client)
    give_app(nia)

    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).url.startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET)})

    assert client.get(reverse("mfa_index")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, nia):
    give_app(nia)
    nia.authenticator_set.filter(type="totp").delete()
    assert recovery_codes_of(nia)

    give_password(client)

    assert client.get("/").url == "/accounts/two-factor/"


def test_asking_for_it_costs_nothing_once_it_was_shown(client, nia, statements, settings):
    give_app(nia)
    sign_in(client)
    client.get("/accounts/confirmed/")
    counts = []
    for settings.SECOND_FACTOR_REQUIRED in (False, True):
        with statements() as counted:
            assert client.get("/accounts/confirmed/").status_code == 200
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_a_demonstration_asks_for_none_and_lets_one_be_set_up(client, nia, settings, clock):
    settings.SECOND_FACTOR_REQUIRED = False
    give_password(client)

    assert client.get("/accounts/sessions/").status_code == 200
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("account_logout"))
    assert give_password(client).url == reverse("mfa_authenticate")
    clock.shift(PERIOD)
    assert client.get("/accounts/sessions/").status_code == 302


@pytest.mark.parametrize(("demo", "required"), [("True", False), ("False", True)])
def test_only_a_demonstration_goes_without(demo, required):
    """As the settings file itself says it, read in a process that no test has touched."""
    says = "from safebabies import settings; print(settings.SECOND_FACTOR_REQUIRED)"

    said = subprocess.run(  # noqa: S603  our own settings
        [sys.executable, "-c", says],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DEMO": demo},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == str(required)
