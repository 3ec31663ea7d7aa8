"""Signing: refused while something is missing, done once, and frozen for good."""

import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.answers.saving import Change, SheetFrozen, save_point
from checklists.audit.models import Event
from checklists.facts.storing import read_facts
from checklists.outstanding.closing import ConfirmedClosing, close_at_signing
from checklists.visits.draft import planning
from checklists.visits.draft.holding import NotADraft
from checklists.visits.draft.planning import signed_contact
from checklists.visits.draft.signing import StillMissing, sign
from checklists.visits.models import PointCount, Visit
from tests.browsing import every_field
from tests.factories import CaseFactory, ItemFactory, person
from tests.visits.story import AT_THE_VISIT, begin, items, leave_the_rest, reread, say, signed

CONTROL = re.compile("BEGIN|COMMIT|SAVEPOINT|RELEASE")


def test_signing_is_refused_while_something_is_missing_and_names_it(case, nurse):
    visit = say(begin(reread(case)), {"baby_seen": "seen_awake"})

    with pytest.raises(StillMissing) as refused:
        sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    missing = {gap.key for gap in refused.value.gaps}
    assert "skin_seen" in missing
    assert "baby_seen" not in missing
    assert Visit.objects.get().status == "draft"


def test_only_the_one_who_wrote_it_signs(case):
    visit = leave_the_rest(begin(reread(case)))

    with pytest.raises(NotADraft):
        sign(visit, confirmed_closings=[], by=person(team=case.team), at=AT_THE_VISIT)


def test_signing_twice_changes_nothing(case, nurse):
    visit = signed(case, {})

    with pytest.raises(NotADraft):
        sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    assert Event.objects.filter(kind="visit.signed").count() == 1


def test_a_signed_visit_takes_no_more_answers(case, nurse):
    visit = signed(case, {"baby_seen": "seen_awake"})

    with pytest.raises(SheetFrozen):
        save_point(
            visit.sheet,
            changes={"baby_seen": Change("not_seen")},
            base_revisions={"baby_seen": 1},
            receipt=None,
            by=nurse,
            at=AT_THE_VISIT,
        )


