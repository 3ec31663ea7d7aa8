"""Drafting a version, publishing it and throwing a draft away."""

import pytest
from django.db import DatabaseError, transaction

from checklists.audit.models import Event
from checklists.guidance.content import content_of
from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import Prompt, TemplateVersion
from checklists.guidance.publishing import (
    AlreadyPublished,
    DraftExists,
    NotReady,
    copy_to_draft,
    discard,
    publish,
)
from checklists.people.models.teams import Role
from tests.factories import person
from tests.guidance.conftest import NOW

WHY = "Plainer words about sleep."


@pytest.fixture
def editor(db):
    return person(Role.EDITOR)


@pytest.fixture
def reworded(draft):
    draft.prompts.filter(key="sleep_night_place").update(text="Where did the baby sleep?")
    return draft


def test_a_draft_starts_as_what_is_in_force(draft, version):
    assert draft.number == 2
    assert content_of(draft) == content_of(version)


def test_there_is_one_draft_at_a_time(draft, editor):
    with pytest.raises(DraftExists):
        copy_to_draft(by=editor, at=NOW)


def test_publishing_retires_the_version_before(reworded, version, editor):
    publish(reworded, by=editor, at=NOW, what_changed=WHY)

    version.refresh_from_db()
    assert version_in_force() == reworded
    assert (version.status, version.retired_at) == (TemplateVersion.Status.RETIRED, NOW)
    assert version.prompts.get(key="sleep_night_place").text == (
        "Where does the baby sleep at night?"
    )


def test_publishing_is_one_event(reworded, editor):
    before = Event.objects.count()

    publish(reworded, by=editor, at=NOW, what_changed=WHY)

    event = Event.objects.filter(by=editor).latest("seq")
    assert Event.objects.count() == before + 1
    assert (event.kind, event.target) == ("guidance.published", f"templateversion:{reworded.pk}")


def test_publishing_twice_is_refused(reworded, editor):
    publish(reworded, by=editor, at=NOW, what_changed=WHY)

    with pytest.raises(AlreadyPublished):
        publish(reworded, by=editor, at=NOW, what_changed=WHY)


@pytest.mark.parametrize("words", ["", "  "])
def test_publishing_needs_to_say_what_changed(reworded, editor, words):
    with pytest.raises(NotReady, match="what changed"):
        publish(reworded, by=editor, at=NOW, what_changed=words)


def test_an_unchanged_copy_is_not_published(draft, editor):
    with pytest.raises(NotReady, match="Nothing differs from version 1"):
        publish(draft, by=editor, at=NOW, what_changed=WHY)


def test_a_draft_with_problems_stays_a_draft(reworded, editor):
    reworded.prompts.filter(key="sleep_back").update(text=" ")

    with pytest.raises(NotReady) as refused:
        publish(reworded, by=editor, at=NOW, what_changed=WHY)

    reworded.refresh_from_db()
    assert list(refused.value.args) == ["Prompt sleep_back: text is empty."]
    assert reworded.status == TemplateVersion.Status.DRAFT


def test_a_draft_can_be_thrown_away(draft, editor):
    discard(draft, by=editor, at=NOW)

    assert not Prompt.objects.filter(version_id=draft.pk).exists()
    assert copy_to_draft(by=editor, at=NOW).number == 2


def test_a_published_version_cannot_be_thrown_away(version, editor):
    with pytest.raises(AlreadyPublished):
        discard(version, by=editor, at=NOW)


@pytest.mark.parametrize("rows", ["prompts", "points", "rules", "resources", "lists"])
def test_the_database_refuses_to_change_published_rows(version, rows):
    with pytest.raises(DatabaseError), transaction.atomic():
        getattr(version, rows).update(position=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        getattr(version, rows).filter(position=0).delete()


def test_the_database_refuses_to_reopen_a_version(version):
    with pytest.raises(DatabaseError), transaction.atomic():
        TemplateVersion.objects.filter(pk=version.pk).update(status="draft")
