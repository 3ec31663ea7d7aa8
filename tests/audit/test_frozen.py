"""The database itself refuses to change or delete what is frozen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from checklists.accounts.models import PressReceipt, UnsentWords
from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.audit.checks import frozen_tables_hold
from checklists.audit.frozen import (
    install_triggers,
    remove_triggers,
    thaw_before_migrate,
    wrong_triggers,
)
from checklists.audit.frozen_tables import FROZEN_TABLES
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.models.names import CaseName
from checklists.cases.models.notices import Notice
from checklists.escalation.models import Unread
from checklists.facts.models import CaseFacts
from checklists.guidance.models import (
    ChecklistTemplate,
    LearningPoint,
    NamedList,
    Prompt,
    Resource,
    Rule,
    Setting,
    SettingValue,
    TemplateVersion,
    VisitType,
)
from checklists.handbook.models import ServicePage
from checklists.household.models import Adult, Professional
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.people.models.absences import Absence
from checklists.people.models.alerts import Alert
from checklists.people.models.local_numbers import LocalNumber
from checklists.people.models.teams import Membership, Team
from checklists.people.models.users import User
from checklists.visits.models import PointCount, Visit
from tests.factories import CaseFactory, EmergencyGrantFactory, UserFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


def refused(change):
    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        change()


@pytest.fixture
def version(db):
    template = ChecklistTemplate.objects.create(slug="visit", name="Visit")
    return TemplateVersion.objects.create(template=template, number=1, created_at=NOON)


@pytest.fixture
def published(version):
    version.status, version.published_at, version.content_hash = "published", NOON, "abc"
    version.save()
    return version


@pytest.fixture
def content(version):
    """One row of each kind of content, not yet published."""
    point = LearningPoint.objects.create(version=version, position=1, number=1, slug="sleep")
    of_version = {"version": version, "position": 1}
    return [
        point,
        NamedList.objects.create(**of_version, key="reasons", entries=[]),
        Prompt.objects.create(
            **of_version, point=point, key="sleep", required=True, family_copy=True, baseline=True
        ),
        Rule.objects.create(
            **of_version,
            key="ask_again",
            point_number=1,
            when={},
            closes_when={},
            due_in_days=14,
            bring_to_supervision=False,
        ),
        Resource.objects.create(**of_version, slug="leaflet", title="A leaflet"),
    ]


@pytest.fixture
def visit(version):
    case = CaseFactory()
    sheet = AnswerSheet.objects.create(case=case, version=version)
    return Visit.objects.create(
        case=case,
        visit_type="new-birth",
        stage="born",
        place="home",
        held_at=NOON,
        written_at=NOON,
        version=version,
        sheet=sheet,
        team=case.team,
        author=case.owner,
    )


@pytest.fixture
def signed(visit):
    visit.status, visit.signed_at, visit.signed_by = "signed", NOON, visit.author
    visit.save()
    return visit


def item_of(visit):
    return OutstandingItem.objects.create(
        case=visit.case,
        team=visit.team,
        owner=visit.author,
        title="Ask again",
        neutral_title="Ask again",
        private=False,
        priority=2,
        due_on=date(2026, 12, 7),
        opened_at=NOON,
        opened_by=visit.author,
    )


@pytest.mark.django_db
def test_an_event_is_never_changed_or_deleted():
    event = record("visit.signed", by=UserFactory(), at=NOON)

    refused(lambda: Event.objects.filter(pk=event.pk).update(kind="nothing"))
    refused(lambda: Event.objects.filter(pk=event.pk).delete())


def test_a_draft_version_is_edited_and_published(version):
    version.what_changed = "Clearer words."
    version.save()

    version.status, version.published_at, version.content_hash = "published", NOON, "abc"
    version.save()


def test_the_words_of_a_published_version_stay(published):
    rows = TemplateVersion.objects.filter(pk=published.pk)

    refused(lambda: rows.update(meta={"new": True}))
    refused(lambda: rows.update(number=7))
    refused(lambda: rows.delete())


def test_a_published_version_only_moves_on_to_retired(published):
    rows = TemplateVersion.objects.filter(pk=published.pk)

    refused(lambda: rows.update(status="draft"))
    rows.update(status="retired", retired_at=NOON)

    refused(lambda: rows.update(status="published"))
    refused(lambda: rows.update(status="draft"))
    refused(lambda: rows.update(retired_at=LATER))
    refused(lambda: rows.update(retired_at=None))


def test_content_is_edited_until_it_is_published(content):
    for row in content:
        row.position = 2
        row.save()

        row.published = True
        row.save()

        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(position=3))
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(published=False))
    for row in reversed(content):
        refused(lambda row=row: type(row).objects.filter(pk=row.pk)._raw_delete("default"))


def copy_under(row, version, **changed):
    """The same row anew, under this version."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fields |= {"id": None, "version_id": version.pk, "published": False, **changed}
    return type(row).objects.create(**fields)


