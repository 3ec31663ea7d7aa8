"""What a meaning of last time's answer comes to at the next contact."""

import json
from dataclasses import replace

import pytest
from django.conf import settings

from checklists.answers.last_time import ASKED_ANEW, TO_CONFIRM, worth_today
from checklists.guidance.compiled import compile_content

CONTENT = compile_content(
    json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))
)

LAST = {"reason": "", "on": "2026-11-03", "by": "Nia Northfield", "visit": "", "note": ""}


@pytest.mark.parametrize(
    ("key", "value", "worth"),
    [
        ("adults_record_complete", "partly", ASKED_ANEW),
        ("adult_dob_known", "no", ASKED_ANEW),
        ("lead_professional_known", "me", TO_CONFIRM),
        # It can never be made up for, so nobody is asked again; the history keeps it.
        ("da_antenatal_history", "no", TO_CONFIRM),
        ("da_antenatal_history", "not_known", ASKED_ANEW),
    ],
)
def test_what_is_open_is_asked_again_and_what_nothing_follows_from_is_not(key, value, worth):
    assert worth_today(CONTENT.prompts[key], {**LAST, "value": value}, "6-8-week") == worth


def test_a_gap_is_settled_by_the_words_that_say_why_nothing_follows():
    prompt = CONTENT.prompts["da_antenatal_history"]

    assert prompt.meaning_of("no") == ""
    assert replace(prompt, nothing_follows="").meaning_of("no") == "gap"
