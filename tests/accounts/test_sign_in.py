"""Signing in, guessing passwords, and what the log says of both."""

import re
from urllib.parse import quote, urljoin

import pytest
from django.test import Client
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from tests.factories import PASSWORD, MembershipFactory, UserFactory


@pytest.fixture
def nia(db):
    return UserFactory(username="nia")


def sign_in(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_the_right_password_signs_in(client, nia):
    response = sign_in(client, "nia", PASSWORD)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(nia.pk)


def test_guessing_locks_that_person_at_that_address(client, nia):
    for guess in range(5):
        sign_in(client, "nia", f"guess {guess}")

    response = sign_in(client, "nia", PASSWORD)

    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_colleague_in_the_same_clinic_is_not_locked_out(client, nia):
    UserFactory(username="omar")
    for guess in range(5):
        sign_in(client, "nia", f"guess {guess}")

    sign_in(client, "omar", PASSWORD)

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "spelling", ["NIA", "Nia", " nia ", "\uff4eia"], ids=["large", "mixed", "spaces", "wide"]
)
def test_another_spelling_of_the_name_brings_no_new_guesses(client, nia, spelling):
    for guess in range(5):
        sign_in(client, "nia", f"guess {guess}")

    assert sign_in(client, spelling, PASSWORD).status_code == 429


def test_another_browser_at_the_same_address_brings_no_new_guesses(nia):
    for guess in range(5):
        sign_in(Client(headers={"User-Agent": f"Browser {guess}"}), "nia", f"guess {guess}")

    assert sign_in(Client(), "nia", PASSWORD).status_code == 429


def test_someone_who_guesses_elsewhere_locks_nobody_out(client, nia):
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    for guess in range(20):
        sign_in(elsewhere, "nia", f"guess {guess}")

    assert sign_in(client, "nia", PASSWORD).status_code == 302
    assert sign_in(elsewhere, "nia", PASSWORD).status_code == 429


def test_behind_a_proxy_the_address_is_the_browsers(settings, nia):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser, owner = (
        Client(headers={"X-Forwarded-For": f"198.51.100.99, {address}"}, REMOTE_ADDR="10.0.0.1")
        for address in ("203.0.113.9", "192.0.2.7")
    )
    for guess in range(6):
        sign_in(guesser, "nia", f"guess {guess}")

    assert sign_in(guesser, "nia", PASSWORD).status_code == 429
    assert sign_in(owner, "nia", PASSWORD).status_code == 302


def test_without_a_proxy_nobody_chooses_their_own_address(nia):
    for guess in range(5):
        chosen = {"X-Forwarded-For": f"203.0.113.{guess}"}
        sign_in(Client(headers=chosen), "nia", f"guess {guess}")

    assert sign_in(Client(), "nia", PASSWORD).status_code == 429


def test_a_lock_looks_the_same_for_known_and_unknown_names(client, nia):
    answers = []
    for name in ("nia", "nobody.here"):
        for guess in range(6):
            answer = sign_in(client, name, f"guess {guess}")
        answers.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))

    assert answers[0] == answers[1]


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/"])
@pytest.mark.django_db
def test_nobody_signs_up_or_resets_a_password_by_themselves(client, address):
    assert client.get(address).status_code in {302, 404}
    assert client.post(address).status_code in {302, 404}


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get("/admin/")

    assert response.status_code == 302
    assert "/accounts/login/" in client.get("/admin/", follow=True).redirect_chain[-1][0]


def kinds_of(user):
    return list(Event.objects.filter(by=user).values_list("kind", "why"))


def test_signing_in_and_out_is_in_the_log(client, nia):
    sign_in(client, "nia", PASSWORD)
    client.post(reverse("account_logout"))

    assert kinds_of(nia) == [("session.started", ""), ("session.ended", "signed_out")]
    assert "_auth_user_id" not in client.session


def test_leaving_from_the_admin_is_in_the_log_too(client, nia):
    MembershipFactory(user=nia, role=Role.EDITOR, team=None)
    sign_in(client, "nia", PASSWORD)

    client.post(reverse("admin:logout"))

    assert ("session.ended", "signed_out") in kinds_of(nia)


def test_a_refused_sign_in_is_in_the_log_without_what_was_typed(client, nia):
    sign_in(client, "nia", "a wrong guess")
    sign_in(client, "nobody.here", "a wrong guess")

    known, unknown = Event.objects.filter(kind="session.refused").order_by("seq")
    assert (known.chain, known.target) == ("nobody", f"user:{nia.pk}")
    assert unknown.target == ""
    assert "nobody.here" not in str(vars(unknown))


def test_refused_sign_ins_look_the_same_for_known_and_unknown_names(client, nia):
    known = sign_in(client, "nia", "a wrong guess").text
    unknown = sign_in(client, "omar", "a wrong guess").text

    assert re.sub(r'value="[^"]*"', "", known) == re.sub(r'value="[^"]*"', "", unknown)


def test_a_changed_password_is_in_the_log_without_it(client, nia):
    client.force_login(nia)
    new = "a quiet river in June"

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert response.status_code == 302
    assert kinds_of(nia) == [("user.password_changed", "")]


OUTSIDE = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\tjavascript:alert(1)",
    "%2F%2Felsewhere.example",
    "http://testserver@elsewhere.example/",
    "http://[::1",
]


@pytest.mark.parametrize("outside", OUTSIDE)
@pytest.mark.parametrize("place", ["address", "form"])
def test_sign_in_leads_nowhere_outside(client, nia, outside, place):
    address, typed = reverse("account_login"), {"login": "nia", "password": PASSWORD}
    if place == "address":
        address += f"?next={quote(outside)}"
    else:
        typed["next"] = outside

    response = client.post(address, typed)

    landed = urljoin("http://testserver/accounts/login/", response.url)
    assert landed.startswith("http://testserver/")


@pytest.mark.parametrize("outside", OUTSIDE)
def test_confirming_leads_nowhere_outside(client, nia, outside):
    client.force_login(nia)

    response = client.post(
        f"{reverse('account_reauthenticate')}?next={quote(outside)}", {"password": PASSWORD}
    )

    landed = urljoin("http://testserver/accounts/reauthenticate/", response.url)
    assert landed.startswith("http://testserver/")


def test_someone_deactivated_does_not_sign_in(client, nia):
    nia.is_active = False
    nia.save()

    sign_in(client, "nia", PASSWORD)

    assert "_auth_user_id" not in client.session


def test_what_is_missing_is_said_in_words(client, nia):
    page = sign_in(client, "", "").text

    assert "Enter your username" in page
    assert "Enter your password" in page
    assert "This field is required" not in page


def test_a_wrong_password_says_what_to_do(client, nia):
    assert "Check your username and password." in sign_in(client, "nia", "no").text


def test_the_password_page_speaks_our_words(client, nia):
    client.force_login(nia)

    page = client.post(reverse("account_change_password"), {"oldpassword": "no"}).text

    assert "This is not the password you have now" in page
    assert "Enter a new password" in page
    assert "This field is required" not in page
