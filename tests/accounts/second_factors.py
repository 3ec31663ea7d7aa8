"""What someone does with their second factor, as an app on their phone would."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.exceptions import ValidationError
from django.db.models import JSONField, Value
from django.urls import reverse
from django.utils import timezone

from checklists.accounts.second_factor_secrets import secret_of_app
from checklists.audit.models import Event
from tests.factories import PASSWORD

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30
# What a browser's virtual device said of itself when it was added.
PASSKEY = {
    "type": "public-key",
    "id": "IvelHYVgt-p-mEibGdEaDXCVD6LnXju1wzjnoZZDAdk",
    "rawId": "IvelHYVgt-p-mEibGdEaDXCVD6LnXju1wzjnoZZDAdk",
    "response": {
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiTTRxTE5nRHl2QWpMUUVZdnA1dlBPNS15dl"
            "VaSGF1WGZtVThEa09WYUE3dyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDMyMjciLCJjcm9zc09yaWdp"
            "biI6ZmFsc2V9"
        ),
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAA"
            "AAAQECAwQFBgcIAQIDBAUGBwgAICL3pR2FYLfqfphImxnRGg1wlQ-i5147tcM456GWQwHZpQECAyYgASFYIDAM"
            "gm3ue7ZbBhGKu6SD02bu6LpP8mT7JD2UhiDKbSurIlggKUfCII3ySBjEr9m04mc4Ha-Vh7yDJRUlFedgruVV56"
            "w"
        ),
    },
    "clientExtensionResults": {"credProps": {"rk": True}},
}
UNREADABLE_PASSKEYS = {
    "what was let in once": {"name": "Tablet", "credential": 0},
    "false": {"name": "Tablet", "credential": False},
    "nothing": {},
    "no object": [],
    "null": None,
    "no credential": {"name": "Tablet"},
    "no name": {"credential": PASSKEY},
    "a name that is none": {"name": {}, "credential": PASSKEY},
    "half a registration": {
        "name": "Tablet",
        "credential": {
            **PASSKEY,
            "response": {**PASSKEY["response"], "attestationObject": "o2NmbXRkbm9uZQ"},
        },
    },
    "no text": {"name": "Tablet", "credential": {**PASSKEY, "rawId": 7, "id": 7}},
}


def give_app(user, secret=SECRET):
    """An app set up earlier, with recovery codes as always."""
    RecoveryCodes.activate(user)
    return TOTP.activate(user, secret).instance


def code_of(secret=SECRET, *, later=0):
    """What the app shows now, or so many periods later."""
    counter = int(timezone.now().timestamp()) // PERIOD + later
    return format_hotp_value(hotp_value(secret, counter))


def recovery_codes_of(user):
    row = Authenticator.objects.get(user=user, type="recovery_codes")
    return row.wrap().get_unused_codes()


def secret_of(user):
    row = Authenticator.objects.get(user=user, type="totp")
    return secret_of_app(row)


def give_password(client, username="nia", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def give_code(client, code, **more):
    return client.post(reverse("mfa_authenticate"), {"code": code}, **more)


def sign_in(client, username="nia", secret=SECRET):
    give_password(client, username)
    give_code(client, code_of(secret))
    assert client.session["_auth_user_id"]


def give_passkey(user, name="Tablet"):
    data = {"name": name, "credential": PASSKEY}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


def give(user, kind, data):
    """As the database holds it: a JSON null is no missing value."""
    row = Authenticator.objects.create(user=user, type=kind, data=Value(data, JSONField()))
    return Authenticator.objects.get(pk=row.pk)


def spoil(user, kind, data=0):
    user.authenticator_set.filter(type=kind).update(data=data)


def only_unreadable(user):
    """With recovery codes, as whoever set one up has; returns one of them."""
    give_app(user)
    code = recovery_codes_of(user)[0]
    spoil(user, "totp", {"secret": "gone:AAAA"})
    return code


def kinds_of(user, *, start="user."):
    return list(
        Event.objects.filter(by=user, kind__startswith=start).values_list("kind", flat=True)
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


def is_taken(check, *of):
    """Whether a check of a code or a passkey lets it pass."""
    try:
        check(*of)
    except ValidationError:
        return False
    return True
