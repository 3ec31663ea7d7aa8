"""Whatever is sent to any form by anyone, it is answered in plain words, and nothing becomes live.

Every form that a role reaches is found by walking, so a new one is tried by itself. On PostgreSQL
only, which refuses what SQLite would take: null bytes, texts too long, numbers too large.
"""

from collections import Counter
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import urlencode

import pytest
from django.db import transaction

from checklists.household.adult_names import ANOTHER
from tests.access.ask_and_check import Asked, ask
from tests.access.crawling import Form, pages, route_of
from tests.access.hostile import BODIES, FITS, MARK, MARKDOWN, MARKUP, SHORT_MARKUP, VALUES
from tests.access.people import ALL, BLOCKED
from tests.extent import how_many

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only]
WHO = [who for who in ALL if who not in (BLOCKED, "deactivated")]
# In all words of a form at once; the others take turns, so that together all are tried.
IN_ALL_WORDS = ("markup", "null bytes", "one too many")
IN_EVERY_FIELD = ("markup", "null bytes")
TURNS = how_many(suite=1, full=len(VALUES))
PARTS_OF_BODIES = how_many(
    suite=5, full=1
)  # each form is sent one part of them, the next form the next
PEOPLE_AT_A_PAGE = how_many(suite=2, full=len(ALL))
# Who may read what someone else has typed.
READERS = ("colleague", "manager", "lead", "publisher", "superuser")
STORED = {
    "act_on_item",
    "add_item",
    "add_professional",
    "admin:checklists_learningpoint_change",
    "block_person",
    "change_adult",
    "close_item",
    "decline_item",
    "emergency",
    "new_case",
    "new_request",
    "offer_case",
    "visit_point",
}


class Live(HTMLParser):
    """What of a page a browser would run or follow, if it came from what was typed."""

    def __init__(self, body):
        super().__init__()
        self.found, self.inside = [], ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        if tag == MARK:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            link = (value or "").strip().lower()
            if name.startswith("on") or link.startswith("javascript:") or name == MARK:
                self.found.append(f"<{tag} {name}={value!r:.60}>")

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if MARK in data and self.inside in ("script", "style"):
            self.found.append(f"<{self.inside}>{data:.60}")


def wrong_with(answer) -> list[str]:
    found = Live(answer.body).found
    if answer.status >= 500:
        found.append(f"answers {answer.status}")
    if MARK.upper() in answer.body:
        found.append("runs a template that was typed")
    if MARK in answer.goes_to.lower().partition("?")[0]:
        found.append(f"leads to {answer.goes_to}")
    return found


@pytest.fixture(scope="module")
def forms(world) -> dict[str, list[tuple[Form, bool]]]:
    """The forms each person reaches, and whether nobody before them in the list reaches them.

    Where many people come to the same page, the first of them try it.
    """
    known, found, been = set(), {}, Counter()
    for who in WHO:
        enough = {route for route, times in been.items() if times >= PEOPLE_AT_A_PAGE}
        walked = list(pages(world, who, but=enough))
        been.update({route_of(url) for url, _, _ in walked})
        reached = [form for _, _, page in walked for form in page.forms]
        mine = {form.kind: form for form in reached if is_tried(form)}
        found[who] = [(form, kind not in known) for kind, form in mine.items()]
        known |= mine.keys()
    return found


def is_tried(form: Form) -> bool:
    route = route_of(form.url)
    return form.method in ("get", "post") and bool(route) and not route.endswith("logout")


def sending(who: str, form: Form, sent: dict) -> Asked:
    if form.method == "get":
        return Asked(who, "GET", f"{form.url.partition('?')[0]}?{urlencode(sent, doseq=True)}")
    return Asked(who, "POST", form.url, sent)


