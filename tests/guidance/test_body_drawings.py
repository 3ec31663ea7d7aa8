"""The drawings of the body map: none changes once records are made on it."""

from hashlib import sha256

import pytest
from django.conf import settings

from checklists.guidance.body_drawings import DRAWINGS, WHOLE, current_drawings

# A drawing that looks another way is another version, with files of its own beside these.
DIGESTS = {
    "1/front": "b9c3a5fa4b0e2527930dd2de6a6fe2ad3f237795c9adfde46fba04c05ae4bf2e",
    "1/back": "4b3137d80877192fea8be7799d78189677f782d9704446a9a44c606bac6b0d5e",
    "1/left": "2097ab4fe8029e69012666a70fccf054cf160e2bd4b1d53e002ec0b98b28b71f",
    "1/right": "dd77910d0021de158709b008213fce3606168bd875b426b6c8d7264322b5bbef",
    "1/head": "b7889930e74e0b13a621abb42af16d3fbc906f6279ba8a1f56c7309682353a71",
    "1/mouth": "c10adfb0b3585e00924badeb06a7bcc269325dc569428e0fbe0882d790cfdf47",
    "1/hands": "1730f87d00d9d9e5a55dab6adc6e2f1fff8532da46beb6c2a620411dde3a3b19",
    "1/feet": "260462e8f6f751d1295c98a8ac10532b9b08990f97864b7f7867c71f302099d2",
    "1/nappy": "5f2624c7fd448f376054b794bf58973f467df8c56dd45d6616602444eca16ada",
}
TITLES = [
    *("Front", "Back", "Left side", "Right side", "Head and face", "Mouth", "Hands", "Feet"),
    "Nappy area",
]


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda one: one.key)
def test_the_bytes_of_a_drawing_never_change(drawing):
    file = settings.BASE_DIR / "static" / drawing.path

    assert sha256(file.read_bytes()).hexdigest() == DIGESTS[drawing.key]


def test_every_drawing_that_was_ever_made_is_still_there():
    files = (settings.BASE_DIR / "static/images/body-map").rglob("*.svg")

    assert (
        {f"{file.parent.name}/{file.stem}" for file in files} == DRAWINGS.keys() == DIGESTS.keys()
    )


def test_new_marks_are_made_on_all_of_the_body():
    assert [drawing.title for drawing in current_drawings()] == TITLES


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda one: one.key)
def test_each_region_is_found_at_each_of_its_places_and_named_once(drawing):
    regions = drawing.regions

    for region in regions:
        for x, y in region.places:
            assert 0 <= x <= WHOLE
            assert 0 <= y <= WHOLE
            assert drawing.region_at(x, y) is region
    assert len({one.key for one in regions}) == len({one.label for one in regions}) == len(regions)


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda one: one.key)
def test_a_drawing_has_the_size_that_its_file_says(drawing):
    svg = (settings.BASE_DIR / "static" / drawing.path).read_text()

    assert f'viewBox="0 0 300 {drawing.height}"' in svg


def test_what_is_on_the_right_of_the_baby_is_on_the_left_of_who_looks_at_its_front():
    front, back = DRAWINGS["1/front"], DRAWINGS["1/back"]

    assert front.region_at(350, 725).key == "right_thigh"
    assert back.region_at(350, 725).key == "left_thigh_back"
