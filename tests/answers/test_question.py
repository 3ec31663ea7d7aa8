"""One question as its page shows it: what is filled in, what last time was, what no longer fits."""

import pytest

from checklists.answers.forms import BLANK
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.typed import CHANGED, Typed
from checklists.answers.views.arranging import arrange_questions
from checklists.answers.views.known import Known
from checklists.answers.views.question import Question
from checklists.guidance.compiled import compile_content
from tests.guidance.conftest import FILE

WORDING = compile_content(FILE)
LAST = BLANK | {"on": "2026-10-21", "by": "Nia Northfield"}
NO_LONGER = "This no longer fits the other answers: \u2018Seen awake\u2019. Choose another answer"


class Posted:
    """A form that came back with what was typed."""

    errors = {}

    def __init__(self, **typed):
        self.typed = typed


def question(key, *, stored=None, last=None, typed=None) -> Question:
    known = Known(
        compiled=WORDING,
        documents={key: BLANK | stored} if stored else {},
        last_time=LastTime({key: LAST | last} if last else {}, WORDING, visit_type="6-8-week"),
        shown={key},
        answers={},
        facts={},
        settings={},
        circumstances=Circumstances(facts={"place": "phone"}),
        form=Posted(**{key: typed}) if typed else None,
    )
    return arrange_questions([(key, WORDING.prompts[key])], known)[0]


def test_a_stored_answer_is_filled_in():
    asked = question("sleep_back", stored={"value": "always"})

    assert asked.filled.chosen == ("always",)
    assert 'value="always" data-answer checked' in asked.choices


def test_what_was_typed_stands_instead_of_what_is_stored():
    asked = question("sleep_back", stored={"value": "always"}, typed=Typed(("sometimes",)))

    assert asked.filled.chosen == ("sometimes",)


def test_a_confirmation_fills_nothing_in():
    asked = question("sleep_back", stored={"value": "always", "how": "confirmed"})

    assert asked.filled.chosen == ()


def test_a_stored_day_fills_its_three_inputs():
    asked = question("da_next_date", stored={"value": "2026-12-01"})

    assert asked.filled.parts == [("day", "1"), ("month", "12"), ("year", "2026")]


def test_an_answer_that_no_longer_fits_is_named_until_another_is_typed():
    seen = {"value": "seen_awake"}

    assert NO_LONGER in question("baby_seen", stored=seen).choices
    assert NO_LONGER not in question("baby_seen", stored=seen, typed=Typed(("not_seen",))).choices


def test_last_times_fact_waits_to_be_confirmed_and_is_not_filled_in():
    asked = question("communication_needs", last={"value": ["none"]})

    assert asked.waits_to_be_confirmed
    assert asked.words == "What is it now?"
    assert asked.last_answer.source == "21 October 2026, Nia Northfield"
    assert asked.last_answer.value_json == '["none"]'
    assert asked.filled.chosen == ()


def test_its_line_opens_when_it_has_changed_and_nobody_said_to_what():
    changed = question("communication_needs", last={"value": ["none"]}, typed=Typed(carry=CHANGED))

    assert changed.is_being_changed
    assert not question("communication_needs", last={"value": ["none"]}).is_being_changed


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("sleep_back", "id-sleep_back-0"),
        ("da_next_date", "id-da_next_date-day"),
        ("baby_lived_experience", "id-baby_lived_experience"),
    ],
)
def test_an_error_leads_to_the_first_input(key, first):
    assert question(key).first_input == first
