"""A page stands open in two windows, or with two people: the second press changes nothing more.

Whoever pressed it is told in words, where they go on or beside what they typed; it is no attempt
to open what is not theirs.
"""

import pytest

from checklists.audit.models import Event
from tests.presses.pressing import TakenBack, is_led, left_since, ready_to_press, standing
from tests.presses.table import RECORD_IS_GONE, WRITTEN
from tests.reading.kinds_of_forms import STEPS

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TOLD_BESIDE_WHAT_WAS_TYPED = {409, 422}


@pytest.mark.parametrize("press", [one for one in WRITTEN if one.name in STEPS], ids=str)
def test_the_window_that_comes_later_is_told(world, press):
    with TakenBack():
        first, second = ready_to_press(world, press), ready_to_press(world, press)
        before = standing()
        first.press()
        once, refused = left_since(before), refusals()
        told = second.press()
        twice, refused_since = left_since(before), refusals() - refused

    if press.name in RECORD_IS_GONE:
        assert told.status_code == 404
    else:
        assert is_led(told) or told.status_code in TOLD_BESIDE_WHAT_WAS_TYPED
        assert refused_since == 0
    assert twice == once


def refusals():
    return Event.objects.filter(kind="case.refused").count()
