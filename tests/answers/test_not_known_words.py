"""What is not known yet, in words: numbers by task, and how each question stands."""

from datetime import date

import pytest

from checklists.answers.not_known_words import not_known_lines, number_words, said_words
from checklists.facts.by_task import by_task
from checklists.facts.not_known import Question, Standing
from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled import compile_content
from tests.guidance.conftest import FILE

pytestmark = pytest.mark.sqlite_only
ON = date(2026, 11, 3)


@pytest.fixture(scope="module")
def wording():
    return compile_content(FILE)


@pytest.fixture
def asked(wording):
    """asked(key, ...) is the question of that prompt as it stands."""
    return lambda key, **stands: Question(key, wording.prompts[key.partition(":")[0]], **stands)


def test_the_number_says_how_the_questions_stand(asked):
    never = asked("sleep_day_place")
    could_not = asked(
        "sleep_room_share", standing=Standing.COULD_NOT, reason="short_of_time", on=ON
    )
    unclear = asked("sleep_smoking_who", standing=Standing.COULD_NOT, value=["not_asked"], on=ON)
    missing = asked("history_reviewed", standing=Standing.NOT_DONE, value="not_done", on=ON)

    assert number_words([]) == ""
    assert number_words([never]) == "1 question never asked"
    assert number_words([never, never]) == "2 questions never asked"
    assert number_words([missing, never, unclear, could_not, never]) == (
        "5 questions, 2 never asked, 1 could not be asked, 1 still not known, 1 not done yet"
    )


def test_what_was_said_of_it_is_told_with_day_and_name_and_when_it_is_due_again(asked, wording):
    tried = asked(
        "history_reviewed",
        standing=Standing.NOT_DONE,
        value="not_done",
        reason="records_unavailable",
        on=ON,
        by="Nia Northfield",
        again_on=date(2026, 12, 1),
    )

    words = said_words(tried, wording.neutral_reasons)

    assert "Records could not be" in words
    assert "3 November 2026, Nia Northfield. To be tried again on 1 December 2026" in words
    assert said_words(asked("history_reviewed"), ()) == ""


def test_tasks_stand_in_the_order_of_a_visit_under_neutral_names(asked, wording):
    questions = [asked(key) for key in ("plan_level", "sleep_room_share", "history_reviewed")]

    lines = not_known_lines(by_task(questions, all_tasks(wording)), (), baby="Wren")

    titles = [line["title"] for line in lines]
    assert titles == ["Read the history", "Sleep", "Plan and services"]


def test_a_question_about_an_adult_names_the_adult(asked, wording):
    lines = not_known_lines(
        by_task([asked("adult_met:7")], all_tasks(wording)), (), baby="", names={"7": "Theo"}
    )

    [line] = lines
    assert "Theo" in line["questions"][0]["text"]
