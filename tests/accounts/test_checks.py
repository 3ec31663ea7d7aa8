"""What stops the service from starting with a page or a password open to all."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from checklists.accounts.checks import (
    a_password_alone_opens_nothing,
    every_view_says_who_may_open_it,
    the_provider_is_reached_privately,
)


def forgotten(request):
    return HttpResponse("Hello")


forgotten.__module__ = "checklists.home.somewhere"
urlpatterns = [path("forgotten/", forgotten)]


def test_every_view_we_have_says_who_may_open_it():
    assert every_view_says_who_may_open_it(None) == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_forgotten_mark_is_named():
    (error,) = every_view_says_who_may_open_it(None)

    assert "checklists.home.somewhere.forgotten" in error.msg


@pytest.mark.parametrize(
    ("required", "demo", "refused"),
    [(True, False, False), (True, True, False), (False, True, False), (False, False, True)],
)
def test_only_a_demonstration_may_go_without_a_second_factor(settings, required, demo, refused):
    settings.SECOND_FACTOR_REQUIRED, settings.DEMO = required, demo

    assert bool(a_password_alone_opens_nothing(None)) is refused


@pytest.mark.parametrize(
    ("address", "https", "refused"),
    [
        ("", True, False),
        ("https://login.example.test", True, False),
        ("http://login.example.test", True, True),
        ("http://localhost:9400", False, False),
    ],
)
def test_the_provider_is_not_asked_in_the_clear(settings, address, https, refused):
    settings.OIDC_SERVER_URL, settings.HTTPS = address, https

    assert bool(the_provider_is_reached_privately(None)) is refused
