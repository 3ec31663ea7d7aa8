"""A version that is frozen says nothing of some answers; the first later one that does says it."""

import copy
from datetime import timedelta

import pytest

from checklists.guidance.compiled import compiled
from checklists.guidance.meanings import first_said
from checklists.guidance.models import TemplateVersion
from checklists.guidance.publishing import draft_from_file, publish
from tests.guidance.conftest import FILE, NOW
from tests.guidance.content_file import problems, prompt

pytestmark = pytest.mark.django_db


def without_meanings(content):
    said = copy.deepcopy(content)
    for entries in [*said["lists"].values(), *every_list(said)]:
        for entry in entries:
            entry.pop("means", None)
    return said


def every_list(content):
    for point in content["points"]:
        for one in point["prompts"]:
            for name in ("choices", "not_done_reasons", "could_not_reasons"):
                if isinstance(one.get(name), list):
                    yield one[name]


def published(data, number, monkeypatch):
    """A version as it was published before its meanings were asked for."""
    with monkeypatch.context() as patch:
        patch.setattr("checklists.guidance.publishing.problems_of_version", lambda draft: [])
        draft = draft_from_file(data, at=NOW + timedelta(days=number))
        return publish(draft, by=None, at=NOW + timedelta(days=number), what_changed="Words.")


def meaning(version, key, value):
    wording = compiled(TemplateVersion.objects.get(pk=version.pk))
    return wording.prompts[key].meaning_of(value)


def test_a_frozen_version_takes_what_the_first_later_one_says(version, content, monkeypatch):
    old = published(without_meanings(content), 1, monkeypatch)
    assert meaning(old, "sleep_out_of_routine", "no_plan") == ""

    content["points"][0]["title"] = "The first that says it"
    published(content, 2, monkeypatch)
    prompt(content, "sleep_out_of_routine")["choices"][2]["means"] = "unknown"
    published(content, 3, monkeypatch)

    assert meaning(old, "sleep_out_of_routine", "no_plan") == "gap"
    wording = compiled(TemplateVersion.objects.get(pk=old.pk))
    assert wording.prompts["da_dash"].reason_meaning_of("done_by_other") == "known"
    assert wording.prompts["sleep_own_surface"].reason_meaning_of("room_in_use") == "unknown"


def test_what_a_version_says_itself_stays(version, content, monkeypatch):
    said = without_meanings(content)
    prompt(said, "sleep_sofa")["choices"][-1]["means"] = "unknown"
    old = published(said, 1, monkeypatch)
    prompt(content, "sleep_sofa")["choices"][-1]["means"] = "gap"
    published(content, 2, monkeypatch)

    assert meaning(old, "sleep_sofa", "not_asked") == "unknown"


def test_the_first_version_that_says_it_counts(content):
    later = copy.deepcopy(content)
    prompt(later, "sleep_sofa")["choices"][-1]["means"] = "gap"

    said = first_said([without_meanings(content), content, later])

    assert said["sleep_sofa", "choices", "not_asked"] == "unknown"


def test_a_meaning_may_be_said_for_the_first_time(content):
    assert problems(content, before=without_meanings(content)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda content: prompt(content, "sleep_sofa")["choices"][-1].update(means="known"),
            "Prompt sleep_sofa: “Not asked” was published as “Nobody knows yet”.",
        ),
        (
            lambda content: content["lists"]["who_has_had_it"][-1].update(means="known"),
            "Prompt home_messages_reached: “No one yet” was published as “Nobody knows yet”.",
        ),
        (
            lambda content: content["lists"]["not_done"][-2].update(means="unknown"),
            "was published as “It is known”.",
        ),
    ],
)
def test_a_meaning_that_was_published_stays(content, change, words):
    change(content)

    found = problems(content, before=FILE)

    assert any(words in one for one in found), found


def test_a_choice_that_says_nothing_any_more_is_refused(content):
    del prompt(content, "sleep_sofa")["choices"][-1]["means"]

    assert any("“Not asked” was published as" in one for one in problems(content, before=FILE))
