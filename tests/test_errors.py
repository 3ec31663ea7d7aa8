"""Pages that say that something went wrong. They come when nothing else does."""

import pytest
from django.db import OperationalError, connection
from django.http import Http404
from django.template.loader import get_template
from django.urls import reverse

from safebabies.errors import page_not_found, server_error
from safebabies.plain import PAGES, last_resort, plain_page
from safebabies.wsgi import application
from tests.factories import TeamFactory, person

pytestmark = pytest.mark.django_db

ADVICE = "/baby-care-advice/"
NO_CASE = "/cases/00000000-0000-4000-8000-000000000000/"


def away(execute, sql, params, many, context):
    raise OperationalError("the database system is shutting down")


def memberships_away(execute, sql, params, many, context):
    if "checklists_membership" in sql:
        away(execute, sql, params, many, context)
    return execute(sql, params, many, context)


@pytest.fixture
def service(client):
    """Shows what the service would show, also where a test would rather see the error."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def nurse(service):
    service.force_login(person(team=TeamFactory()))
    return service


def test_too_many_fields_are_refused_in_plain_words(client):
    fields = {f"field{number}": "x" for number in range(1500)}

    response = client.post(reverse("account_login"), fields)

    assert response.status_code == 413
    assert b"too much to send at once" in response.content


def test_a_database_that_does_not_answer_is_not_called_a_fault(rf):
    try:
        raise OperationalError
    except OperationalError:
        response = server_error(rf.get("/"))

    assert response.status_code == 503
    assert b"Not working just now" in response.content


def test_a_fault_of_ours_is_admitted(rf):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"our fault" in response.content


def test_every_error_has_its_plain_page():
    assert set(PAGES) == {400, 403, 404, 405, 413, 415, 500, 503}


@pytest.mark.parametrize("status", PAGES)
def test_a_plain_page_needs_nothing_to_work(status):
    text = plain_page(status).content.decode()

    assert "{%" not in text
    assert "{{" not in text
    assert text == get_template(f"{status}.html").render()


@pytest.mark.parametrize("path", ["/", NO_CASE, "/nothing/", "/admin/", "/team/"])
@pytest.mark.parametrize("verb", ["get", "post", "put"])
def test_without_a_database_someone_signed_in_is_told_so(nurse, path, verb):
    with connection.execute_wrapper(away):
        response = getattr(nurse, verb)(path)

    assert response.status_code == 503
    assert response.content == PAGES[503]


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing/", 404), ("/accounts/login/", 503), (ADVICE, 200)]
)
def test_without_a_database_a_visitor_is_answered(service, path, status):
    with connection.execute_wrapper(away):
        assert service.get(path).status_code == status


def test_the_way_out_is_open_without_a_database_for_someone_signed_in(nurse):
    with connection.execute_wrapper(away):
        assert nurse.get(ADVICE).status_code == 200


def test_the_quick_exit_says_nothing_of_the_session(nurse):
    response = nurse.get(ADVICE)

    assert not response.cookies


def test_the_neutral_page_is_plain_when_the_contacts_cannot_be_read(rf):
    request = rf.get("/nothing/")
    request.user = person(team=TeamFactory())

    with connection.execute_wrapper(memberships_away):
        response = page_not_found(request, Http404())

    assert (response.status_code, response.content) == (404, PAGES[404])


def test_the_neutral_page_is_plain_when_its_template_is_broken(nurse, settings, tmp_path):
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "not_found.html").write_text("{% no_such_tag %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    response = nurse.get("/nothing/")

    assert response.status_code == 404
    assert response.content == PAGES[404]


@pytest.mark.parametrize("fault", ["400", "403", "405", "413", "415", "500"])
def test_no_template_is_needed_to_say_what_went_wrong(nurse, settings, tmp_path, fault):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]
    form = "application/x-www-form-urlencoded; charset=utf-16"
    many = {f"field{number}": "x" for number in range(1500)}
    asked = {
        "400": lambda: nurse.get("/find/", headers={"host": "evil.example"}),
        "403": lambda: nurse.get("/admin/login/"),
        "405": lambda: nurse.put("/find/"),
        "413": lambda: nurse.post("/find/", many),
        "415": lambda: nurse.generic("POST", "/find/", b"a=b", content_type=form),
        "500": lambda: nurse.get("/find/"),
    }

    response = asked[fault]()

    assert response.status_code == int(fault)
    assert response.content == PAGES[int(fault)]


def test_the_last_resort_answers_when_everything_failed():
    def broken(environ, start_response):
        raise ZeroDivisionError

    started = []

    body = last_resort(broken)({}, lambda *said: started.append(said))

    assert b"our fault" in b"".join(body)
    status, headers, _ = started[0]
    assert status.startswith("500 ")
    assert dict(headers)["Content-Length"] == str(len(body[0]))
    assert dict(headers)["Cache-Control"] == "no-store"


def test_the_service_has_a_last_resort():
    assert application.__qualname__.startswith("last_resort")
