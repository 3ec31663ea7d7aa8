import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from checklists.accounts.code_replay import refuse_replay
from checklists.accounts.second_factors import reset
from checklists.audit.models import Event
from checklists.audit.refused import NotYours
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    NINE,
    PASSKEY,
    PERIOD,
    SECRET,
    code_of,
    give_app,
    give_code,
    give_passkey,
    give_password,
    recovery_codes_of,
    secret_of,
    sign_in,
)
from tests.factories import PASSWORD, MembershipFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def nia(clock):
    user = UserFactory(username="nia")
    give_app(user)
    return user


def kinds_of(user, *, start="user."):
    return list(
        Event.objects.filter(by=user, kind__startswith=start).values_list("kind", flat=True)
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- codes ------------------------------------------------------------------------------------


def test_a_password_alone_is_only_the_first_half(client, nia):
    asked = give_password(client)

    assert asked.url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_log_says_what_was_shown(client, nia):
    sign_in(client)

    assert Event.objects.get(kind="session.started").details == {"methods": ["password", "totp"]}


@pytest.mark.parametrize("between", ["\u00a0", "\u2011", "\u200b", " \u2013 "])
def test_a_code_signs_in_however_its_groups_are_set_apart(client, nia, between):
    give_password(client)

    give_code(client, f"{code_of()[:3]}{between}{code_of()[3:]}\u202c")

    assert is_signed_in(client)


def test_a_recovery_code_does_so_as_well(client, nia):
    give_password(client)
    code = recovery_codes_of(nia)[0]

    give_code(client, f"{code[:4]}\u2013{code[4:]}\u00a0")

    assert is_signed_in(client)


def test_an_app_is_set_up_with_a_code_that_was_pasted(client, clock):
    client.force_login(UserFactory(username="ann"))
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])

    client.post(reverse("mfa_activate_totp"), {"code": f"{code[:3]}\u00a0{code[3:]}"})

    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize(
    ("later", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_counts_from_one_period_before_to_one_after(client, nia, later, accepted):
    give_password(client)

    give_code(client, code_of(later=later))

    assert is_signed_in(client) is accepted


@pytest.mark.parametrize("passed", [0, PERIOD, PERIOD * 2 - 1])
def test_a_code_is_accepted_once(client, nia, clock, passed):
    code = code_of(later=1)
    give_password(client)
    give_code(client, code)
    assert is_signed_in(client)

    other = Client()
    clock.shift(passed)
    give_password(other)
    answer = give_code(other, code)

    assert not is_signed_in(other)
    assert "was used before" in answer.text


def test_a_code_is_accepted_once_whichever_process_accepted_it(client, nia, settings):
    """Each process has its own memory; what counts is in the database."""
    sign_in(client)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    other = Client()
    give_password(other)
    give_code(other, code_of())

    assert not is_signed_in(other)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_not_both_accepted(nia):
    app, code, together, accepted = (
        nia.authenticator_set.get(type="totp"),
        code_of(),
        Barrier(2),
        [],
    )

    def use():
        together.wait(timeout=10)
        try:
            refuse_replay(app, code)
            accepted.append(code)
        except ValidationError:
            pass
        finally:
            connection.close()

    both = [Thread(target=use) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    assert accepted == [code]


def test_the_code_that_set_the_app_up_does_not_sign_in(client, clock):
    UserFactory(username="nia")
    give_password(client)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("account_logout"))

    give_password(client)
    give_code(client, code)

    assert not is_signed_in(client)


def test_a_recovery_code_signs_in_once(client, nia):
    code = recovery_codes_of(nia)[0]
    give_password(client)
    give_code(client, code)
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    give_password(client)
    give_code(client, code)

    assert not is_signed_in(client)
    assert len(recovery_codes_of(nia)) == 9


def test_a_copy_of_the_database_makes_no_codes(nia):
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in rows
    assert secret_of(nia) == SECRET


def test_an_older_key_still_opens_what_it_sealed(client, nia, settings):
    settings.CASE_KEYS = ["newer:" + "A" * 43 + "=", *settings.CASE_KEYS]

    sign_in(client)

    assert is_signed_in(client)


# --- guessing ---------------------------------------------------------------------------------


def test_guessing_codes_locks_that_person_at_that_address(client, nia):
    give_password(client)
    for guess in range(5):
        answer = give_code(client, f"00000{guess}")

    assert answer.status_code == 429
    give_code(client, code_of())
    assert not is_signed_in(client)
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 5


def test_a_new_first_half_brings_no_new_guesses(client, nia):
    for guess in range(5):
        other = Client()
        give_password(other)
        give_code(other, f"00000{guess}")

    assert give_password(client).status_code == 429


def test_someone_who_guesses_elsewhere_locks_nobody_out(client, nia):
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    give_password(guesser)
    for guess in range(6):
        give_code(guesser, f"00000{guess}")

    sign_in(client)

    assert is_signed_in(client)


def test_guesses_to_confirm_are_counted_as_well(client, nia):
    sign_in(client)
    for guess in range(5):
        answer = client.post(reverse("mfa_reauthenticate"), {"code": f"00000{guess}"})

    assert answer.status_code == 429


def test_nothing_typed_as_a_code_is_kept(client, nia):
    give_password(client)
    give_code(client, "918273")

    rows = [row for table in ("axes_accessattempt", "checklists_event") for row in rows_of(table)]
    assert rows
    assert "918273" not in str(rows)


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  one of two names
        return cursor.fetchall()


# --- adding and removing ----------------------------------------------------------------------


def test_a_second_press_on_setting_an_app_up_leads_on_as_the_first_did(client, clock):
    UserFactory(username="nia")
    give_password(client)
    address = reverse("mfa_activate_totp")
    client.get(address)
    code = code_of(client.session["mfa.totp.secret"])

    first, second = (client.post(address, {"code": code}) for _ in range(2))

    assert first.url == second.url == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert Event.objects.filter(kind="user.second_factor_added").count() == 1


def test_a_code_of_another_app_is_not_said_to_have_set_one_up(client, nia):
    sign_in(client)

    for code in ("000000", ""):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert answer.url == reverse("mfa_deactivate_totp")


def test_adding_and_removing_are_in_the_log(client, clock, second_factor_required):
    nia = UserFactory(username="nia")
    give_password(client)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    give_passkey(nia)
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds_of(nia) == [
        "user.second_factor_added",
        "user.recovery_codes_made",
        "user.second_factor_removed",
    ]


def test_adding_and_removing_ask_again_after_five_minutes(client, nia, clock):
    sign_in(client)
    for _ in range(5):
        clock.shift(timedelta(minutes=1))
        client.get("/accounts/confirmed/")

    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        asked = client.get(reverse(name))
        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert client.post(reverse(name), {}).status_code == 302
    assert Authenticator.objects.filter(user=nia, type="totp").exists()


def test_what_was_asked_is_done_after_confirming(client, nia, clock):
    sign_in(client)
    clock.shift(timedelta(minutes=6))
    asked = client.post(reverse("mfa_deactivate_totp"))

    client.post(asked.url, {"password": PASSWORD})

    assert not Authenticator.objects.filter(user=nia, type="totp").exists()
    assert kinds_of(nia) == ["user.second_factor_removed"]


def test_the_last_one_stays_while_one_is_required(client, nia, second_factor_required):
    sign_in(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 409
    assert "add another first" in answer.text
    assert Authenticator.objects.filter(user=nia, type="totp").exists()
    assert kinds_of(nia) == []


def test_the_last_passkey_stays_as_well(client, nia, second_factor_required):
    MembershipFactory(user=nia)  # so that the page's header asks the database
    sign_in(client)
    key = give_passkey(nia)
    Authenticator.objects.filter(user=nia, type="totp").delete()

    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert answer.status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_demonstration_may_remove_the_last_one(client, nia):
    sign_in(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=nia).exists()


def test_nobody_removes_a_colleagues_passkey(client, nia):
    sign_in(client)
    key = give_passkey(UserFactory())

    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_recovery_codes_are_shown_once_and_can_be_made_anew(client, nia):
    sign_in(client)
    first = recovery_codes_of(nia)

    shown = client.get(reverse("mfa_view_recovery_codes")).text
    again = client.get(reverse("mfa_view_recovery_codes")).text
    client.post(reverse("mfa_generate_recovery_codes"))
    anew = client.get(reverse("mfa_view_recovery_codes")).text

    assert all(code in shown for code in first)
    assert not any(code in again + anew for code in first)
    assert all(code in anew for code in recovery_codes_of(nia))
    assert kinds_of(nia) == ["user.recovery_codes_made"]


# --- what a stranger's browser may send ---------------------------------------------------------

SAID = {
    "nothing": "",
    "no JSON": "{",
    "a number": "17",
    "a list": "[]",
    "nothing in it": "{}",
    "no text": '{"id": 1, "rawId": 2, "type": [], "response": 3}',
    "an empty response": '{"id": "", "rawId": "", "type": "public-key", "response": {}}',
    "no user": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": '
    '"e30", "authenticatorData": "AA", "signature": "AA", "userHandle": null}}',
    "a broken user": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": '
    '{"clientDataJSON": "e30", "authenticatorData": "' + "A" * 60 + '", "signature": "AA", '
    '"userHandle": "_w"}}',
    "half a registration": json.dumps(
        {**PASSKEY, "response": {**PASSKEY["response"], "attestationObject": "o2NmbXRkbm9uZQ"}}
    ),
    "an old registration": json.dumps(PASSKEY),
    "deep": "[" * 5000 + "]" * 5000,
    "null characters": '{"id": "\\u0000", "rawId": "\\u0000"}',
}


@pytest.mark.parametrize("said", SAID)
def test_a_made_up_passkey_is_refused_in_words(client, nia, said):
    give_passkey(nia)
    sent = {"credential": SAID[said]}
    assert client.post(reverse("mfa_login_webauthn"), sent).status_code == 302
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), sent).status_code == 302
    give_password(client)
    assert client.post(reverse("mfa_authenticate"), sent).status_code == 200
    assert not is_signed_in(client)

    other = Client()
    sign_in(other)
    for name in ("mfa_reauthenticate_webauthn", "mfa_add_webauthn"):
        assert other.get(reverse(name)).status_code == 200
        assert other.post(reverse(name), {"name": "x", **sent}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


# --- losing it --------------------------------------------------------------------------------


@pytest.fixture
def ada():
    return person(Role.SYSTEM_ADMINISTRATOR, username="ada")


def ask_to_reset(client, *users):
    asking = {"action": "reset_second_factors", "_selected_action": [user.pk for user in users]}
    return client.post("/admin/checklists/user/", asking, follow=True)


def test_the_administrator_takes_a_lost_one_away(client, nia, ada):
    lead = person(Role.SAFEGUARDING_LEAD)
    phone = Client()
    sign_in(phone)
    client.force_login(ada)

    page = ask_to_reset(client, nia).text

    assert "sets up a new one at the next sign-in" in page
    assert not Authenticator.objects.filter(user=nia).exists()
    assert phone.get("/accounts/sessions/").status_code == 302
    assert Event.objects.filter(kind="user.second_factor_reset", by=ada).count() == 1
    told = Alert.objects.get(kind="second_factor_reset")
    assert (told.recipient, told.about) == (lead, nia)


def test_nobody_resets_their_own_or_a_superusers(client, ada, clock):
    root = UserFactory(is_superuser=True)
    for user in (ada, root):
        give_app(user)
    client.force_login(ada)

    page = ask_to_reset(client, ada, root).text

    assert page.count("someone else has to do this") == 2
    assert Authenticator.objects.filter(type="totp").count() == 2
    assert not Alert.objects.exists()
    for user in (ada, root):
        with pytest.raises(NotYours):
            reset(user, by=ada, at=NINE)


def test_a_superuser_resets_a_superusers(clock):
    root, other = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    give_app(other)

    reset(other, by=root, at=NINE)

    assert not Authenticator.objects.filter(user=other).exists()


def test_an_editor_may_not_reset_anything(client, nia):
    client.force_login(person(Role.EDITOR))

    assert ask_to_reset(client, nia).status_code in {302, 403}
    assert Authenticator.objects.filter(user=nia).exists()


@pytest.mark.parametrize("table", ["mfa/authenticator", "usersessions/usersession", "axes"])
def test_the_admin_offers_no_keys_and_no_sessions(client, table):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(f"/admin/{table}/").status_code == 404
    assert Session.objects.exists()
