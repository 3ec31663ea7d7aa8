import pytest

from checklists.audit.refused import AlreadyAsked, NothingAsked, NotYours, Overtaken, Refused


def test_a_refusal_says_its_words():
    assert str(NotYours("Another lead has to agree.")) == "Another lead has to agree."
    assert str(Refused("The title is empty.", "Say why.")) == "The title is empty. Say why."


@pytest.mark.parametrize("kind", [Overtaken, AlreadyAsked, NothingAsked])
def test_one_that_was_overtaken_says_so_by_itself(kind):
    assert (
        str(kind())
        == "This was done already, by somebody else or in another window. Nothing changed now."
    )
    assert str(kind("This item is closed already.")) == "This item is closed already."
