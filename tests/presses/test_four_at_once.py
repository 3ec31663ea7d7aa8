"""Every address that takes a form, pressed four times at the same moment: as if pressed once."""

import pytest
import time_machine
from django.core.cache import cache

from tests.concurrent_presses import at_once
from tests.presses.kept_database import KeptDatabase
from tests.presses.pressing import TakenBack, answer_of, left_since, ready_to_press, standing
from tests.presses.table import PRESSES, SIGNS_IN
from tests.presses.world import NOW, build_to_press

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres_only,
    pytest.mark.thorough,
]


def test_what_is_pressed_four_times_at_once_happens_once(kept_content):
    with time_machine.travel(NOW, tick=False):
        kept_content.put_in_force()
        world = build_to_press()
        with KeptDatabase() as kept:
            wrong = [words for press in PRESSES for words in wrong_with(world, kept, press)]

    assert not wrong, "\n".join(wrong)


def wrong_with(world, kept, press):
    """Sentences on what four presses at once should not have come to."""
    ready, before = ready_to_press(world, press), standing()
    with TakenBack():
        alone, once = ready.press(), left_since(before)
    cache.clear()  # allauth remembers in it which codes were used
    answers = at_once(*[ready.press] * 4)
    found = left_since(before)
    kept.put_back()
    if {one.status_code for one in answers} != {alone.status_code}:
        yield f"{press}: answers {[one.status_code for one in answers]}, alone {alone.status_code}"
    elif len({answer_of(one) for one in answers}) > 1:
        yield f"{press}: leads to {[answer_of(one) for one in answers]}"
    if found != once and press.name not in SIGNS_IN:
        yield f"{press}: left {found}, alone {once}"
