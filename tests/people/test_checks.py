from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from checklists.people.checks import every_view_says_who_may_open_it


def forgotten(request):
    return HttpResponse("Hello")


forgotten.__module__ = "checklists.desk.somewhere"
urlpatterns = [path("forgotten/", forgotten)]


def test_every_view_we_have_says_who_may_open_it():
    assert every_view_says_who_may_open_it(None) == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_forgotten_mark_is_named():
    (error,) = every_view_says_who_may_open_it(None)

    assert "checklists.desk.somewhere.forgotten" in error.msg
