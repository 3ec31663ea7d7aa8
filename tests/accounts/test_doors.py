"""No way into an account opens by the means of somebody else, late, or twice by one code.

What stands apart: a reset by the administrator (test_recovery), a passkey that is only touched or
copied (test_copied_passkeys), what was changed meanwhile (test_half_finished).
"""

from itertools import product

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

from checklists.audit.models import Event
from tests.accounts.doors import (
    DOORS,
    NO_DOOR,
    SESSIONS,
    Somebody,
    is_session_of,
    post,
    question_alone,
)
from tests.accounts.second_factors import SECRET, give_code, is_signed_in
from tests.accounts.soft_passkey import browser, options_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("second_factor_required"),
]

OTHER_SECRET = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
WAITS = 15 * 60  # seconds


@pytest.fixture(autouse=True)
def second_factors_known_to(provider):
    for name in ("nia", "omar"):
        provider.knows(name, preferred_username=name)


@pytest.fixture
def nia(clock):
    return Somebody("nia", SECRET, clock.shift)


@pytest.fixture
def omar(clock):
    return Somebody("omar", OTHER_SECRET, clock.shift)


def which(*marks):
    return [door for door in DOORS if all(getattr(door, mark) for mark in marks)]


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_door_opens_by_ones_own_means(door, nia):
    is_open, answer = door.is_opened(nia, nia)

    assert is_open
    assert answer.status_code == 302


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_door_stays_shut_to_somebody_elses_means(door, nia, omar):
    """Omar works here too: each of his means is good, for his own account."""
    started = Event.objects.filter(kind="session.started", by=nia.user)
    made = door.begins(nia)
    before = started.count()

    answer = door.shows(made, omar, door.asks(made))

    assert answer.status_code in (200, 302)
    assert not door.opens(made, nia)
    assert started.count() == before


@pytest.mark.parametrize("door", which("by_code"), ids=str)
def test_what_was_refused_is_in_the_log_and_counted(door, nia, omar):
    made = door.begins(nia)
    for _ in range(5):
        answer = door.shows(made, omar, None)

    assert answer.status_code == 429
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 5


# One door for each place that takes a code of either kind.
PLACES = which("by_code")
PLACES = [door for door in PLACES if not door.words.startswith("the admin")]
BY_APP = [door for door in PLACES if "recovery" not in door.words]


@pytest.mark.parametrize(("first", "then"), [*product(PLACES, BY_APP)], ids=str)
def test_a_code_that_was_used_at_one_door_is_used_at_all(first, then, nia, settings):
    """Also where another process takes the second: each has a memory of its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    waiting, made = then.begins(nia), first.begins(nia)
    codes = {"code": nia.code(), "recovery": nia.recovery_code()}
    code = codes["recovery" if "recovery" in first.words else "code"]
    post(made, first.addresses[-1], code=code)
    assert first.opens(made, nia)

    post(waiting, then.addresses[-1], code=code)

    assert not then.opens(waiting, nia)


@pytest.mark.parametrize("door", which("is_half_finished"), ids=str)
@pytest.mark.parametrize(("seconds", "is_open"), [(WAITS - 1, True), (WAITS + 1, False)])
def test_a_half_finished_sign_in_ends_after_a_quarter_of_an_hour(
    door, seconds, is_open, nia, clock
):
    made = door.begins(nia)
    question = door.asks(made)
    clock.shift(seconds)

    answer = door.shows(made, nia, question)

    assert door.opens(made, nia) is is_open
    assert is_open or answer.url == reverse("account_login")
    assert is_open or made.get(answer.url).status_code == 200


@pytest.mark.parametrize("door", which("by_passkey"), ids=str)
def test_an_answer_to_the_question_of_another_browser_opens_nothing(door, nia):
    """Two browsers of one person: what one was asked, the other does not take."""
    here, there = door.begins(nia), door.begins(nia)
    question = door.asks(here)
    door.asks(there)

    door.shows(there, nia, question)

    assert not door.opens(there, nia)


@pytest.mark.parametrize("door", which("by_passkey"), ids=str)
def test_an_answer_is_taken_once(door, nia):
    made, again = door.begins(nia), door.begins(nia)
    question = door.asks(made)
    taken_with, state = nia.passkey.signed, made.session["mfa.webauthn.state"]
    door.shows(made, nia, question)
    assert door.opens(made, nia)
    nia.passkey.signed = taken_with
    session = again.session
    session["mfa.webauthn.state"] = state  # as if that browser had been asked the same
    session.save()

    door.shows(again, nia, question)

    assert not door.opens(again, nia)


# --- two people in one browser, or one person's cookie in another's ------------------------------


def moved(made):
    """Another browser, with the cookie of the session of this one."""
    other = browser()
    other.cookies[settings.SESSION_COOKIE_NAME] = made.cookies[settings.SESSION_COOKIE_NAME].value
    return other


def test_the_cookie_of_a_half_finished_sign_in_takes_only_its_own_persons_means(nia, omar):
    here = moved(omar.half_in())
    question = options_of(here.get(reverse("mfa_authenticate")))

    give_code(here, nia.code())
    give_code(here, nia.recovery_code())
    post(here, "mfa_authenticate", credential=nia.passkey.says(question))

    assert not is_signed_in(here)
    give_code(here, omar.code())
    assert is_session_of(here, omar)


def shows_alone_where_nobody_asked(made, by):
    """The page asks nobody there, so the question is one of another browser."""
    elsewhere = browser()
    question, session = question_alone(elsewhere), made.session
    session["mfa.webauthn.state"] = elsewhere.session["mfa.webauthn.state"]
    session.save()
    return post(made, "mfa_login_webauthn", credential=by.passkey.says(question, user=by.user))


def test_a_passkey_alone_finishes_nothing_that_somebody_else_began(nia, omar):
    made = nia.half_in()

    answer = shows_alone_where_nobody_asked(made, omar)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_signed_in(made)
    give_code(made, omar.code())
    assert not is_signed_in(made)


def test_the_provider_vouching_for_somebody_else_confirms_nothing_in_a_session(nia, omar):
    made = nia.has_left()
    made.there = made.get("/accounts/provider/work/").url

    provider = next(door for door in DOORS if door.words == "provider and code")
    provider.shows(made, omar, None)

    assert not (is_session_of(made, nia) and made.get(SESSIONS).status_code == 200)


def test_a_session_goes_on_as_its_own_person_whatever_is_sent_to_sign_in(nia, omar):
    made = nia.signed_in()

    for name in ("account_login", "mfa_authenticate"):
        post(made, name, login="omar", password=omar.password, code=omar.code())
    shows_alone_where_nobody_asked(made, omar)

    assert is_session_of(made, nia)


# --- the table is whole ---------------------------------------------------------------------------


def addresses(resolver, place="", named=""):
    """(name, address, whether a visitor may open it) of every page of the product."""
    for entry in resolver.url_patterns:
        whole = f"{place}{entry.pattern}"
        if isinstance(entry, URLPattern):
            open_to_visitors = not getattr(entry.callback, "login_required", True)
            yield f"{named}{entry.name}", whole, open_to_visitors
        else:
            yield from addresses(entry, whole, f"{entry.namespace}:" if entry.namespace else named)


def test_every_address_where_one_could_come_in_is_in_the_table():
    about_accounts = ("accounts/", "admin/log", "admin/password")
    found = {
        name
        for name, place, open_to_visitors in addresses(get_resolver())
        if open_to_visitors or place.startswith(about_accounts)
    }

    assert found == {name for door in DOORS for name in door.addresses} | NO_DOOR.keys()
