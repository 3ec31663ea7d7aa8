"""What holds for every request: its charset, caches, scripts and HTTP methods."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed

from safebabies.middleware import explain_wrong_method

ACCEPTED = ["utf-8", "UTF-8", '"utf-8"', "utf8"]
REFUSED = ["utf-7", "iso-8859-1", "nonsense", "utf-16"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", REFUSED)
def test_text_in_another_charset_is_refused_in_plain_words(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    response = client.generic("POST", "/accounts/login/", b"login=x", content_type=kind)

    assert response.status_code == 415
    assert b"cannot be read here" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ACCEPTED)
def test_utf8_is_read_however_it_is_written(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    response = client.generic("POST", "/accounts/login/", b"login=x", content_type=kind)

    assert response.status_code != 415


@pytest.mark.django_db
def test_no_page_stays_behind_in_a_cache(client):
    response = client.get("/accounts/logout/")

    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_no_page_may_run_a_script_from_elsewhere(client):
    response = client.get("/accounts/logout/")

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_wrong_method_gets_a_page_that_says_so(rf):
    empty = HttpResponseNotAllowed(["POST"], headers={"Content-Length": "0"})

    response = explain_wrong_method(lambda request: empty)(rf.get("/"))

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert b"cannot be used like that" in response.content
    assert response.headers["Content-Length"] == str(len(response.content))


def test_a_wrong_method_leaves_one_line(client, caplog):
    client.put("/baby-care-advice/")

    assert len(caplog.records) == 1


def test_a_right_method_is_left_alone(rf):
    serve = explain_wrong_method(lambda request: HttpResponse("as it was"))

    assert serve(rf.get("/")).content == b"as it was"
