"""The preview of a page of a visit, for editors and publishers."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from checklists.guidance.applies import all_tasks
from checklists.guidance.compiled import compiled
from checklists.guidance.publishing import copy_to_draft
from checklists.people.models.teams import Role
from tests.factories import TeamFactory, person

NOW = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)


@pytest.fixture
def editor(client, version):
    editor = person(Role.EDITOR)
    client.force_login(editor)
    return editor


def test_every_page_of_a_version_can_be_previewed(client, editor, version):
    for task in all_tasks(compiled(version)):
        response = client.get(reverse("preview_point", args=[version.pk, task.slug]))

        assert response.status_code == 200
        for prompt in task.prompts:
            assert f'data-question="{prompt.key}"' in response.content.decode()


def test_a_draft_is_previewed_with_its_own_words(client, editor):
    draft = copy_to_draft(by=editor, at=NOW)
    draft.prompts.filter(key="sleep_night_place").update(text="Where did the baby sleep?")

    response = client.get(reverse("preview_point", args=[draft.pk, "sleep"]))

    assert "Where did the baby sleep?" in response.content.decode()
    assert "a draft that no visit uses yet" in response.content.decode()


def test_an_unknown_page_is_not_found(client, editor, version):
    assert client.get(reverse("preview_point", args=[version.pk, "sofa"])).status_code == 404
    assert client.get(reverse("preview_point", args=[0, "sleep"])).status_code == 404


def test_others_get_no_preview(client, version):
    client.force_login(person(team=TeamFactory()))

    assert client.get(reverse("preview_point", args=[version.pk, "sleep"])).status_code == 404


def test_nothing_can_be_posted(client, editor, version):
    assert client.post(reverse("preview_point", args=[version.pk, "sleep"])).status_code == 405
