"""Answers of one visit that cannot both be true: named at review, and not signed."""

import pytest
from django.urls import reverse

from checklists.cases.access import WholeRecord
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.visits.draft.contradicting import contradictions
from checklists.visits.draft.signing import DoNotFitTogether, StillMissing, sign
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, reread, say, signed

NOT_SEEN = ("not_seen", "in_hospital")
NO_TIME = "visit_cut_short"
SIGNS_AND_NONE = {
    "father_identity": "withheld",
    "coercion_considered": "considered_signs",
    "coercion_indicators": ["none_seen"],
}


def drafted(case, answers, **begun):
    return leave_the_rest(say(begin(reread(case), **begun), answers))


def found(case, answers, **begun):
    visit = say(begin(reread(case), **begun), answers)
    return {one.key for one in contradictions(WorkingVisit(visit, WholeRecord(visit.author)))}


@pytest.mark.parametrize(
    ("key", "answers", "begun"),
    [
        ("undressed_not_seen", {"baby_seen": NOT_SEEN, "skin_seen": "done"}, {}),
        ("undressed_not_seen", {"baby_seen": NOT_SEEN, "skin_seen": ("partly_done", NO_TIME)}, {}),
        ("handled_not_seen", {"baby_seen": NOT_SEEN, "handling_observed": "gentle"}, {}),
        ("marked_not_seen", {"baby_seen": NOT_SEEN, "mark_seen": "yes"}, {}),
        (
            "space_seen_not_seen",
            {"sleep_own_surface": "yes", "sleep_bedding_hazards": ["not_seen"]},
            {},
        ),
        (
            "put_right_not_seen",
            {
                "sleep_night_place": ["pod_nest"],
                "sleep_bedding_hazards": ["not_seen"],
                "sleep_made_safe": "yes",
            },
            {},
        ),
        ("bed_shared_never", {"sleep_night_place": ["adult_bed"], "sleep_bed_share": "never"}, {}),
        ("nobody_spoken_with", {"understanding_checked": "teach_back"}, {"present": ["nobody"]}),
        ("alone_not_here", {"da_seen_alone": "yes"}, {"present": ["father"]}),
        ("signs_and_none", SIGNS_AND_NONE, {}),
    ],
)
def test_what_cannot_both_be_true_is_found(case, key, answers, begun):
    assert key in found(case, answers, **begun)


