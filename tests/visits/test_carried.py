"""For every prompt that is remembered: what the button counts, what it confirms, what review says,
what is signed and what goes home is one and the same."""

import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import QueryDict

from checklists.answers.forms import PointForm
from checklists.answers.last_time import ASKED_ANEW, LAST_DONE, TO_CONFIRM
from checklists.answers.saving import entry_of, says_the_same
from checklists.answers.typed import field_name
from checklists.answers.words import value_words
from checklists.cases.access import WholeRecord
from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.guidance.applies import Task
from checklists.guidance.compiled import compile_content
from checklists.household.models import Adult
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.visits import answers_in_words
from checklists.visits.draft import reviewing
from checklists.visits.draft.document_to_sign import document_to_sign
from checklists.visits.draft.views.point_page import PointPage
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit
from checklists.visits.signed.taking_home import taken_home

CONTENT = compile_content(
    json.loads((settings.BASE_DIR / "fixtures" / "content.json").read_text(encoding="utf-8"))
)
AT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)
LAST = {"on": "2026-11-03", "by": "Nia Northfield", "visit": "an earlier one", "note": ""}
EXAMPLES = {"text": "Ring Nan.", "date": "2026-11-02"}


def examples(prompt):
    """One value of each worth."""
    if not prompt.choices:
        return {"": EXAMPLES[prompt.answer_type]}
    means = {}
    for choice in prompt.choices:
        means.setdefault(prompt.meaning_of(choice.value), choice.value)
    return {meaning: [value] if prompt.is_multiple else value for meaning, value in means.items()}


TABLE = [
    pytest.param(prompt, value, visit_type, id=f"{prompt.key}-{meaning or 'settled'}-{visit_type}")
    for prompt in CONTENT.prompts.values()
    if prompt.is_carried
    for meaning, value in examples(prompt).items()
    for visit_type in dict.fromkeys([prompt.applies_to[0], *prompt.anew_at[:1]])
]


def visit_at(prompt, value, visit_type):
    """A visit that asks one prompt and nothing else, held in memory."""
    case = Case(given_name="Wren", team=Team())
    visit = Visit(
        case=case, visit_type=visit_type, held_at=AT, written_at=AT, place="home", author=User()
    )
    adult = Adult(case=case)
    key = f"{prompt.key}:{adult.pk}" if prompt.repeat_group else prompt.key
    return holding(
        WorkingVisit(visit, WholeRecord(User())),
        compiled=CONTENT,
        prompts=[prompt],
        all_tasks=[Task("only", "The only page", None, None, (prompt,))],
        adults=[adult],
        documents={},
        carried={key: {**LAST, "value": value, "reason": ""}},
        shown={key},
        rule_facts={},
        settings={},
        all_items=[],
        item_steps={},
    )


def holding(working, **known):
    """With this instead of what the database would give."""
    working.__dict__.update(known)
    return working


NEVER_READ = ("rule_facts", "settings", "all_items", "item_steps")


def with_saved(working, changes):
    names = ("compiled", "prompts", "all_tasks", "adults", "carried", "shown")
    kept = {name: working.__dict__[name] for name in (*names, *NEVER_READ)}
    documents = {key: entry_of(change, None, working.by, AT) for key, change in changes.items()}
    return holding(WorkingVisit(working.visit, working.right), **kept, documents=documents)


def page_of(working):
    return PointPage(working, working.all_tasks[0], opened=True)


def button(page):
    return sum(part.confirm for part in [*page.open_parts, *page.opened_parts])


def press(page):
    """What pressing it confirms, when a browser sends what it drew: every field of text, blank."""
    working = page.working
    posted = QueryDict(mutable=True)
    for key, prompt in page.keyed:
        name = field_name(key)
        posted |= {f"{name}__rev": "0", f"{name}__note": ""}
        if prompt.answer_type == "text":
            posted[name] = ""
    form = PointForm(
        page.keyed,
        posted,
        compiled=CONTENT,
        documents=working.documents,
        last_time=working.last_time,
        on=AT.date(),
        confirming=page.unconfirmed,
    )
    assert form.errors == {}
    return {key: one for key, one in form.changes.items() if not says_the_same(None, one)}


def reading(working):
    """What is signed of it, and how that is read."""
    kept = document_to_sign(working, at=AT)
    words = answers_in_words.WordSources(CONTENT, {}, working.carried, signed_at=AT)
    return kept, [
        answers_in_words.answer_in_words(key, working.prompts[0], one, words)
        for key, one in kept.items()
    ]


def at_home(working, document):
    working.visit.case.facts = CaseFacts()
    earlier = {
        key: {**working.carried[key], **entry["last"]}
        for key, entry in document.items()
        if "last" in entry
    }
    return taken_home(working.visit, CONTENT, document, AT.date(), earlier=earlier)


@pytest.mark.parametrize(("prompt", "value", "visit_type"), TABLE)
def test_the_button_what_it_confirms_review_the_signed_visit_and_the_copy_agree(
    prompt, value, visit_type
):
    before = visit_at(prompt, value, visit_type)
    page = page_of(before)
    (key,) = before.shown
    waits = before.last_time.worth_of(key) == TO_CONFIRM

    confirmed = press(page)

    after = with_saved(before, confirmed)
    assert button(page) == len(confirmed) == int(waits)
    assert any(part.confirm_is_all for part in page.opened_parts + page.open_parts) is waits
    assert_unconfirmed(before, prompt, value, waits)
    assert_confirmed(after, prompt, value, waits)
    assert button(page_of(after)) == 0


def assert_unconfirmed(working, prompt, value, waits):
    """Not pressed: it is said to be from last time, with its day, and never as of today."""
    document, (said,) = reading(working)

    expected = {
        TO_CONFIRM: "From last time, not confirmed today",
        LAST_DONE: "Not asked today",
        ASKED_ANEW: "Not answered today",
    }
    (worth,) = (entry["last"]["worth"] for entry in document.values())
    assert said.answer == expected[worth]
    assert said.written == ""
    assert "3 November 2026" in said.last
    assert_review(working, prompt, waiting="1 answer" if waits else "")
    assert_home(working, document, prompt, today=False, earlier=waits)


def assert_confirmed(working, prompt, value, waits):
    """Pressed: it is an answer of today, confirmed from last time; what cannot be is unchanged."""
    if not waits:
        assert working.documents == {}
        return
    document, (said,) = reading(working)

    assert said.answer == value_words(prompt, value)
    assert said.how == "Confirmed from last time"
    assert said.last == ""
    assert_review(working, prompt, said="1 confirmed from last time")
    assert_home(working, document, prompt, today=True, earlier=False)


def assert_review(working, prompt, *, said="", waiting=""):
    """The lines of the page; private pages have none."""
    for words, rows in (
        (said, reviewing.recorded_lines(working)),
        (waiting, reviewing.unconfirmed_lines(working)),
    ):
        wanted = [words] if words and not prompt.is_private else []
        assert [row["text"] for row in rows] == wanted


def assert_home(working, document, prompt, *, today, earlier):
    home = at_home(working, document)
    goes = prompt.is_for_family and prompt.answer_type == "text"

    printed = [line for line in [*home.plan, *home.agreed] if line == EXAMPLES["text"]]
    before = [one.on.isoformat() for one in [*home.plan_earlier, *home.agreed_earlier]]
    assert printed == ([EXAMPLES["text"]] if goes and today else [])
    assert before == ([LAST["on"]] if goes and earlier else [])
    assert home.talked == []
