"""Two people work on one draft of the guidance, and both save."""

import pytest
from django.urls import reverse

from checklists.guidance.in_force import version_in_force
from checklists.guidance.models import Setting, TemplateVersion
from checklists.guidance.publishing import copy_to_draft, discard, publish
from checklists.people.models.teams import Role
from tests.browsing import sent_back
from tests.factories import person
from tests.guidance.conftest import NOW

pytestmark = pytest.mark.django_db
WORDS = " ".join(["Ask to be shown where the baby sleeps."] * 10)
OTHER = " ".join(["Look at where the baby sleeps at night."] * 10)


@pytest.fixture
def ana(version):
    return person(Role.EDITOR, name="Ana Hart")


@pytest.fixture
def ben(client, version):
    """The one whose browser it is."""
    editor = person(Role.EDITOR, name="Ben Reed")
    client.force_login(editor)
    return editor


@pytest.fixture
def draft(ana):
    return copy_to_draft(by=ana, at=NOW)


@pytest.fixture
def point(draft):
    return draft.points.get(number=3)


def at(row):
    return reverse(f"admin:checklists_{row._meta.model_name}_change", args=[row.pk])


def saved_by(client, other, row, me, **changes):
    """The page as I opened it; then the other saved these changes."""
    page = client.get(at(row))
    client.force_login(other)
    assert client.post(at(row), sent_back(client.get(at(row)), **changes)).status_code == 302
    client.force_login(me)
    return page


def test_two_editors_who_change_different_texts_keep_both(client, ana, ben, point):
    page = saved_by(client, ana, point, ben, guidance=WORDS)

    client.post(at(point), sent_back(page, summary="Find out where."))

    point.refresh_from_db()
    assert (point.guidance, point.summary) == (WORDS, "Find out where.")


@pytest.mark.parametrize(("choice", "stays"), [("stored", WORDS), ("typed", OTHER)])
def test_two_editors_of_one_text_see_both_and_choose(client, ana, ben, point, choice, stays):
    page = saved_by(client, ana, point, ben, guidance=WORDS)

    asked = client.post(at(point), sent_back(page, guidance=OTHER))
    client.post(at(point), sent_back(asked, **{"guidance-stays": choice}))

    point.refresh_from_db()
    assert "Saved by Ana Hart" in asked.text
    assert f": {WORDS}" in asked.text
    assert f"Yours: {OTHER}" in asked.text
    assert point.guidance == stays


def test_a_choice_added_meanwhile_stays_in_the_list(client, ana, ben, draft):
    prompt = draft.prompts.exclude(choices=[]).filter(choices__0__isnull=False).first()
    lines = len(prompt.choices)
    line = {"value": "another", "label": "Another", "means": "known", "place": lines + 1}
    new = {f"choices-{lines}-{part}": said for part, said in line.items()}
    page = saved_by(client, ana, prompt, ben, **new)

    client.post(at(prompt), sent_back(page, text="What about another?"))

    prompt.refresh_from_db()
    assert prompt.text == "What about another?"
    assert prompt.choices[-1] == {"value": "another", "label": "Another", "means": "known"}


def test_a_setting_set_meanwhile_is_shown_before_another_value_takes_over(client, ana, ben):
    setting = Setting.objects.first()
    page = saved_by(client, ana, setting, ben, new_value="41")

    asked = client.post(at(setting), sent_back(page, new_value="42"))
    before = list(setting.values.values_list("value", flat=True))
    client.post(at(setting), sent_back(asked, **{"new_value-stays": "stored"}))

    assert "Saved meanwhile: 41" in asked.text
    assert list(setting.values.values_list("value", flat=True)) == before == [41]


@pytest.mark.parametrize(
    ("step", "words"), [("publish", "was published while"), ("discard", "was thrown away while")]
)
def test_what_was_typed_into_a_draft_that_is_gone_is_shown(
    client, ana, ben, draft, point, step, words
):
    page = saved_by(client, ana, point, ben, guidance=WORDS)
    if step == "publish":
        publish(draft, by=ana, at=NOW, what_changed="Words.")
    else:
        discard(draft, by=ana, at=NOW)

    told = client.post(at(point), sent_back(page, summary="Find out where."))

    assert told.status_code == 409
    assert words in told.text
    assert "Find out where." in told.text


@pytest.mark.parametrize("step", ["publish", "discard"])
def test_nobody_publishes_or_throws_away_what_they_have_not_seen(client, ana, ben, draft, step):
    address = reverse(f"admin:guidance_{step}", args=[draft.pk])
    saved_by(client, ana, draft.points.get(number=3), ben, guidance=WORDS)
    page = client.get(address)
    saved_by(client, ana, draft.points.get(number=4), ben, guidance=OTHER)

    told = client.post(address, sent_back(page, what_changed="Words."))
    draft.refresh_from_db()
    before = draft.status
    client.post(address, sent_back(told, what_changed="Words."))

    assert "Somebody changed this draft while you had the page open" in told.text
    assert before == "draft"
    assert not TemplateVersion.objects.filter(status="draft").exists()


@pytest.mark.parametrize("step", ["publish", "discard"])
def test_a_draft_that_is_none_any_more_is_said_in_words(client, ana, ben, draft, step):
    address = reverse(f"admin:guidance_{step}", args=[draft.pk])
    page = client.get(address)
    discard(draft, by=ana, at=NOW)

    told = client.post(address, sent_back(page, what_changed="Words."), follow=True)

    assert "This draft was thrown away while you had the page open" in told.text
    assert version_in_force().number == 1
