"""Questions whose HTML is kept for the process: the same as rendered anew, and nobody's words."""

import pytest

from checklists.answers.forms import BLANK
from checklists.answers.last_time import LastTime
from checklists.answers.no_longer_fits import Circumstances
from checklists.answers.views.arranging import arrange_questions
from checklists.answers.views.known import Known
from checklists.answers.views.rendering import (
    INPUTS,
    look_of,
    render,
    render_for_any_adult,
    render_look,
    render_question,
)
from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled import compile_content
from checklists.guidance.naming import NAME_NOT_KNOWN
from tests.guidance.conftest import FILE

WORDING = compile_content(FILE)
HERE = {"place": "home", "present": ["mother"], "stage": "born", "unborn": False}
TASKS = {task.slug: task for task in all_tasks(WORDING)}
WORDS = "Theo said <so>"


def questions(slug, stored=None, *, facts=HERE, last=None, is_example=False):
    """Those of a page, each blank or as `stored` says of its prompt, all of them shown."""
    prompts = TASKS[slug].prompts
    known = Known(
        compiled=WORDING,
        documents={key: BLANK | entry for key, entry in (stored or {}).items()},
        last_time=LastTime(last or {}, WORDING, visit_type="6-8-week"),
        shown={prompt.key for prompt in prompts},
        answers={},
        facts=facts,
        settings={},
        circumstances=Circumstances(
            facts=facts, neutral=WORDING.neutral_reasons, is_example=is_example
        ),
    )
    return arrange_questions([(prompt.key, prompt) for prompt in prompts], known)


ADULT, OTHER = "7d0f6a4e-7f5c-4a52-9c0e-0d6b7b8f0a11", "1b7c2f5e-33aa-4a0e-8a1a-5a1d4f6f9c22"
NAME = 'Ada <b>{name} & "{id}" this adult'
GROUP_PAGE = "family-and-friends"


def of_adult(adult, name, stored=None, last=None):
    """The questions that are asked of one adult, all of them shown."""
    prompts = [one for one in TASKS[GROUP_PAGE].prompts if one.repeat_group]
    keys = {prompt.key: f"{prompt.key}:{adult}" for prompt in prompts}
    known = Known(
        compiled=WORDING,
        documents={f"{key}:{adult}": BLANK | entry for key, entry in (stored or {}).items()},
        last_time=LastTime(
            {f"{key}:{adult}": entry for key, entry in (last or {}).items()}, WORDING, "6-8-week"
        ),
        shown=set(keys.values()),
        answers={},
        facts=HERE,
        settings={},
        circumstances=Circumstances(facts=HERE, neutral=WORDING.neutral_reasons),
        names={adult: name},
    )
    return arrange_questions([(keys[prompt.key], prompt) for prompt in prompts], known)


def said_last_time():
    said = first_choices(GROUP_PAGE)
    carried = {"on": "2026-10-21", "by": "Nia"}
    return {key: BLANK | entry | carried for key, entry in said.items()}


def first_choices(slug):
    return {p.key: {"value": said(p), "revision": 2} for p in TASKS[slug].prompts if p.has_choices}


def said(prompt):
    value = prompt.choices[-1].value
    return [value] if prompt.is_multiple else value


def could_not(slug):
    prompts = [p for p in TASKS[slug].prompts if p.every_reason]
    return {
        p.key: {"reason": p.every_reason[0].value, "how": "could_not", "revision": 1}
        for p in prompts
    }


@pytest.mark.parametrize("slug", TASKS)
@pytest.mark.parametrize("answers", [lambda _: {}, first_choices, could_not])
def test_a_kept_question_looks_as_it_does_rendered_anew(slug, answers):
    for question in questions(slug, answers(slug)):
        anew = render(question)

        assert render_question(question) == anew
        assert render_question(question) == anew  # this time as it was kept


def test_most_questions_of_a_page_are_kept():
    looks = [look_of(one) for one in questions("sleep", first_choices("sleep"))]

    assert sum(look is not None for look in looks) > len(looks) / 2