@pytest.mark.parametrize("status", ["published", "retired"])
def test_no_row_comes_in_under_a_version_that_is_not_a_draft(content, version, status):
    version.status, version.published_at, version.content_hash = "published", NOON, "abc"
    version.save()
    TemplateVersion.objects.filter(pk=version.pk).update(status=status)

    for row in content:
        refused(lambda row=row: copy_under(row, version))
        refused(lambda row=row: copy_under(row, version, published=True))


def test_no_row_is_moved_under_another_version(content, published):
    second = TemplateVersion.objects.create(template=published.template, number=2, created_at=NOON)

    for row in content:
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(version=second))


def test_a_version_comes_in_as_a_draft(version):
    published = {"status": "published", "published_at": NOON, "content_hash": "abc"}

    refused(
        lambda: TemplateVersion.objects.create(
            template=version.template, number=2, created_at=NOON, **published
        )
    )


@pytest.mark.django_db
def test_on_sqlite_a_migrate_begins_without_the_triggers_that_ask_another_table():
    thaw_before_migrate(None, using="default")

    left = wrong_triggers(connection)

    asking = {f"frozen_insert_{row.table}" for row in FROZEN_TABLES if row.no_insert}
    assert set(left) == (asking if connection.vendor == "sqlite" else set())


def test_a_draft_visit_is_edited_and_a_signed_one_is_not(signed):
    rows = Visit.objects.filter(pk=signed.pk)

    refused(lambda: rows.update(note="More"))
    refused(lambda: rows.update(status="draft"))
    refused(lambda: rows.delete())


def test_the_sheets_of_a_signed_visit_stay(visit):
    private = PrivateSheet.objects.create(sheet=visit.sheet, sealed=b"words")
    for row in (private, visit.sheet):
        row.frozen_at = NOON
        row.save()

        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(frozen_at=None))
        refused(lambda row=row: type(row).objects.filter(pk=row.pk)._raw_delete("default"))


def test_counts_and_the_history_of_items_stay(signed):
    count = PointCount.objects.create(
        visit=signed, team=signed.team, month=date(2026, 11, 1), point_number=1, outcome="recorded"
    )
    step = ItemEvent.objects.create(
        item=item_of(signed), kind="opened", at=NOON, by=signed.signed_by
    )

    for row in (count, step):
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(id=99))
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).delete())


