"""The copy itself: what it says, and that nothing in it speaks of what stayed out."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from checklists.cases.access import WholeRecord
from checklists.cases.encryption import decrypt
from checklists.outstanding.models import OutstandingItem
from checklists.records import rules
from checklists.records.copying import plain_text
from checklists.records.preparing import ask_for_release, choose, judge_entries
from tests.factories import CaseFactory, ItemFactory
from tests.records.telling import (
    BY_PHONE,
    DISCLOSURE,
    add_dan,
    add_midwife,
    begun,
    ordinary,
    reviewed,
    waiting,
)
from tests.visits.story import AT_THE_VISIT, signed

pytestmark = pytest.mark.django_db
LATER = AT_THE_VISIT + timedelta(days=3)


def document(request):
    return decrypt(request, "document")


def withheld(request):
    return decrypt(request, "withheld")


def text_of(request):
    return json.dumps(document(request), ensure_ascii=False)


def titles(request):
    return [part["title"] for part in document(request)["parts"]]


def questions(request):
    return [line["question"] for part in document(request)["parts"] for line in part["lines"]]


def test_a_copy_for_the_baby_says_what_was_asked_and_answered(case, manager):
    reviewed(case)

    copy = document(waiting(case, manager))

    review = copy["parts"][1]
    assert copy["name"] == "Wren Fableton"
    assert review["title"] == "23 November 2026"
    assert review["byline"] == "Health visitor"
    said = {line["question"]: line["answer"] for line in review["lines"]}
    assert said["Contact"] == "6 to 8 week review"
    assert said["Is the baby always put down on their back?"] == "Always"


@pytest.mark.parametrize("subject", ["baby", "mother", "adult"])
def test_a_disclosure_leaves_no_trace_in_a_copy(case, manager, version, subject):
    """Two equal families, one with a disclosure and all that follows from it."""
    other = CaseFactory(team=case.team, address="4 Inkwell Row", postcode="ZZ99 3WZ")
    hashes = {}
    for family in (case, other):
        dan = add_dan(family)
        reviewed(family, **(DISCLOSURE if family is other else {}))
        about = {"subject": subject, "adult": dan if subject == "adult" else None}
        if family is other:
            signed(family, ordinary(), at=LATER, visit_type="targeted")
            by_phone = ordinary(**BY_PHONE)
            signed(family, by_phone, at=LATER, visit_type="brief-contact", place="phone")
        case.nhs_number = None
        case.save()
        made = waiting(family, manager, **about)
        hashes[family.pk] = sha256(text_of(made).encode()).hexdigest()

    assert OutstandingItem.objects.filter(case=other, private=True).exists()
    assert len(set(hashes.values())) == 1


def test_a_private_item_leaves_no_heading(case, manager):
    ItemFactory(case=case, about_her=True)

    request = waiting(case, manager)

    assert titles(request) == ["Personal details"]
    assert [
        out["ground"] for out in withheld(request)["out"] if out["key"].startswith("item:")
    ] == [rules.KEPT_APART]


def test_nothing_in_a_copy_counts_numbers_or_says_that_something_is_missing(case, manager):
    add_dan(case)
    reviewed(case, **DISCLOSURE)

    said = plain_text(document(waiting(case, manager)), "23 November 2026").lower()

    for word in ("withheld", "private", "confidential", "removed", "redacted", "staff only"):
        assert word not in said
    for word in ("abuse", "domestic", "dan", "darkwater", "rosa", "inkwell", "zz99"):
        assert word not in said


def test_nobody_of_ours_is_named(case, manager):
    reviewed(case, crying_plan=f"Ring {case.owner.name} in the morning.")

    request = waiting(case, manager)

    assert case.owner.name not in text_of(request)
    assert "Health visitor" in text_of(request)


def test_words_that_name_somebody_else_stay_out(case, manager):
    add_midwife(case)
    reviewed(case, home_action="Mia will bring a gate.", crying_plan="Step outside, then ring.")

    request = waiting(case, manager)

    assert "Step outside" in text_of(request)
    assert "Mia" not in text_of(request)


def test_answers_outside_a_visit_and_notes_of_a_missed_one_stay_out(case, manager):
    add_dan(case)
    reviewed(case)

    request = waiting(case, manager, subject="mother")

    assert "Darkwater" not in text_of(request)
    assert {out["ground"] for out in withheld(request)["out"]} >= {rules.OTHER_ADULT}


def test_the_inside_record_names_each_entry_its_ground_and_who_chose(case, manager):
    add_dan(case)
    reviewed(case)
    request = begun(case, manager)
    name = "fact:mother"
    choose(
        request,
        entries=[name],
        include=True,
        reason="She agrees.",
        by=manager,
        at=AT_THE_VISIT,
    )
    from_rule = {
        one.entry.key: one.verdict.ground
        for one in judge_entries(request, WholeRecord(manager))
        if not one.verdict.goes_in
    }

    request = asked(request, manager)

    found = withheld(request)
    assert {out["key"]: out["ground"] for out in found["out"]} == {
        key: ground for key, ground in from_rule.items() if key != name
    }
    (put,) = found["put_in"]
    assert (put["key"], put["reason"], put["by"]) == (name, "She agrees.", str(manager.pk))
    assert "Rosa Fableton" in text_of(request)


def asked(request, by):
    ask_for_release(request, by=by, at=AT_THE_VISIT)
    request.refresh_from_db()
    return request


def test_what_may_go_in_can_be_kept_out(case, manager):
    reviewed(case)
    request = begun(case, manager)

    choose(
        request,
        entries=["fact:nhs"],
        include=False,
        reason="Not theirs to have.",
        by=manager,
        at=AT_THE_VISIT,
    )

    assert "NHS number" not in questions(asked(request, manager))


def test_an_empty_record_makes_a_copy_without_parts(case, manager):
    dan = add_dan(case)

    request = waiting(case, manager, subject="adult", adult=dan)

    assert document(request)["name"] == "Dan Darkwater"
    assert questions(request) == ["Name"]


def test_the_statements_do_not_grow_with_the_entries(case, manager, statements):
    add_dan(case)
    request, asked_of_the_database, entries = begun(case, manager), [], []

    for days in range(3):
        reviewed(case, at=AT_THE_VISIT + timedelta(days=days))
        with statements() as counted:
            entries.append(len(judge_entries(request, WholeRecord(manager))))
        asked_of_the_database.append(len(counted))

    assert entries[2] > entries[0] + 100
    assert len(set(asked_of_the_database)) == 1
    assert asked_of_the_database[0] <= 16
