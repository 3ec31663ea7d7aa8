"""What is posted is cleaned once, before any view reads it; secrets stay as they were sent."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from safebabies import urls
from safebabies.cleaning import AS_SENT, CleanWhatIsTyped, cleaned
from tests.factories import UserFactory

SECRET = "four \u00a0words\u200b that\u2028stay\x85"


def read_by_a_view(request, view=None):
    """The request as a view finds it."""
    CleanWhatIsTyped(HttpResponse).process_view(request, view, [], {})
    return request


def every(kind):
    for child in kind.__subclasses__():
        yield child
        yield from every(child)


def test_the_field_of_every_password_is_left_as_it_is_sent():
    assert urls.urlpatterns  # everything that has a form is imported
    secret = {
        name
        for form in (*every(forms.Form), *every(forms.ModelForm))
        if not form.__module__.startswith("tests.")
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput)
    }

    assert {"password", "oldpassword", "password1", "password2"} <= secret
    assert secret <= AS_SENT


@pytest.mark.parametrize("name", sorted(AS_SENT))
def test_a_secret_is_kept_byte_for_byte(rf, name):
    request = read_by_a_view(rf.post("/", {name: SECRET, "name": SECRET}))

    assert request.POST[name] == SECRET
    assert request.POST["name"] == "four \u00a0words that\nstay\n"


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "comes_in"), [(SECRET, True), ("four  words thatstay", False)])
def test_a_password_signs_in_only_as_it_was_chosen(client, typed, comes_in):
    user = UserFactory(username="nia")
    user.set_password(SECRET)
    user.save()

    client.post(reverse("account_login"), {"login": "n\u200bia\u00a0", "password": typed})

    assert ("account_login_stages" in client.session or "_auth_user_id" in client.session) is (
        comes_in
    )


def test_fields_keep_their_order_their_number_and_their_lock():
    sent = QueryDict("b=1&a=2%E2%80%8B&b=3%00&c=")

    typed = cleaned(sent)

    assert list(typed.lists()) == [("b", ["1", "3"]), ("a", ["2"]), ("c", [""])]
    with pytest.raises(AttributeError):
        typed["b"] = "4"


def test_what_stands_in_an_address_is_cleaned_too(rf):
    request = read_by_a_view(rf.get("/?q=a%00b&next=%E2%80%AE/find/"))

    assert request.GET.dict() == {"q": "ab", "next": "/find/"}


def test_an_address_with_what_cannot_be_seen_is_none(rf):
    with pytest.raises(Http404):
        read_by_a_view(rf.get("/items/%00/"))


def test_a_file_that_is_sent_along_stays_as_it_is(rf):
    sent = {"what": "a\x0bb", "scan": SimpleUploadedFile("scan.bin", b"\x00\x0b\xff")}

    request = read_by_a_view(rf.post("/", sent))

    assert request.POST["what"] == "a\nb"
    assert request.FILES["scan"].read() == b"\x00\x0b\xff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("&".join(f"a{n}=1" for n in range(1001)), "application/x-www-form-urlencoded", 413),
        ("no parts at all", "multipart/form-data; boundary=", 400),
    ],
    ids=["too many fields", "broken parts"],
)
def test_what_cannot_be_read_is_answered_in_words(client, body, kind, status):
    response = client.generic("POST", reverse("account_login"), body, content_type=kind)

    assert response.status_code == status
    assert b"<h1" in response.content


def test_a_report_of_a_browser_is_left_to_its_own_reader(rf):
    request = rf.post("/reports/policy/", b"{}", content_type="application/csp-report")

    read_by_a_view(request, urls.policy_report)

    assert request.body == b"{}"
