import pytest
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory


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
