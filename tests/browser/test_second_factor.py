"""Setting up a second factor and signing in with it; the passkey is Chromium's own virtual one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from checklists.audit.models import Event
from tests.accounts.second_factors import code_of, recovery_codes_of, secret_of
from tests.factories import PASSWORD, TeamFactory, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres_only,
    pytest.mark.usefixtures("second_factor_required"),
]

COMPLAINTS = {"error", "warning"}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def nia(transactional_db):
    return person(team=TeamFactory(), username="nia", name="Nia Northfield")


@pytest.fixture
def told(page):
    """Whatever the browser complains of, such as a script that its policy stops."""
    said = []
    page.on("console", lambda one: said.append(one.text) if one.type in COMPLAINTS else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def tablet(page):
    """A device with a fingerprint reader that always says yes; give it what is to change."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def change(**changes):
        known = {"authenticatorId": made["authenticatorId"], **changes}
        session.send("WebAuthn.setUserVerified", known)

    return change


def give_password(page):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("nia")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def give_code(page, code):
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()


def sign_out(page):
    page.context.clear_cookies()


def is_on(page, title):
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


# As a page does that was open before the second factor was asked for.
SEND = """
() => {
    const form = document.querySelector("form");
    form.action = "/accounts/sessions/end-others/";
    form.submit();
}
"""


def set_up_from(page):
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Code from the app").fill(code_of(page.locator("code.key").inner_text()))
    page.get_by_role("button", name="Set up the app").click()
    is_on(page, "Recovery codes")


def set_up_an_app(page, nia, axe):
    give_password(page)
    is_on(page, "Second factor")
    axe(page)
    page.get_by_role("link", name="Set up an app").click()
    axe(page)
    key = page.locator("code.key").inner_text()
    assert page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_label("Code from the app").fill(code_of(key))
    page.get_by_role("button", name="Set up the app").click()
    is_on(page, "Recovery codes")
    axe(page)
    assert page.locator("code.key").all_inner_texts() == recovery_codes_of(nia)
    page.get_by_role("link", name="I have written them down").click()
    is_on(page, "My caseload")


def test_an_app_is_set_up_and_its_code_signs_in_once(page, nia, axe, told):
    set_up_an_app(page, nia, axe)
    code = code_of(secret_of(nia), later=1)
    sign_out(page)
    give_password(page)
    is_on(page, "Your second factor")
    axe(page)
    give_code(page, code)
    is_on(page, "My caseload")

    sign_out(page)
    give_password(page)
    give_code(page, code)

    expect(page.get_by_role("alert")).to_contain_text("was used before")
    axe(page)
    assert told == []


def test_what_was_typed_before_setting_one_up_is_kept(page, nia, axe):
    give_password(page)
    page.evaluate(SEND)

    is_on(page, "Your second factor comes first")
    axe(page)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Go to your second factor").click()
    set_up_from(popup.value)
    page.get_by_role("button", name="Send what I typed").click()

    is_on(page, "Your sessions")


def test_a_recovery_code_signs_in_once(page, nia, axe):
    set_up_an_app(page, nia, axe)
    spare = recovery_codes_of(nia)[0]
    sign_out(page)
    give_password(page)
    give_code(page, spare)
    is_on(page, "My caseload")

    sign_out(page)
    give_password(page)
    give_code(page, spare)

    expect(page.get_by_role("alert")).to_contain_text("was used before")


def test_one_that_cannot_be_read_leads_to_recovery(page, nia, axe, told):
    set_up_an_app(page, nia, axe)
    spare = recovery_codes_of(nia)[0]
    nia.authenticator_set.filter(type="totp").update(data={"secret": "gone:AAAA"})
    sign_out(page)

    give_password(page)
    expect(page.get_by_text("cannot be read any more")).to_be_visible()
    axe(page)
    give_code(page, spare)
    is_on(page, "Second factor")
    page.get_by_role("link", name="Set up an app again").click()
    page.get_by_label("Code from the app").fill(code_of(page.locator("code.key").inner_text()))
    page.get_by_role("button", name="Set up the app").click()

    is_on(page, "Second factor")
    page.goto("/")
    is_on(page, "My caseload")
    assert told == []


