"""Visits answered at random through the forms and signed: nothing that was answered is missing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.answers.in_force import counts, prompt_key
from checklists.answers.typed import field_name
from checklists.answers.words import value_words
from checklists.visits.draft.signing import sign
from tests.answers.filling import fields, fill, opened, typed, url_of, working_visit
from tests.extent import how_many
from tests.factories import CaseFactory
from tests.visits.giving_up import MOST_CHANGES, leave_unanswered
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, make_fit, reread, signed

pytestmark = pytest.mark.sqlite_only

KINDS = ["6-8-week", "3-4-month", "12-month", "targeted", "brief-contact", "movement-in"]
ROW = re.compile(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
BEFORE = {
    "crying_plan": "Ring Nan.",
    "equipment_checked": "done",
    "sleep_smoking_who": ["mother"],
    "sleep_smoking_referral": "not_offered",
    "substance_use_mother": "some_concern",
    "baby_mobility": "not_rolling",
    "father_identity": "not_asked",
}
PAGES = (
    8  # of a visit, taken at random and some of them twice: the second hides what the first asked
)
NO_LONGER = "No longer asked when the visit was signed"


def an_answer(prompt, random):
    if not prompt.choices:
        return typed(prompt, f"Words {random.randrange(1000)}")
    value = random.choice(prompt.choices).value
    return [value] if prompt.is_multiple else value


def answer_a_page(client, visit, random):
    """As a browser sends it: what was rendered, with some of it answered, put off or confirmed."""
    working = working_visit(visit)
    task = random.choice(working.all_tasks)
    page = fields(opened(client, visit, task.slug))
    for key, prompt in working.keyed(task.prompts):
        name = field_name(key)
        if f"{name}__rev" not in page.sent or random.random() < 0.3:
            continue
        if f"{name}__carry" in page.offered:
            page.sent[f"{name}__carry"] = [random.choice(["same", "changed"])]
        if page.sent.get(f"{name}__carry") != ["same"]:
            fill(page.sent, key, prompt, an_answer(prompt, random))
    page.sent["do"] = random.choice(["back", "confirm"])
    client.post(url_of(visit, task.slug), page.sent)


def rows_read(client, visit):
    """{(question, what stands there in words)} of the whole signed page."""
    address = reverse("visit_signed", args=[visit.pk])
    html = client.post(address).text + client.post(reverse("call_sheet", args=[visit.pk])).text
    plain = [(unescape(question), words_of(answer)) for question, answer in ROW.findall(html)]
    assert client.get(address).status_code == 200
    return plain


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@settings(
    max_examples=how_many(suite=12, full=200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(random=st.randoms(use_true_random=False), visit_type=st.sampled_from(KINDS))
def test_nothing_that_was_answered_is_missing_from_the_signed_page(
    client, version, now, random, visit_type
):
    case = CaseFactory()
    signed(case, BEFORE, at=AT_THE_VISIT - timedelta(days=20), visit_type="new-birth")
    client.force_login(case.owner)
    visit = begin(reread(case), visit_type=visit_type)
    for _ in range(PAGES):
        answer_a_page(client, visit, random)
    visit.sheet.refresh_from_db()
    draft = settled(leave_the_rest(visit))

    said = {key: entry for key, entry in draft.documents.items() if entry["value"]}
    waiting = draft.unconfirmed()
    sign(draft.visit, confirmed_closings=[], by=case.owner, at=AT_THE_VISIT)

    rows = rows_read(client, visit)
    assert_all_are_read(rows, said, draft)
    assert_none_is_read_as_of_today(rows, waiting, draft)


def settled(visit):
    """What no longer fits is taken back, and asked anew what that brings up, as review asks for."""
    make_fit(visit)
    for _ in range(MOST_CHANGES):
        if left := [gap.key for gap in working_visit(visit).gaps()]:
            leave_unanswered(visit, left)
            visit.sheet.refresh_from_db()
    return working_visit(visit)


def assert_all_are_read(rows, said, draft):
    """Each answer stands under its question; what was hidden again says so."""
    kept = working_visit(draft.visit).documents
    for key, entry in said.items():
        prompt = draft.compiled.prompts[prompt_key(key)]
        words = " ".join(value_words(prompt, entry["value"]).split())
        found = [answer for question, answer in rows if question == prompt.text]
        read = [answer for answer in found if answer.startswith(words)]
        assert read, (key, words, found)
        assert counts(kept[key]) is (key in draft.shown)
        assert counts(kept[key]) or any(NO_LONGER in answer for answer in read), (key, read)


def assert_none_is_read_as_of_today(rows, waiting, draft):
    for key in waiting:
        prompt = draft.compiled.prompts[prompt_key(key)]
        found = [answer for question, answer in rows if question == prompt.text]
        assert any(answer.startswith("From last time, not confirmed today") for answer in found)
