"""The learning points read by a practitioner, and on paper for a team meeting."""

import os
import re
from pathlib import Path
from unicodedata import normalize

import pytest
from django.urls import reverse

from checklists.people.models.teams import Role
from tests.browser.paper import sheets
from tests.factories import TeamFactory, person
from tests.guidance.conftest import FILE

pytestmark = pytest.mark.browser

POINTS = FILE["points"]
LINKS = """
() => [...document.querySelectorAll(".resource a")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.href, one.target, one.rel, one.referrerPolicy])
"""
NUMBER = re.compile(r"^Page\d+of\d\d")
LEAVES = ["_blank", "noopener noreferrer", "no-referrer"]


@pytest.fixture
def reader(desktop, sign_in, transactional_db, content_in_force):
    person(Role.HEALTH_VISITOR, TeamFactory(), username="hv.north")
    sign_in(desktop, "hv.north")
    return desktop


def test_a_practitioner_sees_every_link_on_each_of_its_points(reader):
    seen = {}
    for point in POINTS:
        reader.goto(reverse("learning_point", args=[point["number"]]))
        seen[point["number"]] = {tuple(link) for link in reader.evaluate(LINKS)}

    assert seen == {
        point["number"]: {
            (one["url"], *LEAVES)
            for one in FILE["resources"]
            if one.get("url") and point["number"] in one["points"]
        }
        for point in POINTS
    }


def test_each_point_begins_a_sheet_and_no_menu_is_printed(reader):
    reader.goto(reverse("all_learning_points"))
    reader.wait_for_load_state("networkidle")
    reader.emulate_media(media="print")

    pdf = reader.pdf(prefer_css_page_size=True)
    if pictures := os.environ.get("PICTURES"):
        (Path(pictures) / "all_learning_points.pdf").write_bytes(pdf)

    # Two letters drawn as one are two; each sheet begins with its number.
    printed = [NUMBER.sub("", normalize("NFKC", text)) for text in sheets(pdf)]
    heads = ["".join(f"{point['number']}. {point['title']}".split()) for point in POINTS]
    starts = [next(n for n, text in enumerate(printed) if head in text) for head in heads]
    assert len(set(starts)) == len(POINTS)
    for head, number in zip(heads[1:], starts[1:], strict=True):
        assert printed[number].startswith(head)
    for word in ("Babycareadvice", "Signout", "Accessibility", "opensinanewtab"):
        assert [text for text in printed if word in text] == []
