"""The content file is loaded as version 1, and exported as it was."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from checklists.guidance.content import content_hash
from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import Setting, TemplateVersion, VisitType
from checklists.guidance.publishing import copy_to_draft
from tests.guidance.conftest import FILE, NOW


def test_export_gives_the_file_back(version):
    out = StringIO()

    call_command("export_content", stdout=out)

    assert json.loads(out.getvalue()) == FILE


def test_loading_publishes_version_1(version):
    assert version.number == 1
    assert version.prompts.count() == 171
    assert version.content_hash == content_hash(FILE)
    assert all(row.published for row in version.prompts.all())


def test_loading_again_changes_nothing(version):
    call_command("load_content", stdout=StringIO())

    assert TemplateVersion.objects.get() == version


def test_loading_keeps_what_was_edited_outside_versions(version):
    VisitType.objects.filter(slug="6-8-week").update(name="Six week review")
    Setting.objects.filter(key="no_contact_days").update(default=21)

    call_command("load_content", stdout=StringIO())

    assert VisitType.objects.get(slug="6-8-week").name == "Six week review"
    assert Setting.objects.get(key="no_contact_days").default == 21


def test_new_content_becomes_the_next_version_as_it_was_meant(version, content, tmp_path):
    content["points"][2]["prompts"][0]["text"] = "Where did the\u200b baby sleep last\u202e night?"
    file = tmp_path / "content.json"
    file.write_text(json.dumps(content))

    call_command("load_content", str(file), stdout=StringIO())
    call_command("load_content", str(file), stdout=(said := StringIO()))

    version.refresh_from_db()
    assert version.status == TemplateVersion.Status.RETIRED
    second = TemplateVersion.objects.get(status="published")
    assert second.number == 2
    text = second.prompts.get(key=content["points"][2]["prompts"][0]["key"]).text
    assert text == "Where did the baby sleep last night?"
    assert "up to date" in said.getvalue()


def test_content_with_problems_is_not_published(db, content, tmp_path):
    content["points"][2]["prompts"][0]["text"] = ""
    file = tmp_path / "content.json"
    file.write_text(json.dumps(content))

    with pytest.raises(CommandError, match="Prompt sleep_night_place: text is empty"):
        call_command("load_content", str(file))

    assert not TemplateVersion.objects.exists()


def test_new_content_waits_for_a_draft(version, content, tmp_path):
    copy_to_draft(by=None, at=NOW)
    content["points"][0]["title"] = "Keep the baby in mind"
    file = tmp_path / "content.json"
    file.write_text(json.dumps(content))

    said = StringIO()

    call_command("load_content", str(file), stderr=said)

    assert "working on a draft" in said.getvalue()
    assert version_in_force() == version
