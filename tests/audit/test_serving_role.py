"""PostgreSQL refuses the role that serves whatever no verb needs, each statement by name."""

from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from checklists.accounts.superusers import report_new_superusers
from checklists.audit.grants import privileges_beyond
from checklists.audit.recording import record
from checklists.cases.conflicts import ask_to_lift, block_person, lift_block
from checklists.cases.emergency import end_access, open_in_emergency
from checklists.guidance.models import Prompt, TemplateVersion
from checklists.guidance.publishing import copy_to_draft
from checklists.household.models import Adult
from checklists.people.absence import end_absence, plan_absence
from checklists.people.models.absences import Absence
from checklists.people.models.teams import Membership, Role
from checklists.people.models.users import User
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    ItemFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    person,
)
from tests.serving_role import ROLE, as_serving_role

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no roles; the triggers hold there"
    ),
]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DENIED = "permission denied for table"
DAYS = {"starts_on": NOON.date(), "ends_on": NOON.date() + timedelta(days=3)}
FROZEN = "is frozen"
UNNAMED = "no event names this change"


def run(sql):
    """And what waits for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused(words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), as_serving_role():
        yield


@pytest.fixture
def rows(content_in_force):
    """One row of each kind, by the word for it."""
    case = CaseFactory()
    return {
        "case": case.pk,
        "team": TeamFactory(name="Elsewhere").pk,
        "user": case.owner_id,
        "other": UserFactory().pk,
        "role": case.owner.memberships.get().pk,
        "absence": AbsenceFactory(user=case.owner, **DAYS).pk,
        "adult": Adult.objects.create(
            case=case, named=Adult.Named.KNOWN, since_on=NOON.date(), added_by=case.owner
        ).pk,
        "block": ConflictBlockFactory(case=case).pk,
        "grant": EmergencyGrantFactory(case=case).pk,
        "item": ItemFactory(case=case).pk,
        "version": TemplateVersion.objects.get().pk,
        "prompt": Prompt.objects.first().pk,
        "draft": copy_to_draft(by=UserFactory(), at=NOON).pk,
        "event": record("case.read", by=case.owner, at=NOON, case=case).pk,
    }


MAKE_MANAGER = "UPDATE checklists_membership SET role = 'manager' WHERE id = {role}"
COPY_OF_A_LIST = (
    "INSERT INTO checklists_namedlist (published, position, version_id, key, entries) "
    "SELECT {published}, position, {{version}}, key || '-more', entries FROM checklists_namedlist "
    "WHERE version_id = {{version}} LIMIT 1"
)
REFUSED = [
    # rights
    (DENIED, "UPDATE checklists_user SET is_superuser = true WHERE id = '{user}'"),
    (DENIED, "UPDATE checklists_user SET date_joined = now() WHERE id = '{user}'"),
    (DENIED, "UPDATE checklists_user SET id = gen_random_uuid() WHERE id = '{user}'"),
    (DENIED, "DELETE FROM checklists_user WHERE id = '{other}'"),
    (
        "only the owner of the tables makes a superuser",
        "INSERT INTO checklists_user (id, username, name, email, password, former_names, "
        "is_superuser, is_active, date_joined) "
        "VALUES (gen_random_uuid(), 'x', 'x', '', '', '[]', true, true, now())",
    ),
    (
        UNNAMED,
        "INSERT INTO checklists_membership (user_id, role, starts_on) "
        "VALUES ('{user}', 'safeguarding_lead', '2026-11-23')",
    ),
    (UNNAMED, MAKE_MANAGER),
    (UNNAMED, "UPDATE checklists_membership SET ends_on = NULL WHERE id = {role}"),
    (DENIED, "UPDATE checklists_membership SET user_id = '{other}' WHERE id = {role}"),
    (DENIED, "DELETE FROM checklists_membership WHERE id = {role}"),
    (
        UNNAMED,
        "INSERT INTO checklists_absence (user_id, covered_by_id, starts_on, ends_on) "
        "VALUES ('{user}', '{other}', '2026-11-23', '2026-12-23')",
    ),
    (UNNAMED, "UPDATE checklists_absence SET covered_by_id = '{other}' WHERE id = {absence}"),
    (UNNAMED, "DELETE FROM checklists_absence WHERE id = {absence}"),
    (DENIED, "UPDATE checklists_absence SET user_id = '{other}' WHERE id = {absence}"),
    (
        UNNAMED,
        "INSERT INTO checklists_emergencygrant (id, case_id, user_id, category, sealed, "
        "starts_at, ends_at, ended_why, outcome, review_sealed) VALUES (gen_random_uuid(), "
        "'{case}', '{other}', 'called_out', '', now(), now() + interval '4 hours', '', '', '')",
    ),
    (
        FROZEN,
        "UPDATE checklists_emergencygrant SET ends_at = ends_at + interval '1 day' "
        "WHERE id = '{grant}'",
    ),
    (
        UNNAMED,
        "UPDATE checklists_emergencygrant SET reviewed_at = now(), reviewed_by_id = '{other}', "
        "outcome = 'reason' WHERE id = '{grant}'",
    ),
    (DENIED, "UPDATE checklists_emergencygrant SET user_id = '{other}' WHERE id = '{grant}'"),
    (DENIED, "DELETE FROM checklists_emergencygrant WHERE id = '{grant}'"),
    (
        UNNAMED,
        "UPDATE checklists_conflictblock SET lift_asked_at = now(), lift_asked_by_id = '{user}', "
        "lifted_at = now(), lifted_by_id = '{other}' WHERE id = '{block}'",
    ),
    (DENIED, "UPDATE checklists_conflictblock SET user_id = '{other}' WHERE id = '{block}'"),
    (DENIED, "DELETE FROM checklists_conflictblock WHERE id = '{block}'"),
    (DENIED, "UPDATE auth_permission SET codename = 'x'"),
    (DENIED, "INSERT INTO checklists_user_groups (user_id, group_id) VALUES ('{user}', 1)"),
    # records of families
    (UNNAMED, "DELETE FROM checklists_casekey WHERE case_id = '{case}'"),
    (DENIED, "UPDATE checklists_casekey SET wrapped = ''"),
    (UNNAMED, "DELETE FROM checklists_casefacts WHERE case_id = '{case}'"),
    (UNNAMED, "DELETE FROM checklists_adult WHERE id = '{adult}'"),
    (DENIED, "UPDATE checklists_adult SET case_id = '{case}' WHERE id = '{adult}'"),
    (DENIED, "DELETE FROM checklists_case WHERE id = '{case}'"),
    (DENIED, "UPDATE checklists_case SET family = gen_random_uuid() WHERE id = '{case}'"),
    (DENIED, "UPDATE checklists_case SET created_by_id = '{other}' WHERE id = '{case}'"),
    (DENIED, "UPDATE checklists_visit SET team_id = {team}"),
    (DENIED, "UPDATE checklists_visit SET author_id = '{other}'"),
    (DENIED, "UPDATE checklists_pointcount SET team_id = {team}"),
    (DENIED, "UPDATE checklists_subjectrequest SET case_id = '{case}'"),
    (DENIED, "UPDATE checklists_subjectrequest SET begun_by_id = '{other}'"),
    (DENIED, "UPDATE checklists_disposal SET cleared_at = now()"),
    (DENIED, "DELETE FROM checklists_disposal"),
    (DENIED, "DELETE FROM checklists_legalhold"),
    (DENIED, "UPDATE checklists_legalhold SET case_id = '{case}'"),
    (DENIED, "UPDATE checklists_transfer SET to_team_id = {team}"),
    (DENIED, "UPDATE checklists_outstandingitem SET case_id = '{case}' WHERE id = '{item}'"),
    (DENIED, "DELETE FROM checklists_outstandingitem WHERE id = '{item}'"),
    (DENIED, "DELETE FROM checklists_itemevent"),
    (DENIED, "UPDATE checklists_itemevent SET at = now()"),
    (DENIED, "DELETE FROM checklists_alert"),
    (DENIED, "UPDATE checklists_alert SET recipient_id = '{other}'"),
    # what is published
    (FROZEN, COPY_OF_A_LIST.format(published="false")),
    (FROZEN, COPY_OF_A_LIST.format(published="true")),
    (FROZEN, "UPDATE checklists_prompt SET version_id = {draft} WHERE id = {prompt}"),
    (FROZEN, "UPDATE checklists_prompt SET version_id = {version} WHERE version_id = {draft}"),
    (FROZEN, "UPDATE checklists_prompt SET text = 'x' WHERE id = {prompt}"),
    (FROZEN, "UPDATE checklists_templateversion SET meta = '{{}}' WHERE id = {version}"),
    (DENIED, "UPDATE checklists_templateversion SET number = 9 WHERE id = {version}"),
    (DENIED, "UPDATE checklists_settingvalue SET value = '1'"),
    # the log, and the database itself
    (DENIED, "UPDATE checklists_event SET by_id = '{other}' WHERE id = {event}"),
    (DENIED, "DELETE FROM checklists_event WHERE id = {event}"),
    (DENIED, "INSERT INTO checklists_event (id, kind) VALUES (9223372036854775807, 'x')"),
    (DENIED, "UPDATE checklists_seal SET at = now()"),
    (DENIED, "DELETE FROM checklists_seal"),
    (DENIED, "TRUNCATE checklists_membership CASCADE"),
    ("permission denied to COPY", "COPY checklists_user (username, name) FROM PROGRAM 'echo x'"),
    ("permission denied to COPY", "COPY (SELECT 1) TO PROGRAM 'cat'"),
    ("permission denied to COPY", "COPY checklists_event TO '/tmp/x'"),
    ("must be owner", "ALTER TABLE checklists_membership DISABLE TRIGGER ALL"),
    ("must be owner", "DROP TRIGGER frozen_named_checklists_membership ON checklists_membership"),
    ("must be owner", "DROP FUNCTION owns_the_tables() CASCADE"),
    (
        "permission denied for schema",
        "CREATE OR REPLACE FUNCTION owns_the_tables() RETURNS boolean LANGUAGE sql "
        "AS 'SELECT true'",
    ),
    ("permission denied to set parameter", "SET session_replication_role = replica"),
    ("permission denied", "CREATE TABLE anything (id int)"),
    ("permission denied", "CREATE TEMPORARY TABLE checklists_event (id int)"),
    ("permission denied", "CREATE SCHEMA anything"),
    ("permission denied", "CREATE ROLE anything"),
]


@pytest.mark.parametrize(("words", "statement"), REFUSED, ids=[sql[:60] for _, sql in REFUSED])
def test_the_role_that_serves_is_refused(rows, words, statement):
    with refused(words):
        run(statement.format(**rows))


def test_it_takes_no_other_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        cursor.execute("CREATE ROLE of_tests_with_nothing")
        cursor.execute("SET SESSION AUTHORIZATION of_tests_with_nothing")

        with pytest.raises(DatabaseError, match="permission denied to set role"):
            cursor.execute(f'SET ROLE "{owner}"')


def test_an_event_of_another_person_names_nothing(rows):
    with refused(UNNAMED):
        record("user.changed", User.objects.get(pk=rows["other"]), by=None, at=NOON)
        run(MAKE_MANAGER.format(**rows))


def test_a_refused_sign_in_names_no_change_of_rights(rows):
    with refused(UNNAMED):
        record("session.refused", User.objects.get(pk=rows["user"]), by=None, at=NOON)
        run(MAKE_MANAGER.format(**rows))


@pytest.mark.parametrize("first", ["event", "change"])
def test_a_named_change_of_rights_is_made_in_either_order(rows, first):
    steps = {
        "event": lambda: record("user.changed", User(pk=rows["user"]), by=None, at=NOON),
        "change": lambda: Membership.objects.filter(pk=rows["role"]).update(role=Role.MANAGER),
    }

    with transaction.atomic(), as_serving_role():
        steps.pop(first)()
        (rest,) = steps.values()
        rest()
        run("SELECT 1")

    assert Membership.objects.get(pk=rows["role"]).role == Role.MANAGER


@pytest.mark.django_db(transaction=True)
def test_an_event_of_an_earlier_transaction_names_nothing():
    role = MembershipFactory(user=UserFactory(), team=TeamFactory())
    with transaction.atomic(), as_serving_role():
        record("user.changed", role.user, by=None, at=NOON)

    with pytest.raises(DatabaseError, match=UNNAMED), as_serving_role():
        Membership.objects.filter(pk=role.pk).update(role=Role.MANAGER)

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    role.refresh_from_db()
    assert role.role != Role.MANAGER


def test_who_is_away_and_who_covers_is_named_by_its_verbs():
    nurse = person(team=TeamFactory())
    manager = person(Role.MANAGER, nurse.memberships.get().team)

    with as_serving_role():
        away = plan_absence(nurse, covered_by=manager, **DAYS, by=nurse, at=NOON)
        end_absence(away, by=nurse, at=NOON)
        run("SELECT 1")

    assert not Absence.objects.exists()


def test_blocks_and_emergencies_are_named_by_their_verbs(lead):
    case, relative = CaseFactory(), person(team=TeamFactory())
    manager = person(Role.MANAGER, case.team)

    with as_serving_role():
        grant = open_in_emergency(case, category="called_out", words="x", by=relative, at=NOON)
        end_access(grant, by=relative, at=NOON + timedelta(minutes=1))
        block_person(case, relative, why="A relative", by=lead, at=NOON)
        ask_to_lift(case, relative, by=lead, at=NOON)
        lift_block(case, relative, by=manager, at=NOON)
        run("SELECT 1")

    assert case.conflict_blocks.get().lifted_at == NOON


@pytest.fixture
def lead():
    return person(Role.SAFEGUARDING_LEAD)


def test_the_owner_makes_a_superuser_and_the_leads_hear_of_it(lead):
    User.objects.create_superuser("root", name="Rhoda Root")

    with as_serving_role():
        assert report_new_superusers(at=NOON) == 1

    assert lead.alerts.get().kind == "superuser_changed"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("UPDATE (is_superuser)", "checklists_user.is_superuser"),
        ("UPDATE", "checklists_user"),
        ("DELETE", "checklists_user"),
    ],
)
def test_the_check_names_what_was_granted_beyond(given, named):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT {given} ON checklists_user TO {ROLE}")

    with as_serving_role():
        assert privileges_beyond(connection) == [named]


RUN_BY_IT = [
    *("send_alerts", "seal_audit", "verify_audit", "check_owners", "clearsessions"),
    *("rebuild_facts", "rebuild_names", "renew_not_known", "check_second_factors"),
]


@pytest.mark.parametrize("command", RUN_BY_IT)
def test_the_commands_of_the_service_run_as_this_role(rows, seals_file, command):
    with as_serving_role(), suppress(CommandError, SystemExit):  # by which some say what they found
        call_command(command, verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")  # refused after an error of the database
        assert cursor.fetchone()


def test_making_a_superuser_is_no_command_of_this_role():
    with refused("only the owner of the tables makes a superuser"):
        call_command("createsuperuser", username="root", name="Rhoda Root", interactive=False)