@pytest.mark.parametrize(
    "answers",
    [
        {"baby_seen": "seen_awake", "skin_seen": "done", "handling_observed": "gentle"},
        {"baby_seen": NOT_SEEN, "skin_seen": ("not_done", "unwell"), "mark_seen": "reported"},
        {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"},
        {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")},
        # A rule opens an item for it: asked, and yet someone could hear.
        {"da_seen_alone": "no", "da_postnatal": "asked_no_disclosure"},
        {
            "sleep_own_surface": ("told_only", "parent_declined"),
            "sleep_bedding_hazards": ["hat_indoors"],
        },
    ],
)
def test_what_can_both_be_true_is_let_stand(case, answers):
    assert found(case, answers) == set()


@pytest.mark.parametrize(
    ("key", "of_adult", "of_household"),
    [
        ("no_contact_alone", {"adult_lives_in_home": "no_contact", "adult_cares_alone": "yes"}, {}),
        ("met_not_met", {"adult_known_from": ["met"], "adult_met": ("no", "at_work")}, {}),
        (
            "father_here_no_men",
            {"adult_role": "birth_father", "adult_lives_in_home": "yes"},
            {"adults_record_complete": "no_males"},
        ),
    ],
)
def test_what_cannot_be_true_of_one_adult_is_found(case, nurse, key, of_adult, of_household):
    one, other = (
        add_adult(case, named=Adult.Named.KNOWN, answers={}, by=nurse, at=AT_THE_VISIT)
        for _ in range(2)
    )
    about = {f"{prompt}:{one.pk}": value for prompt, value in of_adult.items()}
    visit = say(begin(reread(case)), {**about, **of_household, f"adult_met:{other.pk}": "yes"})

    met = contradictions(WorkingVisit(visit, WholeRecord(visit.author)))

    assert [(each.key, each.record) for each in met] == [(key, str(one.pk))]


def test_what_is_carried_and_not_said_again_contradicts_nothing(case, nurse):
    """She who signs may not be able to open it any more."""
    dan = add_adult(case, named=Adult.Named.KNOWN, answers={}, by=nurse, at=AT_THE_VISIT)
    signed(case, {f"adult_cares_alone:{dan.pk}": "yes"}, visit_type="new-birth")

    assert found(case, {f"adult_lives_in_home:{dan.pk}": "no_contact"}) == set()


def test_signing_waits_until_one_of_the_two_is_changed(case, nurse):
    visit = drafted(case, {"baby_seen": NOT_SEEN, "skin_seen": "done"})

    with pytest.raises(DoNotFitTogether):
        sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)
    say(visit, {"skin_seen": ("not_done", "unwell")}, base={"skin_seen": 1})
    sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    assert Visit.objects.get().status == "signed"


def test_an_impossible_reason_for_not_referring_is_refused_at_signing(case, nurse):
    """A baby not rolling, and a mark that does not fit."""
    visit = drafted(
        case,
        {
            "baby_mobility": "not_rolling",
            "mark_seen": "yes",
            "mark_type": ["bruise"],
            "mark_explanation_fits": "does_not_fit",
            "mark_csc_referral": ("not_made", "mobile_accounted"),
            "mark_paediatric": "not_arranged",
        },
    )

    with pytest.raises(StillMissing) as refused:
        sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    assert [(gap.key, gap.words) for gap in refused.value.gaps] == [
        ("mark_csc_referral", "Baby is mobile, clear fitting account")
    ]


@pytest.mark.parametrize("mobility", [{}, {"baby_mobility": "not_rolling"}])
def test_not_referring_asks_why_and_whom_she_consulted(case, mobility):
    """A mobility that was not said counts as not mobile."""
    answers = {"mark_seen": "yes", "mark_csc_referral": ("not_made", "other"), **mobility}
    visit = say(begin(reread(case)), {**answers, "mark_paediatric": "not_arranged"})

    left = {gap.key for gap in WorkingVisit(visit, WholeRecord(visit.author)).gaps()}

    assert {"mark_not_referred_why", "mark_consulted_name", "mark_not_assessed_why"} <= left


def review(client, visit, **posted):
    url = reverse("visit_review", args=[visit.pk])
    response = client.post(url, posted) if posted else client.get(url)
    return response.content.decode().split("<main")[1]


def test_review_names_them_with_links_to_both_questions(client, case, nurse):
    visit = drafted(case, {"baby_seen": NOT_SEEN, "skin_seen": "done"})
    client.force_login(nurse)

    page = review(client, visit)
    response = client.post(reverse("visit_sign", args=[visit.pk]), {"right_baby": "yes"})

    assert "You recorded that the baby was not seen, and that the baby was seen undressed." in page
    assert "#q-baby_seen" in page
    assert "#q-skin_seen" in page
    assert response.status_code == 422
    assert "Change one of the answers that do not fit together" in response.content.decode()


@pytest.mark.parametrize("answers", [{"baby_seen": NOT_SEEN, "skin_seen": "done"}, SIGNS_AND_NONE])
def test_the_list_of_the_visit_does_not_say_that_all_is_answered(client, case, nurse, answers):
    visit = drafted(case, answers)
    client.force_login(nurse)

    page = client.get(reverse("visit", args=[visit.pk])).content.decode()

    assert "Something is still to be settled before you sign." in page
    assert "Every required question has an answer" not in page


def test_a_private_one_is_named_in_the_opened_part_alone(client, case, nurse):
    visit = drafted(case, SIGNS_AND_NONE)
    client.force_login(nurse)

    shut, opened = review(client, visit), review(client, visit, part="answers")
    refused = client.post(reverse("visit_sign", args=[visit.pk]), {"right_baby": "yes"})

    assert "signs are present, and that none were seen" in opened
    assert "These do not fit together" not in shut
    assert "Open Pregnancy and family background" in shut
    assert refused.status_code == 422
    assert "do not fit together" not in refused.content.decode()


def test_review_says_which_reason_no_longer_fits(client, case, nurse):
    visit = drafted(case, {"skin_seen": ("not_done", "remote_contact")})
    client.force_login(nurse)

    assert (
        "\u2018Telephone or video contact\u2019 no longer fits: Was the baby seen undressed"
        in review(client, visit)
    )


def test_the_question_says_that_its_reason_no_longer_fits(client, case, nurse):
    visit = drafted(case, {"skin_seen": ("not_done", "remote_contact")})
    client.force_login(nurse)

    page = client.get(reverse("visit_point", args=[visit.pk, "weight-and-skin-check"]))

    words = page.content.decode()
    assert "This no longer fits the other answers: \u2018Telephone or video contact\u2019." in words
    assert 'value="remote_contact" data-reason checked' in words


def test_what_cannot_be_at_this_contact_is_not_offered(client, case, nurse):
    """Neither a telephone contact at home, nor the baby seen by telephone."""
    visit = begin(reread(case))
    by_phone = begin(reread(case), place="phone")
    client.force_login(nurse)

    pages = [
        client.get(reverse("visit_point", args=[each.pk, "baby-today"])).content.decode()
        for each in (visit, by_phone)
    ]

    assert ['value="remote_contact"' in page for page in pages] == [False, True]
    assert ['value="seen_awake"' in page for page in pages] == [True, False]