@pytest.mark.parametrize("model", [Visit, AnswerSheet, PrivateSheet])
def test_the_database_refuses_to_change_or_delete_it(case, model):
    signed(case, {"da_seen_alone": "yes"})

    for change in (
        lambda rows: rows.update(**changed(model)),
        lambda rows: rows._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(model.objects.all())


def changed(model):
    return {"note": "x"} if model is Visit else {"frozen_at": AT_THE_VISIT}


def test_what_is_now_known_is_kept_for_the_next_contact(case):
    visit = signed(
        case,
        {
            "baby_seen": "seen_awake",
            "baby_mobility": "not_rolling",
            "father_identity": "yes",
        },
    )

    facts = read_facts(reread(case), with_private=True)

    assert facts.last_seen_on == AT_THE_VISIT.date()
    assert facts.open_answers["baby_mobility"]["visit"] == str(visit.pk)
    assert facts.private_answers["father_identity"]["value"] == "yes"
    assert "father_identity" not in facts.open_answers


def test_an_answer_hidden_again_is_kept_but_does_not_count(case):
    visit = say(begin(reread(case)), {"mark_seen": "yes", "mark_explanation": "Rolled on a toy"})
    visit.sheet.refresh_from_db()
    save_point(
        visit.sheet,
        changes={"mark_seen": Change("none_reported")},
        base_revisions={"mark_seen": 1},
        receipt=None,
        by=visit.author,
        at=AT_THE_VISIT,
    )
    visit = Visit.objects.get(pk=visit.pk)
    visit.case = reread(case)
    leave_the_rest(visit)
    sign(visit, confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    body = AnswerSheet.objects.get(pk=visit.sheet_id).body
    assert body["mark_explanation"]["value"] == "Rolled on a toy"
    assert body["mark_explanation"]["counts"] is False
    assert "mark_explanation" not in signed_contact(visit, body).open_answers
    assert items(case, "bruise_non_mobile") == []


def test_receipts_go_and_one_event_is_written(case):
    visit = leave_the_rest(say(begin(reread(case)), {"baby_seen": "seen_awake"}))
    Receipt.objects.create(
        pk=visit.pk, sheet=visit.sheet, by=visit.author, result={}, at=AT_THE_VISIT
    )
    before = Event.objects.count()

    sign(visit, confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    assert Receipt.objects.count() == 0
    assert Event.objects.count() == before + 1


def test_each_point_is_counted_once_without_names(case):
    visit = signed(
        case, {"da_postnatal": ("not_asked", "partner_present"), "plan_level": "universal"}
    )

    outcomes = dict(PointCount.objects.values_list("point_number", "outcome"))

    assert outcomes[5] == "could_not"
    assert outcomes[11] == "recorded"
    assert set(PointCount.objects.values_list("visit", flat=True)) == {visit.pk}


def test_someone_who_lost_the_case_still_signs_and_loses_nothing_that_was_known(case, nurse):
    signed(case, {"father_identity": "yes"}, visit_type="new-birth")
    visit = leave_the_rest(begin(reread(case)))
    case.owner = person(team=case.team)
    case.save()

    sign(visit, confirmed_closings=[], by=nurse, at=AT_THE_VISIT)

    facts = read_facts(reread(case), with_private=True)
    assert facts.private_answers["father_identity"]["value"] == "yes"


ORDINARY = {"baby_seen": "seen_awake"}
DIFFICULT = {
    "baby_seen": ("not_seen", "in_hospital"),
    "mark_seen": "reported",
    "sleep_sofa": "more_than_once",
    "home_hazards": ["dog", "blind_cords"],
    "da_postnatal": ("not_asked", "partner_present"),
    "father_identity": "withheld",
    "mental_health_mother": "red_flag",
}


@pytest.mark.parametrize("answers", [ORDINARY, DIFFICULT], ids=["ordinary", "difficult"])
def test_signing_takes_the_same_few_statements_however_much_it_opens(version, now, answers):
    signed(CaseFactory(), {})
    visit = leave_the_rest(say(begin(reread(CaseFactory())), answers))

    with CaptureQueriesContext(
        connection,
    ) as statements:
        sign(visit, confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    # One is the setting for how soon what nobody asked is due, two begin and end a savepoint.
    assert len(statements) <= 26, "\n".join(one["sql"][:150] for one in statements)


def opening(number, monkeypatch):
    """Has the next signing open that many items, each of the same kind."""
    of_rules = planning.plan_of

    def plan_of(working, contact):
        found = of_rules(working, contact)
        kind = found.opens[0]
        many = [replace(kind, rule_key=f"rule_{each}") for each in range(number)]
        return replace(found, opens=tuple(many))

    monkeypatch.setattr(planning, "plan_of", plan_of)


def test_a_press_of_sign_costs_the_same_however_many_items_it_opens(version, now, monkeypatch):
    client, counts = Client(), {}
    for number in (1, 11, 30):
        visit = leave_the_rest(say(begin(reread(CaseFactory())), DIFFICULT))
        client.force_login(visit.author)
        review = client.get(reverse("visit_review", args=[visit.pk]))
        form = every_field(review) | {"right_baby": "on"}
        with monkeypatch.context() as patched:
            opening(number, patched)
            with CaptureQueriesContext(connection) as statements:
                client.post(reverse("visit_sign", args=[visit.pk]), form)
        assert visit.case.items.count() == number
        counts[number] = [one["sql"] for one in statements if not CONTROL.match(one["sql"])]

    assert len(counts[1]) == len(counts[11]) == len(counts[30])
    assert len(counts[11]) <= 29, "\n".join(one[:150] for one in counts[11])


def test_closings_at_signing_cost_the_same_for_one_and_many(version, now):
    counts = []
    for number in (1, 11):
        case = reread(CaseFactory())
        found = [ItemFactory(case=case, routine=True) for _ in range(number)]
        visit = leave_the_rest(begin(case))
        confirmed = [ConfirmedClosing(item.pk) for item in found]
        with CaptureQueriesContext(connection) as statements:
            close_at_signing(confirmed, visit, by=visit.author, at=AT_THE_VISIT)
        assert not case.items.open().exists()
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 4
