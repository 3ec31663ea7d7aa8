"""A set of choices as a page shows it."""

from checklists.answers.views.choice_set import ChoiceSet, render_once
from checklists.guidance.compiled_prompt import Choice

YES_NO = ChoiceSet(
    name="sleep_back",
    legend="Is the baby <always> put down on their back?",
    hint="",
    choices=(Choice("yes", "Yes & no"), Choice("no", "No")),
    chosen=("no",),
)


def test_what_the_content_says_is_escaped():
    assert "&lt;always&gt;" in render_once(YES_NO)
    assert "Yes &amp; no" in render_once(YES_NO)


def test_the_choice_is_marked_and_no_other():
    html = render_once(YES_NO)

    assert html.count("checked") == 1
    assert 'value="no" data-answer checked' in html


def test_the_same_set_is_rendered_once():
    render_once(YES_NO)
    before = render_once.cache_info().hits

    render_once(YES_NO)

    assert render_once.cache_info().hits == before + 1
