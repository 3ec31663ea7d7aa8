"""A page that asks for a verb says what came of it."""

from functools import partial

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse

from checklists.audit.refused import Overtaken, Refused
from checklists.people.views.performing import perform, refused_on


class TooEarly(Refused):
    field = "day"


class DayForm(forms.Form):
    day = forms.DateField(required=False)
    note = forms.CharField(required=False)


@pytest.fixture
def request_of_ada(rf):
    request = rf.post("/")
    request.user = "Ada"
    request._messages = CookieStorage(request)
    return request


@pytest.fixture
def done(request_of_ada):
    """Performs a verb on an item, then goes to /item."""
    return partial(perform, request_of_ada, said="Closed.", goes_to="/item")


def told(request):
    return [(one.level_tag, one.message) for one in get_messages(request)]


def close(item, *, by, at, outcome="done"):
    item.append((by, outcome))


def refuse(*row, by, at):
    raise Overtaken


def test_the_verb_is_done_for_who_asks_and_said_where_it_goes_on(done, request_of_ada):
    item = []

    answer = done(close, item, outcome="left")

    assert item == [("Ada", "left")]
    assert (answer.status_code, answer["Location"]) == (302, "/item")
    assert told(request_of_ada) == [("success", "Closed.")]


def test_a_refusal_is_said_there_instead(done, request_of_ada):
    answer = done(refuse, [])

    assert answer["Location"] == "/item"
    assert told(request_of_ada) == [
        (
            "warning",
            "This was done already, by somebody else or in another window. Nothing changed now.",
        )
    ]


def test_what_was_typed_is_shown_where_the_page_can_show_it(done, request_of_ada):
    answer = done(refuse, [], not_saved=lambda said: HttpResponse(said, status=409))

    assert answer.status_code == 409
    assert (
        answer.text
        == "This was done already, by somebody else or in another window. Nothing changed now."
    )
    assert told(request_of_ada) == []


def test_words_and_address_may_be_of_how_it_stands_afterwards(request_of_ada):
    item = []

    answer = perform(
        request_of_ada,
        close,
        item,
        said=lambda: f"{len(item)} closed.",
        goes_to=lambda: f"/items/{len(item)}",
    )

    assert answer["Location"] == "/items/1"
    assert told(request_of_ada) == [("success", "1 closed.")]


def test_what_is_no_refusal_is_not_hidden(done):
    def break_down(*row, by, at):
        raise LookupError

    with pytest.raises(LookupError):
        done(break_down)


@pytest.mark.parametrize(
    ("refused", "field", "errors"),
    [
        (TooEarly("Choose a later day."), None, {"day": ["Choose a later day."]}),
        (TooEarly("Choose a later day."), "note", {"day": ["Choose a later day."]}),
        (Refused("Say why."), "note", {"note": ["Say why."]}),
        (Refused("Say why.", "Say when."), None, {"__all__": ["Say why.", "Say when."]}),
    ],
)
def test_a_refusal_is_an_error_of_the_form(refused, field, errors):
    form = DayForm({})
    assert form.is_valid()

    with refused_on(form, field):
        raise refused

    assert form.errors == errors


def test_a_form_of_which_nothing_was_refused_stays_valid():
    form = DayForm({})

    with refused_on(form):
        pass

    assert form.is_valid()