@pytest.mark.django_db
def test_emergency_access_only_gets_an_earlier_end_and_one_review():
    grant = EmergencyGrantFactory()
    rows = EmergencyGrant.objects.filter(pk=grant.pk)
    reviewed = {"reviewed_at": LATER, "reviewed_by": UserFactory(), "outcome": "reason"}

    rows.update(ends_at=grant.ends_at - timedelta(hours=1))
    refused(lambda: rows.update(ends_at=grant.ends_at))
    refused(lambda: rows.update(category="other"))
    refused(lambda: rows.update(starts_at=grant.starts_at - timedelta(hours=1)))
    rows.update(**reviewed, review_sealed=b"words")

    refused(lambda: rows.update(outcome="further"))
    refused(lambda: rows.update(review_sealed=b"others"))
    refused(lambda: rows.update(reviewed_at=None, reviewed_by=None, outcome=""))
    refused(lambda: rows.update(sealed=b"others"))
    refused(lambda: rows.delete())


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
@pytest.mark.parametrize("table", [row.table for row in FROZEN_TABLES])
def test_no_frozen_table_is_truncated(table):
    def truncate():
        with connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{table}" CASCADE')

    refused(truncate)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", FROZEN_TABLES, ids=lambda row: row.table)
def test_a_later_change_of_the_table_leaves_it_frozen_after_migrate(row):
    """As a migration would: a column is added, and on SQLite the table is made anew."""
    model = next(m for m in all_models() if m._meta.db_table == row.table)
    new = models.TextField(default="")
    new.set_attributes_from_name("added_later")
    new.model = model
    thaw_before_migrate(None, using="default")
    with connection.schema_editor() as editor:
        editor.add_field(model, new)

    call_command("migrate", verbosity=0)

    assert wrong_triggers(connection) == []
    with connection.schema_editor() as editor:
        remove_triggers(connection)
        drop_column(editor, model, new)
    install_triggers(connection)


def all_models():
    return (ItemEvent, PointCount, *Event._meta.apps.get_models())


def drop_column(editor, model, field):
    editor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP COLUMN "{field.column}"')


@pytest.mark.django_db(transaction=True)
def test_a_change_of_an_event_is_still_refused_after_its_table_was_rebuilt():
    old, new = Event._meta.get_field("kind"), models.CharField(max_length=200)
    new.set_attributes_from_name("kind")
    new.model = Event
    with connection.schema_editor() as editor:
        editor.alter_field(Event, old, new)

    call_command("migrate", verbosity=0)

    with transaction.atomic():
        event = record("visit.signed", by=None, at=NOON)
    refused(lambda: Event.objects.filter(pk=event.pk).update(kind="nothing"))
    remove_triggers(connection)
    with connection.schema_editor() as editor:
        editor.alter_field(Event, new, old)
    install_triggers(connection)


@pytest.mark.django_db
def test_the_check_is_silent_when_every_table_is_frozen():
    assert frozen_tables_hold(None, databases=["default"]) == []


@pytest.mark.django_db
def test_the_check_names_a_trigger_that_was_taken_away():
    remove_triggers(connection)

    (warning,) = frozen_tables_hold(None, databases=["default"])

    assert "frozen_update_checklists_event" in warning.msg


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot switch one off")
def test_the_check_names_a_trigger_that_was_switched_off():
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE checklists_event DISABLE TRIGGER frozen_update_checklists_event"
        )

    assert wrong_triggers(connection) == ["frozen_update_checklists_event"]


@pytest.mark.django_db
def test_every_table_of_the_list_exists():
    tables = set(connection.introspection.table_names())

    assert {row.table for row in FROZEN_TABLES} <= tables


# Decide for each new model: into FROZEN, or here because its rows may change for ever.
MAY_CHANGE = {
    *[User, Team, Membership, Absence, Alert, UnsentWords, PressReceipt],
    *[ChecklistTemplate, VisitType, Setting, SettingValue, ServicePage, LocalNumber],
    *[Case, CaseKey, CaseFacts, CaseName, Adult, Professional],
    *[OutstandingItem, Receipt, Notice, Unread],
}


def test_every_model_is_frozen_or_may_change():
    ours = apps.get_app_config("checklists").get_models(include_auto_created=True)
    names = {model._meta.db_table: model for model in ours}
    groups = {User.groups.through, User.user_permissions.through}  # Django's, and unused

    assert set(names.values()) - groups == MAY_CHANGE | {names[row.table] for row in FROZEN_TABLES}
