"""Every address that takes a form, pressed four times at the same moment: as if pressed once."""

import pytest
import time_machine
from django.core.cache import cache

from checklists.accounts.middleware.one_effect import SENT_BEFORE
from checklists.audit.models import Event
from tests.concurrent_presses import at_once
from tests.extent import IN_FULL
from tests.presses.kept_database import kept_database
from tests.presses.pressing import TakenBack, answer_of, left_since, ready_to_press, standing
from tests.presses.table import PRESSES, RECORD_IS_GONE, SIGNS_IN
from tests.presses.world import NOW, build_to_press
from tests.reading.kinds_of_forms import STEPS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]


@pytest.mark.postgres_only
def test_what_is_pressed_four_times_at_once_happens_once(kept_content):
    press_all(kept_content, wrong_with)


if IN_FULL:

    @pytest.mark.sqlite_only
    def test_what_is_pressed_four_times_at_once_on_sqlite_happens_once(kept_content):
        press_all(kept_content, wrong_with)

    @pytest.mark.postgres_only
    def test_what_is_pressed_in_four_windows_at_once_ends_on_no_error_page(kept_content):
        press_all(kept_content, wrong_in_windows)


def press_all(kept_content, wrong_with):
    with time_machine.travel(NOW, tick=False):
        kept_content.put_in_force()
        world = build_to_press()
        with kept_database() as kept:
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
    elif not press.signs_out and not is_one_answer(press, answers):
        yield f"{press}: leads to {[answer_of(one) for one in answers]}"
    if found != once and press.name not in SIGNS_IN:
        yield f"{press}: left {found}, alone {once}"


def is_one_answer(press, answers):
    """In the admin one press says what it saved, and the others that it was sent before."""
    said = {answer_of(one) for one in answers}
    if not press.name.startswith("admin:"):
        return len(said) == 1
    return len({one for one in said if SENT_BEFORE not in one}) <= 1 and len(said) <= 2


def wrong_in_windows(world, kept, press):
    """As `wrong_with`, where each press is of a page of its own: what adds is done four times."""
    windows, before = [ready_to_press(world, press) for _ in range(4)], standing()
    with TakenBack():
        alone, once = windows[0].press(), left_since(before)
    cache.clear()
    answers = at_once(*[one.press for one in windows])
    refused = Event.objects.filter(kind="case.refused").count()
    found = left_since(before)
    kept.put_back()
    if any(one.status_code >= 500 for one in answers):
        yield f"{press}: answers {[one.status_code for one in answers]}, alone {alone.status_code}"
    if (
        press.name not in RECORD_IS_GONE
        and refused > Event.objects.filter(kind="case.refused").count()
    ):
        yield f"{press}: stands in the log as refused"
    if press.name in STEPS and found != once:
        yield f"{press}: left {found}, alone {once}"
