"""Each way to tamper with what the log speaks of is named, with the row."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.audit import frozen
from checklists.audit.models import Event
from checklists.audit.recording import reference_to
from checklists.audit.seals import seal_log
from checklists.cases.conflicts import block_person
from checklists.cases.emergency import end_access, open_in_emergency
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.guidance.models import Prompt, TemplateVersion
from checklists.outstanding.closing import record_action
from checklists.outstanding.history import Action
from checklists.outstanding.models import ItemEvent, OutstandingItem, Priority
from checklists.outstanding.opening import open_by_hand
from checklists.people.absence import end_absence, plan_absence
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Membership, Role, Team
from checklists.people.models.users import User
from checklists.records.holding import set_hold
from checklists.records.models import LegalHold
from checklists.visits.models import Visit
from tests.audit.serving_role import on_postgres, serve
from tests.factories import CaseFactory, TeamFactory, person
from tests.stating import state_what_is_there
from tests.visits.story import AT_THE_VISIT as NOW
from tests.visits.story import begin, say, signed

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Told:
    """A family of which there is one of each kind that rights or safety hang on, by verbs."""

    case: Case
    nurse: User
    manager: User
    lead: User


@pytest.fixture(scope="module")
def story(kept_content, django_db_blocker):
    """Told once for all tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        kept_content.put_in_force()
        yield tell()
        transaction.set_rollback(True)


def tell():
    case, lead = CaseFactory(), person(Role.SAFEGUARDING_LEAD)
    nurse, manager = case.owner, person(Role.MANAGER, case.team)
    colleague, stranger = person(team=case.team), person(team=TeamFactory())
    state_what_is_there()
    who = {"by": nurse, "at": NOW}
    until = {"starts_on": date(2026, 11, 24), "ends_on": date(2026, 11, 25)}
    item = open_by_hand(
        case,
        title="Get a cot",
        priority=Priority.ROUTINE,
        due_on=date(2026, 12, 1),
        private=False,
        **who,
    )
    record_action(item, action=Action("Rang the scheme."), **who)
    block_person(case, colleague, why="Her sister.", by=lead, at=NOW)
    grant = open_in_emergency(case, category="duty", words="They rang.", by=stranger, at=NOW)
    end_access(grant, by=stranger, at=NOW + timedelta(minutes=1))
    plan_absence(nurse, covered_by=None, **until, **who)
    set_hold(case, reason="A court asked.", by=lead, at=NOW)
    signed(case, {"da_postnatal": "asked_no", "sleep_own_surface": "yes"})
    draft = begin(case, visit_type="targeted")
    say(draft, {"da_postnatal": "asked_no", "baby_seen": "seen_awake"}, at=NOW)
    return Told(case, nurse, manager, lead)


@pytest.fixture
def told(story, db, seals_file):
    seal_log(seals_file, at=NOW)
    return story


@pytest.fixture
def tamper(told):
    """tamper(model, {column: value}, **which) as somebody who owns the database; names the row."""
    frozen.remove_triggers(connection)

    def tamper(model, changes, **which):
        row = model._base_manager.filter(**which).first()
        model._base_manager.filter(pk=row.pk).update(**changes)
        return row

    return tamper


def delete(row):
    """As SQL does, which no verb sees."""
    rows = type(row)._base_manager
    rows.filter(pk=row.pk)._raw_delete(rows.db)
    return row


def verified(*options):
    """What verify_audit says; '' when it finds nothing."""
    said = StringIO()
    try:
        call_command("verify_audit", *options, stdout=said)
    except CommandError:
        return said.getvalue()
    return ""


def is_named(row, words, kind):
    """Whether a line names this row, what became of it, and the event that last stated it."""
    start, end = f"{reference_to(row).replace(':', ' ')} {words} row ", " stated it."
    return any(
        line.startswith(start) and f"({kind}, " in line and line.endswith(end)
        for line in verified().splitlines()
    )


def test_what_nobody_touched_is_as_it_was_stated(told):
    assert verified() == ""


CHANGED = "was changed since"
EMPTY = b""


