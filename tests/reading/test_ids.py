from uuid import UUID

import pytest

from checklists.reading.ids import read_id, sent_id

ID = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (str(ID), ID),
        (ID.hex, ID),
        ("", None),
        ("7c9e6679", None),
        (f"{ID}0", None),
        ("x" * 32, None),
        ("\x00", None),
    ],
)
def test_an_id_is_read_and_what_is_none_is_nothing(typed, read):
    assert read_id(typed) == read


def test_the_id_of_a_page_comes_with_its_form(rf):
    request = rf.post("/", {"new_id": str(ID), "receipt": "none"})

    assert sent_id(request) == ID
    assert sent_id(request, "receipt") is None
    assert sent_id(request, "id") is None
