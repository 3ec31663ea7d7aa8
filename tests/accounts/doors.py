"""Every way into an account, as rows of a table: how it begins, what is shown, what it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.accounts.second_factors import (
    code_of,
    give_app,
    give_code,
    give_password,
    recovery_codes_of,
)
from tests.accounts.soft_passkey import SoftPasskey, add, browser, options_of
from tests.factories import MembershipFactory, UserFactory

SESSIONS, CONFIRMED_ONLY = "/accounts/sessions/", "/accounts/two-factor/passkeys/add/"
BY_CODE, BY_PASSKEY = "mfa_reauthenticate", "mfa_reauthenticate_webauthn"
ALONE, PROVIDER = "mfa_login_webauthn", "/accounts/provider/work/"


class Somebody:
    """Works here, may open the admin, and has one of each means; `later` passes time by."""

    def __init__(self, username, secret, later):
        self.username, self.secret, self.later = username, secret, later
        self.password = f"four words of {username}"
        self.user = UserFactory(username=username, password=make_password(self.password))
        MembershipFactory(user=self.user, role=Role.EDITOR, team=None)
        give_app(self.user, secret)
        self.passkey = SoftPasskey()
        add(self.signed_in(), self.passkey)
        self.later(120)

    def code(self):
        return code_of(self.secret)

    def recovery_code(self):
        return recovery_codes_of(self.user)[0]

    def half_in(self):
        made = browser()
        give_password(made, self.username, self.password)
        return made

    def signed_in(self):
        """For longer than a confirmation counts."""
        made = self.half_in()
        give_code(made, self.code())
        assert is_session_of(made, self)
        return made

    def signed_in_a_while_ago(self):
        made = self.signed_in()
        self.later(6 * 60)
        return made

    def has_left(self):
        """By the quick exit, in the middle of a session."""
        made = self.signed_in()
        self.later(60)
        made.cookies["away"] = "1"
        assert made.get(SESSIONS).status_code == 302
        self.later(60)
        return made


def is_session_of(made, somebody):
    return made.session.get("_auth_user_id") == str(somebody.user.pk)


@dataclass(frozen=True)
class Door:
    """`begins` leaves the owner's browser in front of the door, `asks` gets its question there,
    `shows` answers it by the means of somebody, and `opens` says what must not open else."""

    words: str
    addresses: tuple[str, ...]
    begins: Callable[[Somebody], Client]
    shows: Callable[[Client, Somebody, Any], Any]
    opens: Callable[[Client, Somebody], bool]
    asks: Callable[[Client], Any] = lambda made: None
    by_code: bool = False
    by_passkey: bool = False
    is_half_finished: bool = False

    def __str__(self):
        return self.words

    def is_opened(self, owner, by):
        """Whether it opens to the owner's account by the means of this person, and the answer."""
        made = self.begins(owner)
        answer = self.shows(made, by, self.asks(made))
        return self.opens(made, owner), answer


def post(made, name, **typed):
    return made.post(reverse(name), typed)


def code_at(name):
    return lambda made, by, question: post(made, name, code=by.code())


def recovery_code_at(name):
    return lambda made, by, question: post(made, name, code=by.recovery_code())


def question_at(name):
    return lambda made: options_of(made.get(reverse(name)))


def passkey_at(name):
    return lambda made, by, question: post(made, name, credential=by.passkey.says(question))


def password_at(name):
    return lambda made, by, question: post(made, name, password=by.password)


def question_alone(made):
    return made.get(reverse(ALONE), headers={"Accept": "application/json"}).json()[
        "request_options"
    ]


def in_front_of_alone(owner):
    """The owner's own browser, before anything was said of who is there."""
    made = browser()
    made.owner = owner
    return made


def shows_alone(made, by, question):
    """Whoever's passkey it is, it says that it is the owner's."""
    said = by.passkey.says(question, user=made.owner.user)
    return post(made, ALONE, credential=said)


def at_the_provider(owner):
    made = browser()
    made.there = made.get(PROVIDER).url
    return made


def comes_back_from_provider(made, by, question):
    """The provider vouches for `by`, and the browser then shows their code."""
    there = httpx.post(made.there, data={"sub": by.username}).headers["Location"]
    made.get(f"{urlsplit(there).path}?{urlsplit(there).query}")
    return give_code(made, by.code())


