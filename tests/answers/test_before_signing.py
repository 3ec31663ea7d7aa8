"""What is still to be answered before a visit can be signed."""

import pytest

from checklists.answers.before_signing import find_gaps
from checklists.answers.no_longer_fits import Circumstances
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force

AT_HOME = Circumstances(facts={"place": "home"})
DONE = {"value": "done", "reason": "", "how": "answered"}


@pytest.fixture
def prompts(content_in_force):
    return compiled(version_in_force()).prompts


def gap_of(prompts, key, entry=None, carried=()):
    documents = {key: {"value": None, "reason": "", "how": "answered", **entry}} if entry else {}
    found = find_gaps([(key, prompts[key])], documents, dict.fromkeys(carried, DONE), AT_HOME)
    return found[0].why if found else ""


@pytest.mark.parametrize(
    ("key", "entry", "carried", "gap"),
    [
        ("sleep_back", None, (), "missing"),
        ("sleep_back", {"value": "always"}, (), ""),
        ("sleep_back", {"value": None}, (), "missing"),
        ("sleep_back", {"reason": "short_of_time", "how": "could_not"}, (), ""),
        ("sleep_back", {"reason": "later", "how": "could_not"}, (), "reason"),
        ("sleep_room_share", None, (), ""),
        ("skin_seen", {"value": "not_done"}, (), "reason"),
        ("skin_seen", {"value": "not_done", "reason": "unwell"}, (), ""),
        ("skin_seen", {"value": "done"}, (), ""),
        ("father_identity", {"value": "not_asked"}, (), "reason"),
        ("baby_mobility", None, ("baby_mobility",), ""),
        ("baby_mobility", {"value": "mobile", "how": "confirmed"}, ("baby_mobility",), ""),
        ("baby_mobility", {"value": None, "how": "changed"}, ("baby_mobility",), "missing"),
    ],
)
def test_what_is_still_to_be_said(prompts, key, entry, carried, gap):
    assert gap_of(prompts, key, entry, carried) == gap
