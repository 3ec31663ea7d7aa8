"""Guidance shows bold, lists and links, and nothing that runs or fetches."""

import pytest
from django.template import Context, Template

from checklists.guidance.markdown import as_html, as_stored, problem_in


def test_bold_lists_and_links_are_shown():
    html = as_html("**Ask** to be shown:\n\n- cot\n- [ICON](https://iconcope.org)")

    assert "<strong>Ask</strong>" in html
    assert "<li>cot</li>" in html
    assert 'href="https://iconcope.org"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.png)",
        '<p style="color:red" onclick="x()">x</p>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<https://x.example/"onmouseover=alert(1)>',
        "[x](//elsewhere.example/)",
    ],
)
def test_nothing_that_runs_or_fetches_gets_through(text):
    html = as_html(text)

    assert "<script" not in html
    assert "<img" not in html
    assert "<p style" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert 'href="//' not in html
    assert "<a onmouseover" not in html


def test_filter_shows_html_once_and_escapes_what_was_typed():
    page = Template("{% load guidance %}{{ text|markdown }}")

    html = page.render(Context({"text": "**Ask** if < 3 & {x}"}))

    assert html.strip() == "<p><strong>Ask</strong> if &lt; 3 &amp; {x}</p>"


@pytest.mark.parametrize("text", ["<b>bold</b>", "<!-- note -->", "turned \u202e round", "a\x00b"])
def test_an_editor_is_told_what_to_change(text):
    assert problem_in(text)


@pytest.mark.parametrize("text", ["if 3 < 4", "**bold**", "16-20C; a > b", "two\nlines"])
def test_plain_text_has_no_problem(text):
    assert problem_in(text) == ""


def test_stored_text_has_one_line_ending_and_nothing_unseen():
    assert as_stored("  one\r\ntwo\x00\r ") == "one\ntwo"