def opens_confirmed(made, owner):
    return is_session_of(made, owner) and made.get(CONFIRMED_ONLY).status_code == 200


def opens_sessions(made, owner):
    return is_session_of(made, owner) and made.get(SESSIONS).status_code == 200


def opens_admin(made, owner):
    return is_session_of(made, owner) and made.get("/admin/").status_code == 200


def at_the_admins_login(owner):
    """The admin's own address takes no password: it leads to the one page that does."""
    made = browser()
    typed = {"username": owner.username, "password": owner.password}
    assert made.post(reverse("admin:login"), typed).status_code == 401
    assert urlsplit(made.get(reverse("admin:login")).url).path == reverse("account_login")
    give_password(made, owner.username, owner.password)
    return made


def doors_after_password(before, begins, opens, addresses=("account_login", "mfa_authenticate")):
    """The three means that a second step takes."""
    step, more = "mfa_authenticate", {"opens": opens, "is_half_finished": True}
    return [
        Door(f"{before} and code", addresses, begins, code_at(step), by_code=True, **more),
        Door(
            f"{before} and recovery code",
            addresses,
            begins,
            recovery_code_at(step),
            by_code=True,
            **more,
        ),
        Door(
            f"{before} and passkey",
            addresses,
            begins,
            passkey_at(step),
            asks=question_at(step),
            by_passkey=True,
            **more,
        ),
    ]


def doors_to_confirm(before, begins, opens):
    """What confirms who somebody is, in a session that is theirs."""
    place = "account_reauthenticate"
    return [
        Door(f"{before} by password", (place,), begins, password_at(place), opens),
        Door(f"{before} by code", (BY_CODE,), begins, code_at(BY_CODE), opens, by_code=True),
        Door(
            f"{before} by recovery code",
            (BY_CODE,),
            begins,
            recovery_code_at(BY_CODE),
            opens,
            by_code=True,
        ),
        Door(
            f"{before} by passkey",
            (BY_PASSKEY,),
            begins,
            passkey_at(BY_PASSKEY),
            opens,
            asks=question_at(BY_PASSKEY),
            by_passkey=True,
        ),
    ]


DOORS = [
    *doors_after_password("password", Somebody.half_in, opens_sessions),
    *doors_after_password(
        "the admin's login",
        at_the_admins_login,
        opens_admin,
        ("admin:login", "account_login", "mfa_authenticate"),
    ),
    Door(
        "passkey alone",
        (ALONE,),
        in_front_of_alone,
        shows_alone,
        opens_sessions,
        asks=question_alone,
        by_passkey=True,
    ),
    Door(
        "provider and code",
        ("openid_connect_login", "openid_connect_callback", "mfa_authenticate"),
        at_the_provider,
        comes_back_from_provider,
        opens_sessions,
    ),
    *doors_to_confirm("confirming", Somebody.signed_in_a_while_ago, opens_confirmed),
    *doors_to_confirm("coming back after the quick exit", Somebody.has_left, opens_sessions),
]

# Addresses of signing in and of accounts, and those open to visitors, that are no way in.
NO_DOOR = {
    "account_logout": "ends a session",
    "admin:logout": "ends a session",
    "account_inactive": "says that the account is closed",
    "account_change_password": "only in a session; asks for the present password, counted",
    "admin:password_change": "the same page",
    "admin:password_change_done": "says so",
    "mfa_index": "only in a session; test_second_factor_first",
    "mfa_activate_totp": "only in a session that has confirmed; its code opens nothing",
    "mfa_deactivate_totp": "only in a session that has confirmed",
    "mfa_add_webauthn": "only in a session that has confirmed",
    "mfa_remove_webauthn": "only in a session that has confirmed; one's own",
    "mfa_view_recovery_codes": "only in a session that has confirmed; shown once",
    "mfa_generate_recovery_codes": "only in a session that has confirmed",
    "account": "only in a session",
    "confirmed": "only in a session; says so",
    "sessions": "only in a session; one's own",
    "end_session": "only in a session; one's own",
    "end_other_sessions": "only in a session; one's own",
    "policy_report": "takes what a browser reports, and reads no session",
    "baby_care_advice": "the same for everybody, and reads no session",
    "advice_topic": "the same for everybody, and reads no session",
    **dict.fromkeys(("help", "accessibility", "privacy"), "words about the service, for everybody"),
}
