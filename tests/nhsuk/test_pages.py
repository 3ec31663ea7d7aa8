"""Every page: its title, its quick exit, and nothing inline; the error pages and the advice."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

STATIC_PAGES = sorted((settings.BASE_DIR / "templates").glob("[45]*.html"))
BANNER = {
    "name": "Wren Fableton",
    "age": "6 weeks 3 days",
    "when": "Born 9 October 2026",
    "nhs_number": "999 000 1022",
    "address_tail": "…Inkwell Row",
}


def title(html):
    return re.search("<title>(.*?)</title>", html)[1]


def test_the_tab_says_the_page_never_the_family():
    html = render_to_string("base.html", {"page_title": "Outstanding", "banner": BANNER})

    assert title(html) == "Outstanding - Safe Babies"


def test_the_tab_says_when_there_is_a_problem():
    html = render_to_string(
        "base.html", {"page_title": "Sleep", "problems": [{"href": "#a", "text": "Choose one"}]}
    )

    assert title(html) == "Error: Sleep - Safe Babies"
    assert "There is a problem with 1 question" in html


def test_every_page_about_a_family_has_the_quick_exit():
    assert "Baby care advice" in render_to_string("base.html", {"banner": BANNER})
    assert "Baby care advice" not in render_to_string("base.html")


def test_pages_carry_no_style_or_script_of_their_own():
    html = render_to_string("base.html", {"page_title": "Visits", "banner": BANNER})

    assert "<style" not in html
    assert not re.search(r'\s(style|on\w+)="', html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("path", STATIC_PAGES, ids=lambda path: path.name)
def test_error_pages_need_nothing_to_be_shown(path: Path):
    html = path.read_text()

    assert "{%" not in html
    assert "{{" not in html
    assert "<h1>" in html


def test_every_error_that_can_be_met_has_a_page():
    names = {path.stem for path in STATIC_PAGES}

    assert {"400", "403", "403_csrf", "500", "503"} <= names


@pytest.mark.parametrize("topic", ["", "nappies/", "clothes/", "going-out/", "all-topics/"])
@pytest.mark.django_db
def test_baby_care_advice_knows_nobody(client, topic):
    response = client.get(f"/baby-care-advice/{topic}")

    assert response.status_code == 200
    assert not response.cookies
    assert b"Safe Babies" not in response.content
    assert not re.search(rb"sleep|harm|safe\b|abuse|visit", response.content, re.IGNORECASE)


@pytest.mark.django_db
def test_a_topic_that_is_not_there_is_not_found(client):
    assert client.get("/baby-care-advice/anything/").status_code == 404
