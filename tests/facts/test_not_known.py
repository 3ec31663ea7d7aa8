"""How each baseline question of a family stands after its contacts."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from checklists.facts.facts import Facts, facts_after_contact, facts_after_household_entry
from checklists.facts.not_known import Standing, baseline_questions, not_known
from tests.facts.contacts import CHECKLIST, FIRST_DAY, contact, entry, with_changes

KNOWN, NOT_DONE = Standing.KNOWN, Standing.NOT_DONE
COULD_NOT, NEVER_ASKED = Standing.COULD_NOT, Standing.NEVER_ASKED
BASELINE = frozenset(key for key, one in CHECKLIST.prompts.items() if one.baseline)
CARRIED = frozenset(key for key, one in CHECKLIST.prompts.items() if one.is_carried)
ANN, BEN = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class Around:
    pk: UUID
    until_on: date | None = None


def at(day, said=None, private=None):
    return contact(day, said=said, private=private, baseline=BASELINE, carried=CARRIED)


def facts_of(*contacts):
    facts = Facts()
    for one in contacts:
        facts = facts_after_contact(facts, one)
    return facts


def questions(facts, *, stage="born", adults=(), wording=CHECKLIST):
    found = baseline_questions(wording, facts, stage=stage, adults=adults)
    return {one.key: one for one in found}


def standing(key, *contacts, **more):
    return questions(facts_of(*contacts), **more)[key].standing


def put_off(value, reason):
    return entry(value, reason=reason, how="could_not")


def test_everything_is_never_asked_at_first():
    found = questions(Facts())

    assert {one.standing for one in found.values()} == {NEVER_ASKED}
    assert {"history_reviewed", "father_identity", "adult_name"} <= found.keys()


def test_an_act_once_done_stays_done():
    done, not_done = at(0, {"history_reviewed": "done"}), at(7, {"history_reviewed": "not_done"})

    found = questions(facts_of(done, not_done))["history_reviewed"]

    assert (found.standing, found.on) == (KNOWN, FIRST_DAY)
    assert standing("history_reviewed", not_done) == NOT_DONE


def test_a_fact_is_what_was_last_said_of_it():
    said = at(0, private={"adults_record_complete": "yes"})
    then = at(7, private={"adults_record_complete": "partly"})

    assert standing("adults_record_complete", said) == KNOWN
    assert standing("adults_record_complete", said, then) == NOT_DONE
    assert standing("adults_record_complete", then, said) == NOT_DONE  # signed late


def test_a_reason_never_takes_back_what_was_known():
    known = at(0, private={"father_identity": "yes"})
    put_off_later = at(7, private={"father_identity": entry(None, reason="partner_present")})
    not_asked = at(9, private={"father_identity": put_off("not_asked", "partner_present")})

    assert standing("father_identity", known, put_off_later, not_asked) == KNOWN


def test_an_answer_that_nobody_knows_takes_it_back():
    known = at(0, private={"father_identity": "yes"})
    unknown = at(7, private={"father_identity": entry("not_asked", reason="partner_present")})

    assert standing("father_identity", known, unknown) == COULD_NOT


def test_what_could_not_be_asked_says_why_when_and_at_how_many_contacts_running():
    reason = {"father_identity": entry(None, reason="partner_present")}
    by_value = {"father_identity": put_off("not_asked", "partner_present")}

    found = questions(facts_of(at(0, private=reason), at(7, private=by_value)))["father_identity"]

    assert (found.standing, found.reason, found.times) == (COULD_NOT, "partner_present", 2)
    assert found.on == FIRST_DAY + timedelta(days=7)


def test_another_reason_between_them_begins_anew():
    def reason(day, why):
        return at(day, private={"father_identity": entry(None, reason=why)})

    tries = [reason(0, "partner_present"), reason(7, "child_present"), reason(9, "partner_present")]

    for order in permutations(tries):  # whichever was signed first
        found = questions(facts_of(*order))["father_identity"]
        assert (found.reason, found.times) == ("partner_present", 1)


@pytest.mark.parametrize("value", [None, "not_asked"])
def test_a_reason_that_says_it_is_known_settles_it(value):
    by_other = at(0, private={"father_identity": entry(value, reason="done_by_other")})

    assert standing("father_identity", by_other) == KNOWN


def test_a_contact_signed_late_replaces_nothing_newer():
    newer, older = at(7, {"plan_level": "targeted"}), at(0, {"plan_level": "universal"})

    found = questions(facts_of(newer, older))["plan_level"]

    assert (found.value, found.on) == ("targeted", FIRST_DAY + timedelta(days=7))


def test_of_two_contacts_on_one_day_the_one_signed_last_counts_whatever_comes_late():
    first = at(7, private={"adults_record_complete": "yes"})
    last = at(7, private={"adults_record_complete": "partly"})
    late = at(0, private={"adults_record_complete": "yes"})

    assert standing("adults_record_complete", first, last, late) == NOT_DONE


def test_each_adult_who_is_around_is_asked_about():
    adults = [Around(ANN), Around(BEN, until_on=FIRST_DAY)]
    met = at(0, private={f"adult_met:{ANN}": "yes"})

    found = questions(facts_of(met), adults=adults)

    assert found[f"adult_met:{ANN}"].standing == KNOWN
    assert found[f"adult_name:{ANN}"].standing == NEVER_ASKED
    assert not [key for key in found if str(BEN) in key or key == "adult_name"]


def test_without_an_adult_the_group_is_one_question_that_can_be_answered():
    complete = at(0, private={"adults_record_complete": "no_males"})

    assert [key for key in questions(Facts()) if key.startswith("adult_")] == ["adult_name"]
    assert standing("adult_name", at(0)) == NEVER_ASKED
    assert standing("adult_name", complete) == KNOWN


def test_what_the_household_page_says_counts():
    said = {f"adult_met:{ANN}": {"value": "yes", "reason": ""}}
    facts = facts_after_household_entry(Facts(), said, on=FIRST_DAY, by="Nia")

    found = questions(facts, adults=[Around(ANN)])[f"adult_met:{ANN}"]

    assert (found.standing, found.visit, found.by) == (KNOWN, "", "Nia")
    assert f"adult_met:{ANN}" in facts.private_counters["ledger"]


def test_a_question_that_another_answer_brings_up_stands_only_then():
    a_father = at(0, private={f"adult_role:{ANN}": "birth_father"})
    a_sister = at(0, private={f"adult_role:{ANN}": "sibling"})

    assert f"adult_concerns:{ANN}" in questions(facts_of(a_father), adults=[Around(ANN)])
    assert f"adult_concerns:{ANN}" not in questions(facts_of(a_sister), adults=[Around(ANN)])


def test_private_questions_are_there_only_with_the_private_part():
    found = questions(Facts(with_private=False))

    assert found
    assert not any(one.is_private for one in found.values())


def test_only_what_fits_the_stage_is_asked():
    assert "baby_mobility" in questions(Facts(), stage="born")
    assert "baby_mobility" not in questions(Facts(), stage="pregnancy")


def test_facts_from_before_the_ledger_are_read_by_what_was_last_said():
    facts = facts_of(
        contact(0, said={"plan_level": "universal"}, private={"father_identity": "yes"})
    )
    assert not facts.open_counters["ledger"]

    found = questions(facts)

    assert found["plan_level"].standing == KNOWN
    assert found["father_identity"].standing == KNOWN


ENQUIRIES = with_changes(da_postnatal={"baseline": True}, da_antenatal={"baseline": True})


def asked(day, **more):
    return at(day, private={"da_postnatal": "asked_no_disclosure", **more})


def test_the_enquiry_is_known_once_she_was_asked_safely():
    not_alone = asked(0, da_seen_alone="no")

    assert standing("da_postnatal", not_alone, wording=ENQUIRIES) == COULD_NOT
    assert standing("da_postnatal", not_alone, asked(7), wording=ENQUIRIES) == KNOWN
    assert standing("da_postnatal", at(0), wording=ENQUIRIES) == NEVER_ASKED


def test_the_enquiry_that_is_not_ours_is_known():
    ours = at(0, private={"da_postnatal": entry("not_asked", reason="not_with_mother")})

    assert standing("da_postnatal", ours, wording=ENQUIRIES) == KNOWN


def test_the_enquiry_that_could_not_be_made_says_when_it_is_tried_again():
    reason = entry("not_asked", reason="partner_present")
    tries = [at(0, private={"da_postnatal": reason})]
    tries += [at(7, private={"da_postnatal": reason, "da_next_date": "2026-11-05"})]

    found = questions(facts_of(*tries), wording=ENQUIRIES)["da_postnatal"]

    assert (found.standing, found.reason, found.times) == (COULD_NOT, "partner_present", 2)
    assert found.again_on == date(2026, 11, 5)


def test_saying_that_she_was_asked_before_is_not_asking_her():
    before = at(0, private={"da_postnatal": "asked_before"})

    found = questions(facts_of(before), wording=ENQUIRIES)["da_postnatal"]

    assert (found.standing, found.value, found.reason) == (COULD_NOT, "asked_before", "")


def test_the_enquiry_before_the_birth_counts_in_pregnancy_alone():
    before = at(0, private={"da_antenatal": "asked_no_disclosure"})

    found = questions(facts_of(before), wording=ENQUIRIES)

    assert found["da_postnatal"].standing == NEVER_ASKED
    assert "da_antenatal" not in found
    assert standing("da_antenatal", before, wording=ENQUIRIES, stage="pregnancy") == KNOWN


def test_the_sleep_space_is_known_when_it_was_ever_seen():
    wording = with_changes(sleep_own_surface={"baseline": True})
    seen, told = at(0, {"sleep_own_surface": "yes"}), at(7, {"sleep_own_surface": "told_only"})

    assert standing("sleep_own_surface", seen, told, wording=wording) == KNOWN


def test_a_condition_reads_answers_that_are_not_of_the_baseline_unless_they_are_hidden_again():
    reads = {"prompt": "crying_coping", "op": "eq", "value": "struggling"}
    hidden = {"prompt": "plan_level", "op": "eq", "value": "targeted"}
    wording = with_changes(
        crying_plan={"show_when": reads}, crying_coping={"show_when": hidden, "baseline": False}
    )
    said = {"crying_coping": "struggling", "plan_level": "targeted"}

    assert "crying_plan" in questions(facts_of(at(0, said)), wording=wording)
    then = facts_of(at(0, said), at(7, {"plan_level": "universal"}))
    assert "crying_plan" not in questions(then, wording=wording)


def test_a_retired_question_is_asked_no_more():
    wording = with_changes(plan_level={"replaced_by": ["plan_progress"]})

    assert "plan_level" not in questions(Facts(), wording=wording)


def test_what_is_open_is_all_that_is_not_known():
    found = not_known(
        baseline_questions(CHECKLIST, facts_of(at(0, {"plan_level": "universal"})), stage="born")
    )

    assert found
    assert "plan_level" not in {one.key for one in found}
