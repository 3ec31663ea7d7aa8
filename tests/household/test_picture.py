"""The household as a picture: the same people as the list, solid or dashed as it says."""

import pytest

from checklists.household.people_shown import Person
from checklists.household.picture import BOX, WIDTH, picture_of

BABY = Person("baby", "Wren Fableton", "6 weeks 3 days", short_name="Wren")
ROSA = Person("met", "Rosa Fableton", "mother", mark="met", lives_here=True)
DAN = Person("met", "Dan Inventall", "birth father", mark="met", lives_here=True)
PEARL = Person("not_met", "Pearl Fableton", "grandparent", mark="not met yet")
ELSE = Person("not_met", "Someone else?", text="Ask at each contact")
LONG = Person("not_met", "Wilhelmina-Konstantina " * 4, "mother's current partner", mark="met")


def words(box):
    return [line.text for line in box.words]


def test_everybody_in_the_list_has_a_box():
    picture = picture_of([BABY, ROSA, DAN, PEARL, ELSE])

    assert [line.text for line in picture.baby_words] == ["Wren", "6 weeks"]
    assert list(map(words, picture.boxes)) == [
        ["Rosa Fableton", "mother", "met"],
        ["Dan Inventall", "birth father", "met"],
        ["Pearl Fableton", "grandparent", "not met yet"],
        ["Someone else?", "Ask at each", "contact"],
    ]


def test_only_who_was_met_and_is_known_has_a_solid_line():
    picture = picture_of([BABY, ROSA, PEARL, ELSE])

    assert [box.is_met for box in picture.boxes] == [True, False, False]


def test_who_lives_here_stands_on_the_ground_of_the_home():
    picture = picture_of([BABY, ROSA, PEARL, ELSE])
    home = picture.home_height + 4
    rosa, pearl, other = picture.boxes

    assert rosa.y + rosa.height <= home
    assert min(pearl.y, other.y) >= home


@pytest.mark.parametrize("number", [0, 1, 2, 9])
def test_any_number_fits_without_one_covering_another(number):
    people = [BABY, *[DAN] * number, *[LONG] * number, ELSE]

    boxes = picture_of(people).boxes

    assert len(boxes) == len(people) - 1
    for one in boxes:
        assert one.x >= 0
        assert one.x + BOX <= WIDTH
        apart = [b for b in boxes if b is not one and b.x == one.x]
        assert all(b.y >= one.y + one.height or one.y >= b.y + b.height for b in apart)


def test_a_long_name_is_cut_in_the_picture_and_stays_in_its_box():
    (box,) = picture_of([BABY, LONG]).boxes

    name = [line.text for line in box.words if line.is_name]
    assert len(name) == 2
    assert max(map(len, name)) <= 17
    assert box.words[-1].y <= box.y + box.height


@pytest.mark.parametrize(
    ("short_name", "first"),
    [("Wren", "Wren"), ("", "Baby"), ("Wilhelmina-Konstantina", "Wilhelmi")],
)
def test_the_baby_s_name_stays_in_the_circle(short_name, first):
    baby = Person("baby", "Baby of Wilhelmina", "32 weeks pregnant", short_name=short_name)

    words = [line.text for line in picture_of([baby, ELSE]).baby_words]

    assert words[-1] == "32 weeks"
    assert max(map(len, words)) <= 8
    assert words[0].startswith(first[:7])
    assert len(words) <= 3