def tries(place: int, form: Form):
    """Posts for the form at that place of the list: all words alike, all fields, all different."""
    words, fields, values = sorted(form.words), form.fields, list(VALUES.items())
    for name in IN_EVERY_FIELD:
        yield f"{name} everywhere", dict.fromkeys(fields or ["anything"], VALUES[name])
    if not words:
        return
    for name in IN_ALL_WORDS:
        yield name, fields | dict.fromkeys(words, VALUES[name])
    for turn in range(TURNS):
        first = place + turn * len(words)
        mixed = [values[(first + n) % len(values)] for n in range(len(words))]
        said = {word: value for word, (_, value) in zip(words, mixed, strict=True)}
        yield ", ".join(name for name, _ in mixed), fields | said


@pytest.mark.parametrize("who", WHO)
def test_no_form_falls_over(world, forms, who):
    wrong = [
        f"{form.url} {name}: {words}"
        for place, (form, is_new) in enumerate(forms[who])
        for name, sent in islice(tries(place, form), None if is_new else 1)
        for words in wrong_with(ask(world, sending(who, form, sent)))
    ]

    assert wrong == []


@pytest.mark.parametrize("who", WHO)
def test_no_body_that_is_no_form_falls_over(world, forms, who):
    posted = [form for form, is_new in forms[who] if is_new and form.method == "post"]
    bodies = list(BODIES.items())

    wrong = [
        f"{form.url} {name}: {words}"
        for place, form in enumerate(posted)
        for name, (kind, body) in bodies[place % PARTS_OF_BODIES :: PARTS_OF_BODIES]
        for words in wrong_with(ask(world, Asked(who, "POST", form.url, filled(body, form), kind)))
    ]

    assert wrong == []


def filled(body: bytes, form: Form) -> bytes:
    """With the name of one field of the form."""
    return body.replace(b"{name}", min(form.fields, default="anything").encode())


@pytest.mark.parametrize("who", WHO)
def test_a_field_sent_many_times_is_one_answer_or_a_message(world, forms, who):
    wrong = [
        f"{form.url}: {words}"
        for form, is_new in forms[who]
        if is_new
        for words in wrong_with(ask(world, sending(who, form, many_times(form))))
    ]

    assert wrong == []


def many_times(form: Form) -> dict:
    return {name: [*kept, "b", "b", "c"] for name, kept in form.fields.items()}


def test_what_was_stored_is_live_for_nobody_later(world, forms):
    with transaction.atomic():
        stored = {
            route_of(form.url)
            for who in WHO
            for form, is_new in forms[who]
            if is_new and keep(world, who, form)
        }

        wrong = [
            f"{url} as {who}: {words}"
            for who in READERS
            for url, answer, _ in pages(world, who)
            for words in wrong_with(answer)
        ]
        transaction.set_rollback(True)

    assert STORED - stored == set(), "not taken"
    assert wrong == []


def keep(world, who: str, form: Form) -> bool:
    """Send the form with hostile words, nothing taken back. Whether it was taken."""
    if form.method != "post" or not form.words or route_of(form.url).startswith("account"):
        return False
    words = {name: fitting(form, name) for name in form.words}
    # All adults get one name here, and the form asks once whether they are two people.
    sent = {**form.fields, **words, ANOTHER: "on"}
    return ask(world, Asked(who, "POST", form.url, sent), take_back=False).status == 302


def fitting(form: Form, name: str) -> object:
    """What is there or fits, where words would be refused; markup where words are asked for."""
    for end, fits in FITS.items():
        if name.endswith(end):
            return form.fields[name] if any(form.fields[name]) else fits
    if "checklists_learningpoint" in route_of(form.url):  # where tags are refused
        return MARKDOWN if name in form.areas else MARKDOWN[:30]
    return MARKUP if name in form.areas else SHORT_MARKUP


def test_every_room_has_forms_that_are_tried(forms):
    tried = {route_of(form.url) for found in forms.values() for form, _ in found}

    assert tried >= {*STORED, "account_login", "find_family", "set_hold"}


def test_too_many_fields_are_refused_in_plain_words(world):
    sent = {f"field-{number}": "x" for number in range(1500)}

    answer = ask(world, Asked("owner", "POST", "/cases/new/", sent))

    assert answer.status == 413
    assert "Nothing was changed" in answer.body
