"""Who wrote a part and when is said once; an answer says it only where it differs."""

from datetime import timedelta

import pytest

from checklists.answers.in_force import NOTHING_SAID
from checklists.people.models.users import User
from checklists.visits.authorship import (
    authorship_of,
    unusual_authorship_line,
    usual_authorship,
    usual_authorship_line,
)
from tests.visits.story import AT_THE_VISIT

ANA, BEN = User(name="Ana Hart"), User(name="Ben Bright")
WRITERS = {"ana": ANA, "ben": BEN}
LATE = timedelta(minutes=9)
DAY = timedelta(days=1)


def wrote(by="ana", after=timedelta()):
    entry = {"by": by, "at": (AT_THE_VISIT + after).isoformat(), "how": "given"}
    return authorship_of(entry, WRITERS)


@pytest.mark.parametrize(
    ("authorships", "said"),
    [
        ([wrote()], "Ana Hart, 23 November 2026, 2.21pm"),
        ([wrote(), wrote()], "Ana Hart, 23 November 2026, 2.21pm"),
        ([wrote(after=LATE), wrote()], "Ana Hart, 23 November 2026, 2.21pm to 2.30pm"),
        ([wrote(), wrote(), wrote("ben", LATE)], "Ana Hart, 23 November 2026, 2.21pm"),
        ([wrote("gone")], "Someone, 23 November 2026, 2.21pm"),
        ([None, wrote()], "Ana Hart, 23 November 2026, 2.21pm"),
    ],
)
def test_a_part_says_who_wrote_most_of_it_and_from_when_to_when(authorships, said):
    usual = usual_authorship(filter(None, authorships))

    assert usual_authorship_line(usual, authorships) == said


@pytest.mark.parametrize(
    ("authorship", "said"),
    [
        (wrote(), ""),
        (wrote(after=LATE), ""),
        (wrote(after=DAY), "Ana Hart, 24 November 2026, 2.21pm"),
        (wrote("ben"), "Ben Bright, 23 November 2026, 2.21pm"),
        (None, ""),
    ],
)
def test_an_answer_says_it_where_another_person_or_day_wrote_it(authorship, said):
    assert unusual_authorship_line(authorship, usual_authorship([wrote(), wrote()])) == said


def test_a_part_in_which_nobody_said_anything_names_nobody():
    assert usual_authorship([]) is None
    assert (
        authorship_of({"by": "ana", "at": AT_THE_VISIT.isoformat(), "how": NOTHING_SAID}, WRITERS)
        is None
    )
