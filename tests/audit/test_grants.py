"""PostgreSQL as the role that serves: what it refuses, and that the whole service works."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from checklists.audit.changeable_columns import BY_VERBS
from checklists.audit.checks import application_cannot_change_the_log
from checklists.audit.frozen_tables import FROZEN_TABLES
from checklists.audit.grants import (
    MAY_DELETE,
    READ_ONLY,
    grant_statements,
    privileges_by_table,
)
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import copy_to_draft, discard, publish
from checklists.outstanding.models import OutstandingItem
from checklists.people.models.teams import Role
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from checklists.visits.signed.amending import Correction, amend
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.browsing import shown_to
from tests.factories import PASSWORD, CaseFactory, TeamFactory, UserFactory, person
from tests.kept_content import KEPT
from tests.serving_role import ROLE
from tests.visits.story import begin, leave_the_rest, reread

pytestmark = pytest.mark.django_db

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no roles; the triggers hold there"
)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql):
    denied = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with denied, transaction.atomic():
        run(sql)


def serve():
    """Go on as the application's role until the test's transaction is taken back."""
    run(f"SET SESSION AUTHORIZATION {ROLE}")


@pytest.fixture
def as_application(db):
    serve()


ALWAYS_FROZEN = [
    row.table for row in FROZEN_TABLES if row.condition == "TRUE" and not row.may_change
]
SIGNED = ["checklists_visit", "checklists_answersheet", "checklists_privatesheet"]


@on_postgres
@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize("table", ALWAYS_FROZEN)
def test_the_log_and_what_is_like_it_is_neither_changed_nor_deleted(table):
    key = "number" if table == "checklists_seal" else "id"

    refused(f"UPDATE {table} SET {key} = {key}")  # noqa: S608  ours
    refused(f"DELETE FROM {table}")  # noqa: S608  ours
    refused(f"TRUNCATE {table}")


@on_postgres
@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize("table", [row.table for row in FROZEN_TABLES])
def test_no_trigger_is_lifted_and_no_frozen_table_altered_or_emptied(table):
    refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    refused(f"DROP TRIGGER frozen_update_{table} ON {table}")
    refused(f'DROP FUNCTION "frozen_update_{table}"() CASCADE')
    refused(
        f'CREATE OR REPLACE FUNCTION "frozen_update_{table}"() RETURNS trigger LANGUAGE plpgsql '
        "AS $f$ BEGIN RETURN NEW; END $f$"
    )
    refused(f"ALTER TABLE {table} ADD COLUMN more text")
    refused(f"DROP TABLE {table} CASCADE")
    refused(f"TRUNCATE {table} CASCADE")


@on_postgres
@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize("table", SIGNED)
def test_no_visit_and_no_sheet_is_deleted(table):
    refused(f"DELETE FROM {table}")  # noqa: S608  ours


@on_postgres
@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE FUNCTION public.anything() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.anything() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.anything (id int)",
        "CREATE TEMPORARY TABLE anything (id int)",
        "CREATE TRIGGER anything BEFORE INSERT ON checklists_event "
        "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE anything AS ON INSERT TO checklists_event DO INSTEAD NOTHING",
        "CREATE ROLE anything",
        "CREATE SCHEMA anything",
        "SET session_replication_role = replica",
        "ALTER TABLE checklists_event OWNER TO CURRENT_USER",
        "GRANT UPDATE ON checklists_event TO CURRENT_USER",
        "DELETE FROM django_admin_log",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
    ],
)
def test_there_is_no_way_round(statement):
    if statement.startswith("GRANT"):  # PostgreSQL only warns, and grants nothing
        run(statement)
        refused("UPDATE checklists_event SET kind = ''")
    else:
        refused(statement)


BABY = {
    "given_name": "Wren",
    "mother_name": "Rosa Fableton",
    "born_on-day": "9",
    "born_on-month": "10",
    "born_on-year": "2026",
}


@pytest.fixture
def nurse(content_in_force, time_machine):
    """At midday of 23 November 2026."""
    time_machine.move_to(NOON, tick=False)
    return person(team=TeamFactory(), username="nia")


def sign_in(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def done(answer):
    assert answer.status_code == 302, answer.content.decode()
    return answer


def a_signed_visit(client):
    """Signs in after a slip, adds a baby, and signs a brief contact with nothing answered."""
    assert sign_in(client, "nia", "wrong").status_code == 200
    done(sign_in(client, "nia", PASSWORD))
    done(client.post(reverse("new_case"), BABY))
    case = Case.objects.get()
    done(client.post(reverse("start_visit", args=[case.pk]), {"brief": "clinic", "begin": "yes"}))
    visit = Visit.objects.get()
    done(client.post(reverse("visit_stop", args=[visit.pk]), {"reason": "short_of_time"}))
    leave_the_rest(visit, at=NOON)
    done(client.post(reverse("visit_sign", args=[visit.pk]), {"right_baby": "on"}))
    return visit


@on_postgres
def test_a_whole_day_is_worked_as_this_role(client, nurse):
    serve()

    visit = a_signed_visit(client)
    assert client.get(reverse("visit_signed", args=[visit.pk])).status_code == 200
    item = {"title": "Bring the cot", "urgency": "3", **day("due_on", 30)}
    done(client.post(reverse("add_item", args=[visit.case_id]), item))
    found = OutstandingItem.objects.get(title="Bring the cot")
    words = {"outcome": "done", "what": "They have one now", "with_whom": "Rosa, mother"}
    closing = {**words, **day("done_on", 23)}
    done(client.post(reverse("close_item", args=[found.pk]), closing))
    done(client.post(reverse("account_logout")))

    assert OutstandingItem.objects.get(pk=found.pk).state == "closed"
    assert Event.objects.filter(kind="session.ended").exists()


def day(name, number):
    return {f"{name}-day": number, f"{name}-month": 11, f"{name}-year": 2026}


@on_postgres
def test_what_was_signed_as_this_role_is_held_by_the_trigger(client, nurse):
    serve()

    visit = a_signed_visit(client)

    for change in ("status = 'draft'", "signed_at = now()", "note = 'More'"):
        with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
            run(f"UPDATE checklists_visit SET {change} WHERE id = '{visit.pk}'")  # noqa: S608  ours


@on_postgres
def test_a_visit_is_amended_and_entered_in_error_as_this_role(client, nurse):
    lead = person(Role.SAFEGUARDING_LEAD)
    case = CaseFactory(owner=nurse, team=nurse.memberships.get().team)
    draft = begin(reread(case), at=NOON)
    add_at_visit(draft, name="Dan Darkwater", named="known", by=nurse, at=NOON)
    draft.sheet.refresh_from_db()
    visit = sign(leave_the_rest(draft, at=NOON), confirmed_closings=[], by=nurse, at=NOON)
    serve()

    amend(visit, Correction("", "At the clinic.", "Mistyped.", False), by=nurse, at=NOON)
    asked = ask_withdrawal(visit, reason="It was next door.", by=nurse, at=NOON)
    agree_withdrawal(asked, by=lead, at=NOON)

    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.WITHDRAWN
    assert not case.adults.exists()


@on_postgres
def test_guidance_is_drafted_discarded_and_published_as_this_role(content_in_force):
    editor = UserFactory(roles=[Role.EDITOR])
    serve()

    discard(copy_to_draft(by=editor, at=NOON), by=editor, at=NOON)
    second = copy_to_draft(by=editor, at=NOON)
    point = second.points.get(number=3)
    point.guidance = f"Look at where the baby slept last night.\n\n{point.guidance}"
    point.save()
    publish(second, by=editor, at=NOON, what_changed="Say where the baby slept.")

    assert TemplateVersion.objects.get(status="published").number == 2


@on_postgres
def test_an_account_is_changed_in_the_admin_as_this_role(client):
    client.force_login(person(Role.SYSTEM_ADMINISTRATOR))
    team = TeamFactory(name="North")
    address = reverse("admin:checklists_team_change", args=[team.pk])
    serve()

    typed = {"name": "Northton", "slug": team.slug}
    done(client.post(address, {**shown_to(client, address), **typed}))

    assert Event.objects.filter(kind="team.changed").exists()


@on_postgres
def test_the_log_is_sealed_and_verified_as_this_role(seals_file, capsys):
    record("case.read", by=UserFactory(), at=NOON)
    serve()

    call_command("seal_audit")
    call_command("verify_audit")

    assert "As they were written: 1 events, 1 seals" in capsys.readouterr().out


@on_postgres
def test_the_check_tells_the_owner_and_not_the_application():
    (warning,) = application_cannot_change_the_log(None, databases=["default"])
    serve()

    assert "checklists_event" in warning.msg
    assert application_cannot_change_the_log(None, databases=["default"]) == []


@on_postgres
def test_the_command_prints_what_was_run_here(capsys):
    call_command("grants", ROLE)

    lines = capsys.readouterr().out.splitlines()
    assert lines == list(grant_statements(ROLE, connection.settings_dict["NAME"]))
    [event] = [line for line in lines if ' ON "checklists_event" ' in line and "GRANT" in line]
    assert event.startswith('GRANT SELECT, INSERT ("chain", "seq", ')


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has roles")
def test_sqlite_has_no_roles_to_print():
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("grants", ROLE)


@pytest.mark.parametrize("role", ["", "App", "app; DROP TABLE x", 'a"b', "a" * 64])
def test_a_name_that_needs_quoting_is_refused(role):
    with pytest.raises(ValueError, match="small letters"):
        list(grant_statements(role, "database"))


def test_every_table_has_its_privileges_decided():
    """What is never changed is read and added; nothing that is always frozen can be deleted."""
    found = privileges_by_table()

    tables = {one for one in connection.introspection.table_names() if not one.startswith(KEPT)}
    assert tables <= found.keys()
    more = {table for table in ALWAYS_FROZEN if found[table] != ("SELECT", "INSERT")}
    assert more == {"checklists_event"}  # less: without its number
    assert found.keys() >= MAY_DELETE
    assert MAY_DELETE.isdisjoint(ALWAYS_FROZEN)


def test_every_column_that_may_change_is_there():
    models = {
        model._meta.db_table: model for model in apps.get_app_config("checklists").get_models()
    }

    assert BY_VERBS.keys() <= models.keys()
    for table, columns in BY_VERBS.items():
        there = {field.column for field in models[table]._meta.concrete_fields}
        assert set(columns) <= there, table


def test_what_no_verb_changes_is_named():
    """Rows are added, read and perhaps deleted there; a new table has to be thought of."""
    found = privileges_by_table()

    never = {
        table
        for table, privileges in found.items()
        if table.startswith("checklists_") and not any("UPDATE" in one for one in privileges)
    }

    assert never - set(ALWAYS_FROZEN) - READ_ONLY == {
        "checklists_casekey",
        "checklists_casename",
        "checklists_settingvalue",
    }
