"""Whatever is answered, in whichever order: nothing signed contradicts itself, nothing is lost."""

from html import unescape

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.answers.forms import PointForm
from checklists.answers.in_force import prompt_key
from checklists.answers.saving import save_point
from checklists.answers.typed import field_name
from checklists.answers.words import answer_words
from checklists.guidance.conditions import Given, holds, prompts_in
from checklists.reading.clock import london_date
from checklists.visits import presence
from checklists.visits.draft.signing import DoNotFitTogether, StillMissing, sign
from checklists.visits.models import Visit
from tests.answers.filling import fill, typed, working_visit
from tests.extent import how_many
from tests.factories import CaseFactory
from tests.visits.giving_up import MOST_CHANGES, leave_unanswered
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, reread

pytestmark = pytest.mark.django_db

ROUNDS = 3  # an answer brings up a follow-up, and that another
PLACES = ["home", "clinic", "phone"]
HERE = [["mother"], ["mother", "partner"], ["father"], ["nobody"]]
# (which question of those asked, which of its answers, which of its reasons)
PICKS = st.lists(st.tuples(*[st.integers(0, 999)] * 3), min_size=5, max_size=25)


@settings(
    max_examples=how_many(suite=12, full=200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(PICKS, min_size=ROUNDS, max_size=ROUNDS),
    st.sampled_from(PLACES),
    st.sampled_from(HERE),
)
def test_no_signed_visit_contradicts_itself_or_lacks_an_answer(
    version, now, client, rounds, place, present
):
    visit = begin(reread(CaseFactory()), place=place, present=present)
    for picks in rounds:
        answer_some(visit, picks)

    sign_at_last(leave_the_rest(visit))

    signed = working_visit(visit)
    assert met_contradictions(signed) == []
    client.force_login(visit.author)
    pages = [client.post(reverse(name, args=[visit.pk])) for name in ("visit_signed", "call_sheet")]
    assert missing_from("".join(page.content.decode() for page in pages), signed) == []


def answer_some(visit, picks):
    """Through the form of a page, as the questions stand at the beginning of the round."""
    working = working_visit(visit)
    asked, data = telling_first(working), QueryDict(mutable=True)
    for which, answer, reason in picks:
        key, prompt = asked[which % len(asked)]
        sent = {}
        fill(sent, key, prompt, value_of(prompt, answer))
        sent[f"{field_name(key)}__reason"] = [reason_of(prompt, reason)]
        sent[f"{field_name(key)}__rev"] = [str(working.documents.get(key, {}).get("revision", 0))]
        for name, values in sent.items():
            data.setlist(name, values)
    form = PointForm(
        asked,
        data,
        compiled=working.compiled,
        documents=working.documents,
        last_time=working.last_time,
        on=london_date(visit.held_at),
    )
    assert form.errors == {}
    save_point(
        working.visit.sheet,
        changes=form.changes,
        base_revisions=form.base_revisions,
        receipt=None,
        by=visit.author,
        at=AT_THE_VISIT,
        target=visit,
    )
    visit.sheet.refresh_from_db()


def telling_first(working):
    """What is asked now; what a contradiction reads three times, so that it is met often."""
    read = {key for one in working.compiled.contradictions for key in prompts_in(one["when"])}
    asked = working.asked(working.prompts)
    return asked + 2 * [pair for pair in asked if pair[1].key in read]


def value_of(prompt, number):
    if not prompt.choices:
        return typed(prompt, f"In her words, {number}.")
    value = prompt.choices[number % len(prompt.choices)].value
    return [value] if prompt.is_multiple else value


def reason_of(prompt, number):
    return prompt.reasons[number % len(prompt.reasons)].value if prompt.reasons else ""


def sign_at_last(visit):
    """What is refused is changed, and tried again, as she would."""
    for _ in range(MOST_CHANGES):
        row = Visit.objects.get(pk=visit.pk)
        row.case = reread(row.case)
        try:
            return sign(row, confirmed_closings=[], by=row.author, at=AT_THE_VISIT)
        except StillMissing as refused:
            leave_unanswered(row, [gap.key for gap in refused.gaps])
        except DoNotFitTogether as refused:
            leave_unanswered(row, [refused.found[0].keys[-1]])
    pytest.fail("It could not be signed, whatever was changed")


def met_contradictions(signed):
    """By the conditions of the content alone, over what was signed as counting."""
    counted = {
        key: Given(entry["value"], entry["reason"])
        for key, entry in signed.documents.items()
        if entry.get("counts", True)
    }
    facts = presence.facts_of_presence(signed.visit)
    return [
        one["key"]
        for one in signed.compiled.contradictions
        if holds(one["when"], counted, facts=facts, shown=counted)
    ]


def missing_from(page, signed):
    """Answers whose words are not on the page, its private part open; read as it is seen, where
    part of a line is in bold."""
    words = unescape(page) + " ".join(unescape(strip_tags(page)).split())
    return [
        key
        for key, entry in signed.documents.items()
        for said in answer_words(
            signed.compiled.prompts[prompt_key(key)], entry, signed.compiled.neutral_reasons
        ).split(": ", 1)
        if said not in words
    ]
