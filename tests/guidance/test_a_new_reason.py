"""An editor adds a reason in the admin alone, and the next visit offers and records it."""

import pytest
import time_machine
from django.urls import reverse

from checklists.answers.words import answer_words
from checklists.cases.access import WholeRecord
from checklists.guidance.in_force import version_in_force
from checklists.guidance.neutral_reasons import neutral_for
from checklists.guidance.publishing import copy_to_draft
from checklists.people.models.teams import Role
from checklists.visits.draft.working import WorkingVisit
from tests.factories import CaseFactory, person
from tests.guidance.conftest import NOW
from tests.guidance.editing import entries, press, save
from tests.visits.story import AT_THE_VISIT, begin

NOISE = {"value": "noise", "label": "A drill in the next room", "means": "unknown"}
LOUD = {"value": "loud", "label": "Too loud to talk"}
WELLBEING = "mothers-wellbeing"


@pytest.fixture
def with_the_new_reason(client, version):
    """First the neutral words, then the reason that they stand for; then it is published."""
    editor = person(Role.EDITOR)
    client.force_login(editor)
    draft = copy_to_draft(by=editor, at=NOW)
    shared = draft.lists.get(key="enquiry_not_made")
    words = draft.meta["neutral_reasons"]["values"]
    save(client, shared, **entries("neutral_words", [*words, LOUD]))
    lines = [{**one, "neutral": neutral_for(one["value"], draft.meta)} for one in shared.entries]
    save(client, shared, **entries("entries", [*lines, {**NOISE, "neutral": "loud"}]))
    press(client, "publish", draft, what_changed="A drill in the next room.")
    return version_in_force()


@pytest.fixture
def visit(with_the_new_reason):
    with time_machine.travel(AT_THE_VISIT, tick=False):
        yield begin(CaseFactory(), present=("mother", "father"))


def test_the_shut_page_offers_its_neutral_words_and_the_answer_is_the_reason(client, visit):
    client.force_login(visit.author)
    address = reverse("visit_point", args=[visit.pk, WELLBEING])

    shut = client.get(address).content.decode()
    client.post(address, {"neutral": LOUD["value"]})

    now = WorkingVisit(visit, WholeRecord(visit.author))
    entry = now.documents["da_postnatal"]
    words = answer_words(now.compiled.prompts["da_postnatal"], entry, now.compiled.neutral_reasons)
    assert (LOUD["label"] in shut, NOISE["label"] in shut) == (True, False)
    assert words == "Not asked: A drill in the next room"


def test_the_open_page_offers_the_reason_itself(client, visit):
    client.force_login(visit.author)

    page = client.post(
        reverse("visit_point", args=[visit.pk, WELLBEING]), {"do": "show", "looked": "yes"}
    )

    assert NOISE["label"] in page.content.decode()
