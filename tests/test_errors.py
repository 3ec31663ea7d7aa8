import pytest
from django.db import OperationalError
from django.urls import reverse

from safebabies.errors import out_of_order

pytestmark = pytest.mark.django_db


def test_too_many_fields_are_refused_in_plain_words(client):
    fields = {f"field{number}": "x" for number in range(1500)}

    response = client.post(reverse("account_login"), fields)

    assert response.status_code == 413
    assert b"too much to send at once" in response.content


def test_too_much_text_is_refused_in_plain_words(client):
    response = client.post(
        reverse("account_login"), "login=" + "x" * 3_000_000, content_type="text/plain"
    )

    assert response.status_code < 500


@pytest.mark.parametrize("typed", ["a\0b", b"\xed\xa0\x80", "\u202eback", "x" * 200_000])
def test_odd_text_at_sign_in_is_not_our_fault(client, typed):
    response = client.post(reverse("account_login"), {"login": typed, "password": typed})

    assert response.status_code < 500


def test_a_database_that_does_not_answer_is_not_called_a_fault(rf):
    try:
        raise OperationalError
    except OperationalError:
        response = out_of_order(rf.get("/"))

    assert response.status_code == 503
    assert b"Not working just now" in response.content


def test_a_fault_of_ours_is_admitted(rf):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        response = out_of_order(rf.get("/"))

    assert response.status_code == 500
    assert b"our fault" in response.content
