"""The cases of content.md section 11, through the verbs, numbered as there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checklists.cases.access import WholeRecord
from checklists.household.adults import add_adult
from checklists.outstanding.closing import NeedsAgreement, agree, ask_to_close, close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome, Priority, State
from checklists.outstanding.undone import SayWhatStaysUndone
from checklists.people.models.teams import Role
from checklists.reading.clock import london_date
from checklists.registration.registering import record_birth
from checklists.visits.draft.planning import preview
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, begin, item, items, reread, say, signed

TODAY = london_date(AT_THE_VISIT)
NOT_ASKED = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}
ASKED = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
BED_SHARING = {
    "sleep_bed_share": "planned",
    "sleep_bed_share_advice": "done",
    "sleep_night_place": ["cot_or_basket"],
    "sleep_smoking_who": ["none"],
    "sleep_carer_impaired": ["none"],
    "baby_vulnerability_factors": ["none_known"],
}


def later(days):
    return AT_THE_VISIT + timedelta(days=days)


def test_1_partner_present_enquiry_stays_until_she_is_asked(case):
    signed(case, NOT_ASKED, present=["mother", "partner"])

    enquiry = item(case, "da_postnatal_not_completed")

    assert (enquiry.priority, enquiry.due_on) == (Priority.HIGH, TODAY + timedelta(days=14))
    assert enquiry.private


def test_1_enquiry_stays_open_through_two_more_visits(case):
    signed(case, NOT_ASKED, present=["mother", "partner"])

    for days in (7, 14):
        signed(case, NOT_ASKED, visit_type="targeted", at=later(days))

    assert item(case, "da_postnatal_not_completed").state == State.OPEN


def test_1_asking_proposes_the_closing_and_a_person_confirms_it(case):
    signed(case, NOT_ASKED, present=["mother", "partner"])
    enquiry = item(case, "da_postnatal_not_completed")

    asked = signed(case, ASKED, visit_type="targeted", at=later(7))
    enquiry.refresh_from_db()
    assert enquiry.state == State.OPEN

    closing = signed(case, ASKED, visit_type="targeted", at=later(14), close=[enquiry.pk])
    enquiry.refresh_from_db()

    assert enquiry.state == State.CLOSED
    assert enquiry.closed_at_visit == closing != asked


def test_2_antenatal_enquiry_goes_on_after_the_birth_and_the_gap_stays_in_the_history(version, now):
    case = CaseFactory(unborn=True)
    signed(case, {"da_antenatal": ("not_asked", "partner_present")}, visit_type="antenatal")
    gap = item(case, "da_antenatal_not_completed")
    record_birth(
        reread(case),
        born_on=TODAY + timedelta(days=40),
        given_name="Fern",
        family_name="Fableton",
        nhs_number=None,
        by=case.owner,
        at=later(41),
    )
    gap.refresh_from_db()
    assert gap.state == State.OPEN

    signed(case, ASKED, visit_type="new-birth", at=later(52), close=[gap.pk])
    gap.refresh_from_db()

    assert gap.state == State.CLOSED
    assert [step.kind for step in gap.history.all()] == ["opened", "closed"]
    assert items(case, "da_postnatal_not_completed") == []


def test_3_bruise_reported_by_grandmother_closes_only_when_a_manager_agrees(case):
    signed(
        case,
        {
            "mark_seen": "reported",
            "mark_type": ["bruise"],
            "mark_explanation": "Grandmother: 'it was there on Sunday'",
            "baby_mobility": "rolling_only",
        },
    )
    bruise = item(case, "bruise_non_mobile")
    rang = Action("Rang children's social care", later(0), "Referral desk")
    manager = person(Role.MANAGER, team=case.team)

    with pytest.raises(NeedsAgreement):
        close(bruise, outcome=Outcome.DONE, action=rang, by=case.owner, at=later(0))
    with pytest.raises(SayWhatStaysUndone):
        ask_to_close(bruise, outcome=Outcome.DONE, action=rang, by=case.owner, at=later(0))
    said = replace(rang, undone="The desk does the rest today")
    ask_to_close(bruise, outcome=Outcome.DONE, action=said, by=case.owner, at=later(0))
    bruise.refresh_from_db()
    assert bruise.state == State.CLOSING_ASKED
    agree(bruise, by=manager, at=later(1))
    bruise.refresh_from_db()

    assert (bruise.priority, bruise.due_on) == (Priority.IMMEDIATE, TODAY)
    assert (bruise.state, bruise.closed_by) == (State.CLOSED, manager)


def test_4_bed_sharing_without_added_danger_opens_no_immediate_item(case):
    signed(case, BED_SHARING)

    assert items(case, "sleep_bed_share_high_risk") == []


def test_4_bed_sharing_with_a_partner_who_smokes_is_immediate(case):
    signed(case, {**BED_SHARING, "sleep_smoking_who": ["partner"]})

    assert item(case, "sleep_bed_share_high_risk").priority == Priority.IMMEDIATE


def test_5_father_withheld_is_high_at_the_first_contact(case):
    signed(case, {"father_identity": "withheld", "father_identity_reason": "Would not say"})

    father = item(case, "father_identity_unknown")

    assert (father.priority, father.due_on) == (Priority.HIGH, TODAY + timedelta(days=7))
    assert father.bring_to_supervision


def test_5_father_not_known_at_two_contacts_is_the_same(case):
    not_known = {"father_identity": "genuinely_unknown", "father_identity_reason": "Unknown"}
    signed(case, not_known)
    assert items(case, "father_identity_unknown") == []

    signed(case, not_known, visit_type="targeted", at=later(14))

    father = item(case, "father_identity_unknown")
    assert (father.priority, father.bring_to_supervision) == (Priority.HIGH, True)


def test_5_father_nobody_asked_about_is_the_same_at_the_second_contact(case):
    signed(case, {}, visit_type="new-birth", at=later(-28))
    signed(case, {}, visit_type="brief-contact", at=later(-7))  # does not ask it
    assert items(case, "father_identity_unknown") == []

    signed(case, {})

    father = item(case, "father_identity_unknown")
    assert (father.priority, father.due_on) == (Priority.HIGH, TODAY + timedelta(days=14))
    assert father.private


def test_5_father_recorded_as_not_asked_and_left_so_is_the_same(case):
    signed(case, {"father_identity": ("not_asked", "partner_present")})

    signed(case, {}, visit_type="targeted", at=later(14))

    assert item(case, "father_identity_unknown").state == State.OPEN


def test_5_father_asked_about_at_the_second_contact_opens_nothing(case):
    signed(case, {}, visit_type="new-birth", at=later(-28))

    signed(case, {"father_identity": "yes"})

    assert items(case, "father_identity_unknown") == []


def test_5_what_lies_behind_a_withheld_name_is_left_open_at_two_contacts(case):
    signed(case, {"father_identity": "withheld", "father_identity_reason": "Would not say"})
    assert items(case, "coercion_not_considered") == []

    signed(case, {"coercion_considered": "not_considered"}, visit_type="targeted", at=later(14))
    left_open = item(case, "coercion_not_considered")
    assert (left_open.priority, left_open.private) == (Priority.HIGH, True)

    considered = begin(case, visit_type="targeted", at=later(28))
    say(considered, {"coercion_considered": "considered_no_signs"})
    assert left_open.pk in proposed_at(considered)


def proposed_at(visit):
    visit.case = reread(visit.case)
    return {one.item_id for one in preview(visit, WholeRecord(visit.author)).plan.closes}


def test_6_new_partner_at_6_to_8_weeks_is_a_new_record_and_a_high_item(case):
    signed(
        case,
        {"new_adult_since_last": "no", "adults_record_complete": "yes"},
        at=later(-28),
        visit_type="new-birth",
    )

    adult = add_adult(reread(case), named="partly", answers={}, by=case.owner, at=later(0))
    signed(
        case,
        {
            "new_adult_since_last": "yes",
            "adults_record_complete": "partly",
            f"adult_name:{adult.pk}": "Dan, surname not known",
            f"adult_role:{adult.pk}": "mothers_partner",
        },
    )

    new = item(case, "new_adult_identified")
    assert new.priority == Priority.HIGH
    assert TODAY < new.due_on <= TODAY + timedelta(days=14)
    assert reread(case).adults.count() == 1


def test_preview_says_what_signing_will_do_without_doing_it(case):
    visit = say(begin(reread(case)), NOT_ASKED)

    seen = preview(visit, WholeRecord(case.owner))

    assert "da_postnatal_not_completed" in {planned.rule_key for planned in seen.plan.opens}
    assert items(case, "da_postnatal_not_completed") == []
