"""An answer of a passkey with any one part of it wrong, missing or huge, at every page that takes
one. The rest of each is true, and the true answer opens the page afterwards."""

import json
from copy import deepcopy
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from fido2.utils import websafe_decode, websafe_encode

from tests.accounts.doors import DOORS
from tests.accounts.second_factors import code_of, give_app, give_code, give_password
from tests.accounts.soft_passkey import SoftPasskey, add, browser, options_of
from tests.factories import TeamFactory, person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("second_factor_required"),
]

GONE = object()
HUGE = 200_000
WRONG = {
    "missing": GONE,
    "null": None,
    "a number": 7,
    "a huge number": 2**70,
    "true": True,
    "not a number": float("nan"),
    "nothing": "",
    "another text": "AA",
    "no letters of the alphabet": "\x00\u00fc\ud800",
    "huge": "A" * HUGE,
    "a list": [],
    "a list of itself": [[["AA"]]],
    "an object": {},
    "deep": {"a": {"a": {"a": {}}}},
}
PARTS = ["rawId", "response", "response.clientDataJSON"]
SIGNED = [*PARTS, "response.authenticatorData", "response.signature"]
# What the browser says beside it decides nothing, as long as the person is known already.
BESIDE = ["id", "type", "response.userHandle", "clientExtensionResults", "authenticatorAttachment"]
SAID_BY_BROWSER = {
    "type": ["payment.get", "", None, 7],
    "challenge": ["AAAA", "", None, 7, "A" * HUGE],
    "origin": ["https://elsewhere.example", "http://localhost.elsewhere.example", "", None, 7],
}


def changed(truth, part, value):
    """The answer with this part of it replaced, or taken out."""
    answer = deepcopy(truth)
    *way, last = part.split(".")
    place = answer
    for step in way:
        place = place[step]
    if value is GONE:
        place.pop(last, None)
    else:
        place[last] = value
    return answer


def said_otherwise(truth, name, value):
    """The answer whose signature is of another question, page or purpose."""
    said = json.loads(websafe_decode(truth["response"]["clientDataJSON"]))
    said[name] = value
    return changed(truth, "response.clientDataJSON", websafe_encode(json.dumps(said).encode()))


def wrong_answers(truth, parts):
    yield from (changed(truth, part, value) for part in parts for value in WRONG.values())
    for name, values in SAID_BY_BROWSER.items():
        yield from (said_otherwise(truth, name, value) for value in values)


@pytest.fixture
def nia(clock):
    user = person(team=TeamFactory(), username="nia")
    give_app(user)
    return user


@pytest.fixture
def passkey(nia, clock):
    made, added = browser(), SoftPasskey()
    give_password(made)
    give_code(made, code_of())
    add(made, added)
    clock.shift(60)
    return added


def alone(nia, clock):
    made, address = browser(), reverse("mfa_login_webauthn")
    asked = made.get(address, headers={"Accept": "application/json"}).json()
    return made, address, asked["request_options"]


def second_step(nia, clock):
    made, address = browser(), reverse("mfa_authenticate")
    give_password(made)
    return made, address, options_of(made.get(address))


def confirming(nia, clock):
    made, address = browser(), reverse("mfa_reauthenticate_webauthn")
    give_password(made)
    give_code(made, code_of())
    clock.shift(6 * 60)
    return made, address, options_of(made.get(address))


def asked(made):
    return made.session["mfa.webauthn.state"]


def is_open(made):
    """The page that is open only to somebody who has signed in or confirmed just now."""
    return made.get(reverse("mfa_add_webauthn")).status_code == 200


PLACES = [alone, second_step, confirming]


def proofs(made):
    """What this browser has shown so far."""
    return made.session.get("account_authentication_methods")


def send(made, address, answer, state):
    """Once more to the first question: a page that is shown again has asked anew."""
    session = made.session
    session["mfa.webauthn.state"] = state
    session.save()
    return made.post(address, {"name": "Tablet", "credential": json.dumps(answer)})


@pytest.mark.parametrize("place", PLACES)
def test_an_answer_with_a_wrong_part_opens_nothing_and_breaks_nothing(nia, passkey, clock, place):
    made, address, question = place(nia, clock)
    truth, state, before = passkey.signs(question, user=nia), asked(made), proofs(made)
    parts = [*SIGNED, "response.userHandle"] if place is alone else SIGNED

    for answer in wrong_answers(truth, parts):
        got = send(made, address, answer, state)
        assert got.status_code in (200, 302, 429)
        assert proofs(made) == before
    assert not is_open(made)
    send(made, address, truth, state)
    assert is_open(made)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_said_beside_it_breaks_nothing(nia, passkey, clock, place):
    made, address, question = place(nia, clock)
    truth = passkey.signs(question, user=nia)

    for part, value in product(BESIDE, WRONG.values()):
        got = made.post(address, {"credential": json.dumps(changed(truth, part, value))})
        assert got.status_code in (200, 302, 403, 429)


def test_a_registration_with_a_wrong_part_stores_nothing(nia, clock):
    made, address = browser(), reverse("mfa_add_webauthn")
    give_password(made)
    give_code(made, code_of())
    truth = SoftPasskey().registers(options_of(made.get(address)))
    state, parts = asked(made), [*PARTS, "response.attestationObject"]

    of_another_name = changed(changed(truth, "id", "AA"), "rawId", "AA")

    for answer in [of_another_name, *wrong_answers(truth, parts)]:
        assert send(made, address, answer, state).status_code == 200
        assert not Authenticator.objects.filter(type="webauthn").exists()
    assert send(made, address, truth, state).status_code == 302
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_every_door_of_a_passkey_is_tried_here():
    tried = {"mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn"}

    assert {door.addresses[-1] for door in DOORS if door.by_passkey} == tried