@pytest.mark.parametrize(
    ("model", "changes", "which", "kind"),
    [
        (
            OutstandingItem,
            {"state": "closed", "outcome": "done", "closed_at": datetime(2026, 11, 23, tzinfo=UTC)},
            {"rule_key": ""},
            "item.opened",
        ),
        (OutstandingItem, {"due_on": date(2036, 1, 1)}, {"rule_key": ""}, "item.opened"),
        (ItemEvent, {"sealed": b"another"}, {"kind": "acted"}, "item.acted"),
        (ItemEvent, {"kind": "closed"}, {"kind": "acted"}, "item.acted"),
        (ConflictBlock, {"sealed": b"another"}, {}, "conflict.blocked"),
        (EmergencyGrant, {"ends_at": datetime(2027, 1, 1, tzinfo=UTC)}, {}, "emergency.ended"),
        (Membership, {"role": "deputy"}, {"role": "manager"}, "rows.stated"),
        (Membership, {"ends_on": date(2099, 1, 1)}, {"role": "manager"}, "rows.stated"),
        (User, {"is_superuser": True}, {}, "rows.stated"),
        (User, {"is_active": False}, {}, "rows.stated"),
        (Team, {"referral_contact": "01632 960999"}, {}, "rows.stated"),
        (Absence, {"ends_on": date(2026, 12, 24)}, {}, "absence.planned"),
        (Case, {"ended_on": date(2026, 11, 1)}, {}, "rows.stated"),
        (LegalHold, {"sealed": b"another"}, {}, "hold.set"),
        (Prompt, {"text": "Is all well?"}, {"published": True}, "rows.stated"),
        (TemplateVersion, {"meta": {}}, {}, "rows.stated"),
        (Visit, {"held_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"status": "signed"}, None),
        (AnswerSheet, {"body": {}}, {"frozen_at__isnull": False}, "visit.signed"),
        (PrivateSheet, {"sealed": b"another"}, {"frozen_at__isnull": False}, "visit.signed"),
        (PrivateSheet, {"sealed": b"another"}, {"frozen_at": None}, "visit.saved"),
    ],
    ids=str,
)
def test_a_changed_row_is_named_with_the_event_that_last_stated_it(
    tamper, model, changes, which, kind
):
    if "closed_at" in changes:
        changes = {**changes, "closed_by": User.objects.first()}

    row = tamper(model, changes, **which)

    assert is_named(row, CHANGED, kind or "visit.signed")


def test_a_block_that_was_lifted_is_named(tamper, told):
    asked = {"lift_asked_by": told.lead, "lift_asked_at": NOW}

    row = tamper(ConflictBlock, {**asked, "lifted_by": told.manager, "lifted_at": NOW})

    assert is_named(row, CHANGED, "conflict.blocked")


def test_a_forged_review_is_named(tamper, told):
    reviewed = {"reviewed_at": NOW, "reviewed_by": told.lead, "outcome": "reason"}

    row = tamper(EmergencyGrant, reviewed)

    assert is_named(row, CHANGED, "emergency.ended")


@pytest.mark.parametrize(
    ("model", "which", "kind"),
    [
        (ItemEvent, {"kind": "acted"}, "item.acted"),
        (ItemEvent, {"kind": "opened"}, "item.opened"),
        (ConflictBlock, {}, "conflict.blocked"),
        (EmergencyGrant, {}, "emergency.ended"),
        (Membership, {}, "rows.stated"),
        (Absence, {}, "absence.planned"),
        (LegalHold, {}, "hold.set"),
        (CaseKey, {}, "rows.stated"),
        (Prompt, {}, "rows.stated"),
        (PrivateSheet, {"frozen_at": None}, "visit.saved"),
    ],
    ids=str,
)
def test_a_deleted_row_is_named(tamper, model, which, kind):
    row = delete(first(model, which))

    assert is_named(row, "is gone since", kind)


def first(model, which):
    return model._base_manager.filter(**which).first()


def test_a_deleted_item_is_named_with_its_history(tamper):
    item = first(OutstandingItem, {"rule_key": ""})
    history = [delete(row) for row in item.history.all()]
    delete(item)

    assert is_named(item, "is gone since", "item.opened")
    assert len(history) == 2
    assert all(reference_to(row).replace(":", " ") in verified() for row in history)


def test_an_inserted_role_is_named(told):
    row = Membership(user=told.nurse, role=Role.SAFEGUARDING_LEAD, starts_on=date(2026, 1, 1))
    row.save()

    assert verified() == f"membership {row.pk} is there, and no event of the log states it.\n"


def test_a_draft_put_back_to_what_it_said_before_is_named(tamper):
    row = first(AnswerSheet, {"frozen_at": None})

    tamper(AnswerSheet, {"saved_at": row.saved_at - timedelta(hours=1)}, pk=row.pk)

    assert is_named(row, "is older than when", "visit.saved")


def test_a_draft_is_saved_again_without_an_event(tamper):
    visit = Visit.objects.get(status="draft")
    before = Event.objects.count()

    say(visit, {"sleep_own_surface": "yes"}, at=NOW + timedelta(minutes=1))

    assert Event.objects.count() == before
    assert verified() == ""


def test_a_row_put_back_after_its_deletion_is_named(tamper, told):
    absence = Absence.objects.get()
    end_absence(absence, by=told.nurse, at=NOW)
    absence.save(force_insert=True)

    assert is_named(absence, "is there again, though it was gone when", "absence.ended")


@on_postgres
@pytest.mark.parametrize(
    ("table", "changes", "which", "kind"),
    [
        (OutstandingItem, "due_on = '2036-01-01'", {"rule_key": ""}, "item.opened"),
        (EmergencyGrant, "ends_at = starts_at", {}, "emergency.ended"),
        (PrivateSheet, "sealed = 'another'", {"frozen_at": None}, "visit.saved"),
    ],
    ids=str,
)
def test_it_is_named_when_the_role_that_serves_does_it(told, table, changes, which, kind):
    row = first(table, which)
    serve()

    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table._meta.db_table} SET {changes} WHERE {table._meta.pk.column} = %s",  # noqa: S608  ours
            [row.pk],
        )

    assert is_named(row, CHANGED, kind)
