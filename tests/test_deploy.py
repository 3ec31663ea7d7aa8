"""The service with the settings of a real place: what its checks say, and the cookies it sets."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory
from tests.production import PRODUCTION

pytestmark = pytest.mark.sqlite_only

BASE_DIR = Path(__file__).resolve().parent.parent


def check(**changes):
    """What `manage.py check --deploy` answers: its exit code and its words."""
    return run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changes)


def run(*arguments, **changes):
    """Exit code and words of a process of its own, with nothing of this one's environment."""
    outcome = subprocess.run(  # noqa: S603  ours
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], **PRODUCTION, **changes},
        capture_output=True,
        text=True,
        check=False,
    )
    return outcome.returncode, outcome.stdout + outcome.stderr


def test_the_service_starts_in_a_process_of_its_own():
    assert run("-c", "import safebabies.wsgi") == (0, "")


def test_the_service_does_not_start_where_a_check_says_so():
    code, words = run("-c", "import safebabies.wsgi", ALLOWED_HOSTS="*")

    assert code == 1
    assert "ImproperlyConfigured" in words


def test_the_settings_of_a_real_place_pass_every_check():
    code, words = check()

    assert words == "System check identified no issues (0 silenced).\n"
    assert code == 0


def test_each_weak_setting_is_named():
    weak = {
        "ALLOWED_HOSTS": "*",
        "SECRET_KEY": "short",
        "HTTPS": "False",
        "DEBUG": "True",
        "EMAIL_URL": "dummymail://",
    }

    code, words = check(**weak)

    assert code == 1
    named = set(re.findall(r"safebabies\.([EW]\d+)", words))
    assert named >= {"E005", "E006", "E007", "E013", "W005"}


@pytest.fixture
def production(monkeypatch):
    """A browser that talks to the service under the cookie and header settings of a real place."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    settings = runpy.run_path(str(BASE_DIR / "safebabies" / "settings.py"))
    ours = ("SESSION_COOKIE", "SESSION_EXPIRE", "CSRF_COOKIE", "SECURE_", "ALLOWED_HOSTS")
    chosen = {name: value for name, value in settings.items() if name.startswith(ours)}
    with override_settings(**chosen):
        yield Client(headers={"host": "visits.example.org"})


@pytest.mark.django_db
def test_cookies_are_bound_to_this_host_and_hidden_from_scripts(production):
    user = UserFactory()
    typed = {"login": user.username, "password": PASSWORD}

    production.get(reverse("account_login"), secure=True)
    production.post(reverse("account_login"), typed, secure=True)

    assert {"__Host-session", "__Host-csrf"} <= set(production.cookies)
    for cookie in production.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["samesite"] == "Lax"
    assert not production.cookies["__Host-session"]["max-age"]


@pytest.mark.django_db
def test_browsers_are_told_to_come_over_https_only(production):
    response = production.get(reverse("account_login"), secure=True)

    wanted = "max-age=31536000; includeSubDomains; preload"
    assert response.headers["Strict-Transport-Security"] == wanted


@pytest.mark.django_db
def test_plain_http_is_sent_on_to_https(production):
    response = production.get("/find/")

    assert response.status_code == 301
    assert response.url == "https://visits.example.org/find/"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "visits.example.org.evil.example", "127.0.0.1"])
def test_another_host_name_is_not_answered(production, host):
    response = production.get("/accounts/login/", secure=True, headers={"host": host})

    assert response.status_code == 400


ASSIGNED = re.compile(
    r"""(?:secret|password|passwd|token|api_?key|key)\w*["']?\s*[:=]\s*["'][^"'\s]{12,}["']""", re.I
)
LONG = re.compile(r"""["'][A-Za-z0-9+/=_-]{40,}["']""")
# The printed password of the demonstration, and a form's name.
NOT_SECRET = ("safe-babies-demo", "ChangePasswordForm")


def test_no_key_or_password_is_written_into_the_source():
    places = [BASE_DIR / "dev", BASE_DIR / "manage.py"]
    for room in ("checklists", "safebabies", ".ci"):
        places += [path for path in (BASE_DIR / room).rglob("*") if path.suffix in {".py", ""}]

    found = [
        (str(path.relative_to(BASE_DIR)), line.strip())
        for path in places
        if path.is_file() and "migrations" not in path.parts
        for line in path.read_text().splitlines()
        if (ASSIGNED.search(line) or LONG.search(line)) and not any(w in line for w in NOT_SECRET)
    ]

    assert found == []
