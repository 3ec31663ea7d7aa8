from checklists.answers.drawing import Choices, draw
from checklists.guidance.compiled import Choice

YES_NO = Choices(
    name="sleep_back",
    legend="Is the baby <always> put down on their back?",
    hint="",
    choices=(Choice("yes", "Yes & no"), Choice("no", "No")),
    chosen=("no",),
)


def test_what_the_content_says_is_escaped():
    assert "&lt;always&gt;" in draw(YES_NO)
    assert "Yes &amp; no" in draw(YES_NO)


def test_the_choice_is_marked_and_no_other():
    html = draw(YES_NO)

    assert html.count("checked") == 1
    assert 'value="no" data-answer checked' in html


def test_the_same_set_is_drawn_once():
    draw(YES_NO)
    before = draw.cache_info().hits

    draw(YES_NO)

    assert draw.cache_info().hits == before + 1
