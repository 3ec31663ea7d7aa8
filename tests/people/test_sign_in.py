import re

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models import Role
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


def test_sign_in_leads_nowhere_outside(client, nia):
    response = client.post(
        reverse("account_login") + "?next=https://elsewhere.example/",
        {"login": "nia", "password": PASSWORD},
    )

    assert response.url == "/"


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