@pytest.mark.parametrize(
    "more",
    [
        {"stored": {"sleep_back": {"value": "always", "note": WORDS, "revision": 1}}},
        {"last": {"sleep_back": BLANK | {"value": "always", "on": "2026-10-21", "by": "Nia"}}},
        {"is_example": True},
    ],
)
def test_words_and_what_was_said_before_are_not_kept(more):
    asked = next(one for one in questions("sleep", **more) if one.key == "sleep_back")
    kept = render_look.cache_info().currsize

    html = render_question(asked)

    assert render_look.cache_info().currsize == kept
    assert "data-question" in html


def test_own_words_are_shown_and_not_kept():
    slug, key = next(
        (slug, prompt.key)
        for slug, task in TASKS.items()
        for prompt in task.prompts
        if prompt.kind.is_own_words and prompt.show_when is None
    )
    asked = next(
        one for one in questions(slug, {key: {"value": WORDS, "revision": 1}}) if one.key == key
    )

    assert "Theo said &lt;so&gt;" in render_question(asked)
    assert look_of(asked) is None


def test_a_choice_that_hangs_on_the_visit_is_offered_anew():
    """The same blank question in the home, then on the telephone, where no baby is seen."""
    by_telephone = {**HERE, "place": "phone"}

    at_home = "".join(map(render_question, questions("baby-today")))
    far = "".join(map(render_question, questions("baby-today", facts=by_telephone)))

    assert "Seen awake" in at_home
    assert "Seen awake" not in far
    assert far == "".join(map(render, questions("baby-today", facts=by_telephone)))


@pytest.mark.parametrize("name", [NAME, "", NAME_NOT_KNOWN])
@pytest.mark.parametrize("answers", [lambda _: {}, first_choices, could_not])
def test_a_question_about_an_adult_looks_as_it_does_rendered_anew(name, answers):
    for question in of_adult(ADULT, name, answers(GROUP_PAGE)):
        anew = render(question)

        assert render_question(question) == anew
        assert render_question(question) == anew  # this time as it was kept
        assert ADULT in anew


@pytest.mark.parametrize("answers", [lambda _: {}, first_choices, could_not])
def test_the_inputs_beside_last_times_answer_look_as_they_do_rendered_anew(answers):
    asked = of_adult(ADULT, NAME, answers(GROUP_PAGE), said_last_time())
    carried = [one for one in asked if one.to_confirm]

    assert carried
    for question in carried:
        assert question.inputs == render(question, INPUTS)
        assert ADULT in question.inputs


def test_no_name_and_no_id_of_an_adult_is_kept():
    """What is kept for one adult is filled in for the next, and says nothing of either."""
    first = "".join(map(render_question, of_adult(ADULT, "Theo Northfield")))
    kept = [one.cache_info().currsize for one in (render_look, render_for_any_adult)]

    second = "".join(map(render_question, of_adult(OTHER, NAME)))

    assert "Theo Northfield" in first
    assert [one.cache_info().currsize for one in (render_look, render_for_any_adult)] == kept
    assert "Theo" not in second
    assert ADULT not in second
    for look in filter(None, map(look_of, of_adult(ADULT, "Theo Northfield"))):
        for words in (repr(look), render_for_any_adult(look)):
            assert "Theo" not in words
            assert ADULT not in words


def test_a_name_is_escaped_where_it_is_filled_in():
    html = "".join(map(render_question, of_adult(ADULT, NAME)))

    assert "Ada &lt;b&gt;{name} &amp; &quot;{id}&quot; this adult" in html
    assert "<b>{name}" not in html


def test_a_name_that_was_typed_is_not_kept():
    asked = of_adult(ADULT, NAME, {"adult_name": {"value": WORDS, "revision": 1}})
    about_name = next(one for one in asked if one.prompt.key == "adult_name")

    assert look_of(about_name) is None
    assert "Theo said &lt;so&gt;" in render_question(about_name)
