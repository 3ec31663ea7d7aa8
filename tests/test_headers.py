"""The headers of every answer, word for word: each was chosen, and none changes by accident."""

import pytest
from django.urls import reverse

from safebabies.middleware import WITHOUT_SESSION
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /reports/policy/"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), "
        "usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def in_any_order(policy: str) -> list[str]:
    return sorted(part.strip() for part in policy.split(";"))


@pytest.mark.parametrize("address", ["/accounts/login/", "/nothing/", "/baby-care-advice/", "/"])
def test_an_answer_carries_exactly_these_headers(client, address):
    headers = dict(client.get(address).headers)

    assert in_any_order(headers.pop("Content-Security-Policy")) == in_any_order(POLICY)
    assert {name: headers.get(name) for name in HEADERS if name in headers} == {
        name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"
    }
    assert "no-store" in headers["Cache-Control"]


def test_a_refusal_for_its_charset_carries_them_too(client):
    form = "application/x-www-form-urlencoded; charset=utf-16"

    response = client.generic("POST", "/accounts/login/", b"a=b", content_type=form)

    assert response.status_code == 415
    assert {name for name in HEADERS if name not in response.headers} == {"X-Frame-Options"}


def fetched(site, mode="navigate", kind="document"):
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": kind}


@pytest.mark.parametrize(
    ("verb", "headers", "answered"),
    [
        ("get", {}, True),  # an old browser says nothing
        ("get", fetched("none"), True),  # typed, or a bookmark
        ("get", fetched("same-origin", "cors", "empty"), True),
        ("post", fetched("same-origin"), True),
        ("get", fetched("cross-site"), True),  # a link in a mail
        ("post", fetched("cross-site"), False),
        ("post", fetched("same-site"), False),
        ("get", fetched("cross-site", "navigate", "iframe"), False),
        ("get", fetched("cross-site", "no-cors", "image"), False),
        ("get", fetched("same-site", "no-cors", "script"), False),
        ("get", fetched("cross-site", "cors", "empty"), False),
        ("get", {"Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_another_site_may_only_lead_here(client, verb, headers, answered):
    response = getattr(client, verb)("/accounts/login/", headers=headers)

    assert (response.status_code == 200) is answered
    assert answered or response.status_code == 403


def test_what_knows_nobody_is_where_the_addresses_say():
    assert (reverse("baby_care_advice"), reverse("policy_report")) == WITHOUT_SESSION


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "https://testserver@evil.example/",
    "\x00//evil.example",
    " //evil.example",
]


@pytest.fixture
def user():
    return UserFactory(is_superuser=True)


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("name", ["account_login", "account_reauthenticate"])
def test_signing_in_never_leads_away(client, user, name, wanted):
    if name == "account_reauthenticate":
        client.force_login(user)
    typed = {"login": user.username, "password": "safe-babies-demo", "next": wanted}

    response = client.post(f"{reverse(name)}", typed)

    assert response.status_code in {200, 302}
    assert "evil.example" not in response.headers.get("Location", "")
    assert "javascript" not in response.headers.get("Location", "")


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("name", ["account_login", "admin:login", "account_logout"])
def test_no_address_leads_away_at_once(client, user, name, wanted):
    client.force_login(user)

    got, posted = (ask(reverse(name), {"next": wanted}) for ask in (client.get, client.post))

    for response in (got, posted):
        assert response.headers.get("Location", "/").startswith("/")
        assert not response.headers.get("Location", "/").startswith(("//", "/\\"))
