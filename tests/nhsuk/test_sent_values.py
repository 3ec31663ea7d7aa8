"""Values that look the same to a person are the same, however a browser sends them."""

import pytest

from checklists.nhsuk.sent_values import comparable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First\r\nsecond", "First\nsecond"),
        ("  Wren ", "Wren"),
        (None, ""),
        (False, ""),
        (["mother", "father"], ["father", "mother"]),
        (["mother", ""], ["mother"]),
        ({"day": " 1", "month": "2"}, {"day": "1", "month": "2"}),
    ],
)
def test_what_looks_the_same_is_the_same(one, other):
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("Wren", "wren"), (["mother"], []), (True, False)])
def test_what_looks_different_differs(one, other):
    assert comparable(one) != comparable(other)
