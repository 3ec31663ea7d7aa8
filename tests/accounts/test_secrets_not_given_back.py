"""No page gives back a password, a code or what a passkey sent, whatever form it was typed into."""

import json
from uuid import uuid4

import pytest
from django import forms
from django.test import Client, override_settings
from django.urls import include, path, reverse

from checklists.accounts.forms.secrets import names_of_secrets
from checklists.accounts.models import UnsentWords
from checklists.accounts.views.overtaken import typed_values
from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.nhsuk.secret_fields import forms_below, is_secret
from checklists.people.roles import signed_in
from safebabies import urls
from tests.accounts.second_factors import give_password
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

OWN = {"Origin": "http://testserver"}
SECRET = "kingfisher 918273"
WORDS = "She said no"
# Forms that Django, allauth and we have for a password, a code or a passkey.
AMONG_THEM = {"SignInForm", "ChangePasswordForm", "AdminUserCreationForm", "NewAppForm"}
AMONG_THEM |= {"CodeForm", "ConfirmByCodeForm", "PasskeyForm", "NewPasskeyForm", "NewUserForm"}


def confirmed(request):
    raise AssertionError("reached without confirming")


urlpatterns = [path("guarded/", signed_in(recently_confirmed(confirmed))), path("", include(urls))]
handler404 = urls.handler404


def secrets_of(form):
    fields = getattr(form, "base_fields", {}).items()
    return [name for name, field in fields if is_secret(field.widget)]


def every_form_with_a_secret():
    names_of_secrets()
    return [form for form in forms_below(forms.BaseForm) if secrets_of(form)]


@pytest.fixture
def nia(clock):
    return UserFactory(username="nia")


def typed_into(form):
    return dict.fromkeys(secrets_of(form), SECRET) | {"note": WORDS}


def sent_while_signed_out(form):
    return Client().post("/accounts/password/change/", typed_into(form))


def sent_too_late_after_confirming(form, clock):
    browser = Client()
    give_password(browser)
    clock.shift(6 * 60)
    return browser.post("/guarded/", typed_into(form))


def sent_with_a_password_alone(form):
    browser = Client()
    give_password(browser)
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        return browser.post("/items/", typed_into(form))


def sent_with_an_old_token(form):
    browser = Client(enforce_csrf_checks=True, headers=OWN)
    browser.force_login(UserFactory())
    return browser.post("/accounts/password/change/", typed_into(form))


def sent_to_what_is_not_there(form):
    browser = Client()
    browser.force_login(UserFactory())
    return browser.post(f"/items/{uuid4()}/action/", typed_into(form))


def test_the_forms_with_a_secret_are_known():
    found = {form.__name__ for form in every_form_with_a_secret()}

    assert found >= AMONG_THEM
    assert names_of_secrets() >= {"password", "oldpassword", "password1", "code", "credential"}


def test_no_page_gives_a_secret_back_of_any_form(nia, clock):
    for form in every_form_with_a_secret():
        for answer in (
            sent_while_signed_out(form),
            sent_too_late_after_confirming(form, clock),
            sent_with_a_password_alone(form),
            sent_with_an_old_token(form),
            sent_to_what_is_not_there(form),
        ):
            assert answer.status_code in (401, 403, 404)
            assert SECRET not in answer.text
            assert WORDS in answer.text
            assert "never kept" in answer.text


def test_kept_words_never_hold_a_secret_of_any_form(client, nia):
    client.force_login(nia)
    for form in every_form_with_a_secret():
        fields = json.dumps(list(typed_into(form).items()))
        client.post(reverse("unsent_words"), {"place": "/x/", "fields": fields})
        back = client.post(reverse("unsent_words_back"), {"place": "/x/"}).json()

        assert back["fields"] == [["note", WORDS]]
    assert UnsentWords.objects.count() == 1


def test_a_form_of_secrets_alone_is_opened_again_and_not_sent_again(client):
    answer = client.post("/accounts/password/change/", {"oldpassword": SECRET})

    assert "is not saved" in answer.text
    assert "Open the form again" in answer.text
    assert "Send what I typed" not in answer.text


def test_a_press_without_words_is_sent_again_as_before(client):
    assert "Send what I typed" in client.post(reverse("end_other_sessions")).text


def test_words_that_came_too_late_show_no_secret():
    class Asked(forms.Form):
        note = forms.CharField()
        passphrase = forms.CharField(widget=forms.PasswordInput)

    shown = typed_values(Asked({"note": WORDS, "passphrase": SECRET}))

    assert [one.text for one in shown] == [WORDS]


def test_no_form_about_a_family_loses_a_field_to_the_name_of_a_secret():
    ours = [form for form in forms_below(forms.BaseForm) if "checklists." in form.__module__]
    elsewhere = [form for form in ours if "checklists.accounts." not in form.__module__]

    assert elsewhere
    for form in elsewhere:
        typed = {name for name, field in form.base_fields.items() if not field.disabled}
        assert not typed & names_of_secrets()