def test_with_nothing_that_can_be_read_only_the_administrator_helps(page, nia, axe):
    give_password(page)
    is_on(page, "Second factor")
    Authenticator.objects.create(user=nia, type="webauthn", data={"name": "Old", "credential": 0})

    page.goto("/")

    is_on(page, "Your second factor")
    expect(page.get_by_text("Ask your team's administrator")).to_be_visible()
    axe(page)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    is_on(page, "Sign in")


def test_a_passkey_is_added_and_signs_in_alone(page, nia, axe, tablet, told):
    add_passkey(page, axe)
    assert told == []

    sign_out(page)
    page.goto("/accounts/login/")
    axe(page)
    page.get_by_role("button", name="Sign in with a passkey").click()

    is_on(page, "My caseload")
    assert told == []
    kinds = Event.objects.filter(by=nia).values_list("kind", flat=True)
    assert "user.second_factor_added" in kinds
    started = Event.objects.filter(by=nia, kind="session.started").order_by("seq").last()
    assert started.details == {"methods": ["webauthn"]}


def add_passkey(page, axe):
    give_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    axe(page)
    page.get_by_label("Name of this passkey").fill("Work tablet")
    page.get_by_role("button", name="Add a passkey").click()
    is_on(page, "Recovery codes")
    page.get_by_role("link", name="I have written them down").click()


def test_a_passkey_is_the_second_half_after_a_password(page, nia, axe, tablet):
    add_passkey(page, axe)
    sign_out(page)

    give_password(page)
    page.get_by_role("button", name="Use a passkey").click()

    is_on(page, "My caseload")


def test_a_passkey_confirms_who_it_is(page, nia, axe, tablet, told):
    add_passkey(page, axe)

    page.goto("/accounts/reauthenticate/?next=/accounts/sessions/")
    page.get_by_role("link", name="Use a passkey").click()
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()

    is_on(page, "Your sessions")
    assert told == []


def test_a_finger_that_does_not_fit_is_said_in_words(page, nia, axe, tablet):
    add_passkey(page, axe)
    sign_out(page)
    tablet(isUserVerified=False)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey was used.")).to_be_visible()
    axe(page)


SIGNED_FALSELY = """
async () => {
    const asked = await fetch("/accounts/passkey/", {headers: {Accept: "application/json"}});
    const made = await window.webauthnJSON.get((await asked.json()).request_options);
    made.response.signature = CHANGE(made.response.signature);
    document.getElementById("mfa_credential").value = JSON.stringify(made);
    document.getElementById("mfa_login").submit();
}
"""
CHANGES = {
    "another signature": "(said) => said.slice(0, -8) + [...said.slice(-8)].reverse().join('')",
    "none": "() => ''",
    "no text": "() => 17",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_passkey_that_signs_falsely_is_refused_in_words(page, nia, axe, tablet, change):
    add_passkey(page, axe)
    sign_out(page)
    page.goto("/accounts/login/")

    with page.expect_navigation():
        page.evaluate(SIGNED_FALSELY.replace("CHANGE", f"({CHANGES[change]})"))

    is_on(page, "Sign in")
    expect(page.get_by_text("This passkey did not fit.")).to_be_visible()
    assert Event.objects.filter(kind="session.refused", why="second_factor").count() == 1


def test_what_a_passkey_said_once_counts_once(page, nia, axe, tablet):
    add_passkey(page, axe)
    sign_out(page)
    page.goto("/accounts/login/")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_on(page, "My caseload")
    said = re.search(r"credential=([^&]+)", sent[0].post_data).group(1)

    sign_out(page)
    page.goto("/accounts/login/")
    with page.expect_navigation():
        page.evaluate(
            """(said) => {
                document.getElementById("mfa_credential").value = decodeURIComponent(said);
                document.getElementById("mfa_login").submit();
            }""",
            said.replace("+", " "),
        )

    expect(page.get_by_text("This passkey did not fit.")).to_be_visible()


def test_the_last_passkey_is_kept(page, nia, axe, tablet):
    add_passkey(page, axe)
    page.goto("/accounts/two-factor/")
    page.get_by_role("link", name=re.compile("^Remove ?: Work tablet")).click()
    page.get_by_role("button", name="Remove the passkey").click()

    is_on(page, "This is your last second factor")
    axe(page)
    assert Authenticator.objects.filter(user=nia, type="webauthn").exists()
