"""Choices and reasons that make no sense beside what else is known."""

import json

import pytest
from django.conf import settings

from checklists.answers.no_longer_fits import Circumstances, words_out_of_place
from checklists.guidance.compiled import compile_content
from checklists.guidance.conditions import Given

FILE = json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))
WORDING = compile_content(FILE)
NOT_ROLLING = {"baby_mobility": "not_rolling", "mark_explanation_fits": "does_not_fit"}
WALKING = {"baby_mobility": "mobile", "mark_explanation_fits": "fits"}


def refused(key, entry, answers=(), **facts):
    given = {name: Given(value) for name, value in dict(answers).items()}
    circumstances = Circumstances(
        answers=given,
        facts={"place": "home", "present": ["mother"], "baby_age_days": 45, **facts},
        shown=given,
    )
    value, reason = entry
    return words_out_of_place(
        WORDING.prompts[key], key, {"value": value, "reason": reason}, circumstances
    )


@pytest.mark.parametrize(
    ("key", "entry", "answers", "facts"),
    [
        ("mark_csc_referral", ("not_made", "mobile_accounted"), NOT_ROLLING, {}),
        ("mark_csc_referral", ("not_made", "mobile_accounted"), {}, {}),
        ("mark_csc_referral", ("not_made", "recorded_birthmark"), NOT_ROLLING, {}),
        ("mark_csc_referral", ("not_made", "advice_sought"), {"mark_type": ["bruise"]}, {}),
        ("mark_paediatric", ("not_indicated", ""), NOT_ROLLING, {}),
        ("mark_body_map", ("not_done", "reported_only"), {"mark_seen": "yes"}, {}),
        ("baby_seen", ("seen_awake", ""), {}, {"place": "phone"}),
        ("skin_seen", ("done", ""), {}, {"place": "phone"}),
        ("skin_seen", ("not_done", "remote_contact"), {}, {}),
        ("baby_seen", ("not_seen", "no_access"), {}, {}),
        ("sleep_own_surface", ("told_only", "not_at_home"), {}, {}),
        ("sleep_room_share", ("over_6_months", ""), {}, {}),
        ("sleep_room_share", ("planned", ""), {}, {}),
        ("mark_seen", ("no", ""), {"baby_seen": "not_seen"}, {}),
        ("mark_seen", ("no", ""), {}, {"place": "phone"}),
        ("baby_vulnerability_factors", (["premature"], ""), {}, {"baby_age_days": None}),
        ("baby_vulnerability_factors", (["hard_to_settle"], ""), {}, {"baby_age_days": None}),
        ("sleep_bed_share", ("accidental", ""), {}, {"baby_age_days": None}),
        ("home_hazards", (["raised_surface"], ""), {}, {"baby_age_days": None}),
        ("da_postnatal", ("not_asked", "mother_absent"), {}, {}),
        ("da_postnatal", ("not_asked", "partner_present"), {}, {"present": ["nobody"]}),
        ("da_postnatal", ("not_asked", "no_interpreter"), {"communication_needs": ["none"]}, {}),
    ],
)
def test_what_cannot_be_so_is_out_of_place(key, entry, answers, facts):
    assert refused(key, entry, answers, **facts)


@pytest.mark.parametrize(
    ("key", "entry", "answers", "facts"),
    [
        ("mark_csc_referral", ("not_made", "mobile_accounted"), WALKING, {}),
        ("mark_csc_referral", ("not_made", "other"), NOT_ROLLING, {}),
        (
            "mark_csc_referral",
            ("not_made", "recorded_birthmark"),
            {"mark_birthmark_verified": "recorded"},
            {},
        ),
        ("mark_paediatric", ("not_arranged", ""), NOT_ROLLING, {}),
        ("baby_seen", ("seen_awake", ""), {}, {}),
        ("mark_seen", ("no", ""), {"baby_seen": "seen_awake"}, {}),
        ("mark_seen", ("none_reported", ""), {"baby_seen": "not_seen"}, {"place": "phone"}),
        ("baby_vulnerability_factors", (["premature"], ""), {}, {}),
        ("sleep_bed_share", ("accidental", ""), {}, {}),
        ("sleep_room_share", ("over_6_months", ""), {}, {"baby_age_days": 200}),
        ("sleep_room_share", ("planned", ""), {}, {"baby_age_days": None}),
        ("da_postnatal", ("not_asked", "partner_present"), {}, {}),
        # On the phone she is on her own, and someone may listen at the other end.
        (
            "da_postnatal",
            ("not_asked", "partner_present"),
            {},
            {"present": ["nobody"], "place": "phone"},
        ),
        # Begun long after the contact: who is there now says nothing of who was there.
        ("da_postnatal", ("not_asked", "partner_present"), {}, {"present": None}),
        ("da_postnatal", ("not_asked", "no_interpreter"), {}, {}),
        ("skin_seen", ("not_done", "remote_contact"), {}, {"place": "video"}),
    ],
)
def test_what_may_be_so_is_let_stand(key, entry, answers, facts):
    assert not refused(key, entry, answers, **facts)


def test_each_adult_is_judged_by_their_own_answers():
    """What is said of one adult makes no answer about another senseless."""
    circumstances = Circumstances(
        answers={"adult_met:a": Given("no"), "adult_met:b": Given("yes")},
        shown={"adult_met:a", "adult_met:b"},
    )
    condition = {"prompt": "adult_met", "op": "eq", "value": "no"}

    assert [circumstances.holds(condition, record) for record in "ab"] == [True, False]
