"""Marks on the body map: saved, read back, frozen, and kept apart from who told of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.guidance.body_marks import marks_in
from checklists.guidance.known_prompts import BODY_MARKS, WORDS_OF_MARKS
from checklists.people.models.teams import Role
from checklists.visits.earlier_marks import marks_from_birth
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.answers.filling import entry, fields, url_of, working_visit, write
from tests.concurrent_presses import at_once
from tests.factories import person
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

PAGE, SKIN, SHEET = "body-map", "weight-and-skin-check", "next-steps-for-today"
SEEN = {"mark_seen": "yes", "mark_type": ["bruise"]}
BRUISE = (
    '{"colour":"purple","drawing":"1/head","id":"1-00c0ffee","kind":"bruise","length":12,'
    '"region":"left_cheek","seen":"reported","shape":"oval","width":8,"x":730,"y":700}'
)
SCRATCH = BRUISE.replace('"1-00c0ffee"', '"2-00c0ffee"').replace('"bruise"', '"scratch"')
BIRTHMARK = (
    '{"drawing":"1/back","id":"1-0badcafe","kind":"birthmark","length":30,'
    '"region":"left_lower_back","seen":"seen","x":430,"y":555}'
)
WHO = '{"id":"1-00c0ffee","note":"Older than it looks","who":"Agatha Toldus"}'
IN_WORDS = (
    "Bruise, left cheek (head and face), 12 by 8 mm, purple, oval, reported, not seen by me, "
    "at this contact"
)
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
PRIVATE_WORDS = ("Agatha Toldus", "Older than it looks")


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def marked(case):
    return say(begin(reread(case)), SEEN)


@pytest.fixture
def drawn(case):
    """Signed, with a bruise and who told of it."""
    return signed(case, {**SEEN, BODY_MARKS: Change([BRUISE]), WORDS_OF_MARKS: Change([WHO])})


def open_map(hv, visit):
    return hv.post(url_of(visit, PAGE), {"do": "show", "looked": "yes"})


def press(hv, visit, page=None, **changes):
    """Send the opened page as a browser without scripts does; the page that comes back."""
    sent = (page or fields(open_map(hv, visit))).sent
    return hv.post(url_of(visit, PAGE), {**sent, "plain": "1", **changes})


def marks_of(visit):
    stored = entry(visit, BODY_MARKS)
    return marks_in(stored["value"]) if stored else []


def words_of(visit):
    stored = working_visit(visit).private_document.get(WORDS_OF_MARKS)
    return stored["value"] if stored else None


def add(hv, visit, region="1/head:left_cheek", **more):
    return press(hv, visit, **{"mark_map-new": region, "do": "mark-add"}, **more)


# --- where it stands ----------------------------------------------------------------------------


def test_it_opens_only_after_looking_who_is_near(hv, case):
    visit = say(begin(reread(case), present=("mother", "father")), SEEN)

    shut = hv.post(url_of(visit, SKIN), {"do": "map"}).content.decode()

    assert "Who is near you now?" in shut
    assert "Marks on the body" not in shut
    assert "Marks on the body" in open_map(hv, visit).content.decode()


def test_the_skin_check_leads_there_whether_there_is_a_mark_or_not(hv, case, marked):
    unmarked = begin(reread(case), visit_type="targeted")

    for visit in (marked, unmarked):
        assert 'value="map">Body map</button>' in hv.get(url_of(visit, SKIN)).content.decode()


def test_nothing_tells_a_map_with_marks_before_it_is_opened(hv, marked):
    before = (
        hv.get(url_of(marked, PAGE)).content,
        hv.get(reverse("visit", args=[marked.pk])).content,
    )
    write(marked, **{BODY_MARKS: Change([BRUISE]), WORDS_OF_MARKS: Change([WHO])})

    after = hv.get(url_of(marked, PAGE)).content, hv.get(reverse("visit", args=[marked.pk])).content

    assert [len(one) for one in before] == [len(one) for one in after]
    assert b"left_cheek" not in b"".join(after)


# --- without scripts ----------------------------------------------------------------------------


def test_a_region_of_the_list_puts_a_mark_in_its_middle(hv, marked):
    page = add(hv, marked)

    (mark,) = marks_of(marked)
    assert (mark.number, mark.drawing, mark.region, mark.x, mark.y) == (
        *(1, "1/head", "left_cheek"),
        *(730, 730),
    )
    assert 'data-body-map="mark_map"' in page.content.decode()


@pytest.mark.parametrize(
    ("where", "more", "place"),
    [
        ((219, 217), {}, (730, 700)),
        ((438, 434), {"mark-closer": "1"}, (730, 700)),
        ((9999, 0), {}, (1000, 0)),
    ],
)
def test_a_press_on_a_drawing_puts_a_mark_there(hv, marked, where, more, place):
    x, y = map(str, where)

    press(hv, marked, **{"tap-1-head.x": x, "tap-1-head.y": y}, **more)

    (mark,) = marks_of(marked)
    assert (mark.x, mark.y) == place


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1.5", "99999", "\u0661"])
def test_a_press_that_says_no_place_adds_nothing(hv, marked, nonsense):
    press(hv, marked, **{"tap-1-head.x": nonsense, "tap-1-head.y": "5"})

    assert marks_of(marked) == []


def test_the_same_press_twice_adds_one_mark(hv, marked):
    page = fields(open_map(hv, marked))

    for _ in range(2):
        press(hv, marked, page, **{"mark_map-new": "1/head:left_cheek", "do": "mark-add"})

    assert len(marks_of(marked)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_press_four_times_at_once_adds_one_mark(hv, marked):
    sent = {**fields(open_map(hv, marked)).sent, "mark_map-new": "1/head:left_cheek"}

    def add_one():
        client = Client()
        client.force_login(marked.author)
        return client.post(url_of(marked, PAGE), {**sent, "plain": "1", "do": "mark-add"})

    came = at_once(*([add_one] * 4))

    assert [page.status_code for page in came] == [200] * 4
    assert len(marks_of(marked)) == 1


def test_it_is_moved_a_step_and_named_by_what_is_there(hv, marked):
    add(hv, marked)
    (before,) = marks_of(marked)

    press(hv, marked, do=f"mark-up {before.id}")
    for _ in range(9):
        press(hv, marked, do=f"mark-down {before.id}")

    (after,) = marks_of(marked)
    assert (after.x, after.y) == (before.x, before.y + 8 * 12)
    assert after.region == "left_jaw"


def test_another_region_puts_it_in_the_middle_of_that(hv, marked):
    add(hv, marked)
    (before,) = marks_of(marked)

    press(hv, marked, **{f"mark_map-{before.id}-region": "left_ear"}, do="stay")

    (mark,) = marks_of(marked)
    assert (mark.region, mark.x, mark.y) == ("left_ear", 853, 600)


def test_a_mark_that_is_removed_takes_its_words_along_and_leaves_the_others(hv, marked):
    write(marked, **{BODY_MARKS: Change([BRUISE, SCRATCH]), WORDS_OF_MARKS: Change([WHO])})

    page = press(hv, marked, do="mark-remove 1-00c0ffee")

    assert [mark.number for mark in marks_of(marked)] == [2]
    assert words_of(marked) is None
    assert "Agatha" not in page.content.decode()


def test_a_new_mark_has_the_next_number(hv, marked):
    write(marked, **{BODY_MARKS: Change([BRUISE, SCRATCH])})

    press(hv, marked, do="mark-remove 1-00c0ffee")
    add(hv, marked, region="1/feet:left_heel")

    assert [mark.number for mark in marks_of(marked)] == [2, 3]


def test_what_is_wrong_is_said_and_what_was_typed_stays(hv, marked):
    write(marked, **{BODY_MARKS: Change([BRUISE])})

    page = press(hv, marked, **{"mark_map-1-00c0ffee-length": "large"}, do="stay")

    assert page.status_code == 422
    text = page.content.decode()
    assert "Enter the size of a mark in whole millimetres" in text
    assert 'value="large"' in text
    assert [mark.length for mark in marks_of(marked)] == [12]


def test_two_windows_that_marked_at_once_are_asked_which_stays(hv, marked):
    page = fields(open_map(hv, marked))
    write(marked, **{BODY_MARKS: Change([BRUISE])})

    both = press(hv, marked, page, **{"mark_map-new": "1/feet:left_heel", "do": "mark-add"})

    assert both.status_code == 409
    assert "Left heel" in both.content.decode() or "left heel" in both.content.decode()
    assert IN_WORDS in both.content.decode()


def test_a_page_that_saves_by_itself_stores_marks_and_words(hv, marked):
    sent = fields(open_map(hv, marked)).sent
    typed = {
        **{"drawing": "1/head", "region": "left_cheek", "placed": "left_cheek"},
        **{"x": "730", "y": "700", "kind": "bruise"},
    }
    marks = {f"mark_map-1-00c0ffee-{name}": text for name, text in typed.items()}
    words = {"mark_map_told-1-00c0ffee-who": "Agatha Toldus"}

    answer = hv.post(
        url_of(marked, PAGE),
        {**sent, **marks, **words, "receipt": str(uuid4())},
        headers={"accept": "application/json"},
    )

    assert answer.json()["detail"] == "All sent"
    assert [mark.kind for mark in marks_of(marked)] == ["bruise"]
    assert words_of(marked) == ['{"id":"1-00c0ffee","who":"Agatha Toldus"}']


# --- once signed --------------------------------------------------------------------------------


def test_signed_it_is_drawn_and_said_in_words_behind_the_question_who_is_near(hv, drawn):
    sheet = reverse("call_sheet", args=[drawn.pk])

    assert IN_WORDS not in hv.get(sheet).content.decode()
    opened = hv.post(sheet).content.decode()

    assert opened.count(IN_WORDS) == 2  # on the map, and among what is said on the telephone
    assert "images/body-map/1/head" in opened
    assert not any(words in opened for words in PRIVATE_WORDS)


def test_the_call_sheet_of_a_draft_says_the_marks_in_the_order_of_the_list(hv, marked):
    write(marked, **{BODY_MARKS: Change([BRUISE, SCRATCH]), WORDS_OF_MARKS: Change([WHO])})

    text = hv.post(url_of(marked, SHEET), {"do": "show", "looked": "yes"}).content.decode()

    assert text.index("Mark 1: Bruise") < text.index("Mark 2: Scratch")
    assert not any(words in text for words in PRIVATE_WORDS)


def test_review_shows_it_drawn_once_the_answers_are_opened(hv, marked):
    write(marked, **{BODY_MARKS: Change([BRUISE])})
    review = reverse("visit_review", args=[marked.pk])

    assert IN_WORDS not in hv.get(review).content.decode()
    opened = hv.post(review, {"part": "answers", "do": "show", "looked": "yes"}).content.decode()

    assert IN_WORDS in opened
    assert "images/body-map/1/head" in opened


def test_the_plain_copy_says_it_and_who_told_only_in_the_half_kept_apart(hv, drawn):
    copy = reverse("visit_copy", args=[drawn.pk])

    opened, apart = hv.get(copy).content.decode(), hv.post(copy).content.decode()

    assert f"Mark 1: {IN_WORDS}" in opened
    assert not any(words in opened for words in PRIVATE_WORDS)
    assert "Mark 1: reported by Agatha Toldus. Older than it looks" in apart


def test_a_family_copy_has_no_word_of_it(hv, drawn):
    text = hv.get(reverse("family_copy", args=[drawn.pk])).content.decode()

    for word in ("ruise", "body-map", "ody map", "cheek", *PRIVATE_WORDS):
        assert word not in text


def test_a_colleague_reads_the_map_and_not_who_told(client, case, drawn):
    client.force_login(person(Role.HEALTH_VISITOR, case.team))

    text = client.post(reverse("call_sheet", args=[drawn.pk])).content.decode()

    assert IN_WORDS in text
    assert not any(words in text for words in PRIVATE_WORDS)


# --- from birth ---------------------------------------------------------------------------------


def with_birthmark(case, *, days_ago=14, checked="recorded"):
    said = {"mark_seen": "known_recorded", "mark_birthmark_verified": checked}
    said |= {BODY_MARKS: Change([BIRTHMARK, SCRATCH])}
    return signed(case, said, at=AT_THE_VISIT - timedelta(days=days_ago))


def test_a_birthmark_of_an_earlier_visit_stands_beside_with_its_day_and_who_checked_it(hv, case):
    with_birthmark(case)
    visit = say(begin(reread(case)), SEEN)

    text = open_map(hv, visit).content.decode()

    assert "body-map__dot--earlier" in text
    assert "Birthmark, left lower back (back), 30 mm" in text
    assert f"Recorded 9 November 2026 by {case.owner.name}" in text
    assert f"matches a written record, checked by {case.owner.name}" in text


def test_one_that_nobody_checked_says_so_and_what_is_not_from_birth_is_not_there(hv, case):
    with_birthmark(case, checked="not_checked")
    visit = say(begin(reread(case)), SEEN)

    text = open_map(hv, visit).content.decode()

    assert "not checked against a written record" in text
    assert "Scratch or graze, left cheek" not in text


def test_birthmarks_of_all_earlier_visits_are_drawn_beside_a_signed_map(hv, case):
    with_birthmark(case, days_ago=14)
    with_birthmark(case, days_ago=7)
    visit = signed(case, {**SEEN, BODY_MARKS: Change([BRUISE])})

    text = hv.post(reverse("call_sheet", args=[visit.pk])).content.decode()

    assert text.count("body-map__dot--earlier") == 2


def test_a_later_an_unsigned_or_a_withdrawn_visit_is_not_earlier(case):
    early = with_birthmark(case)
    visit = begin(reread(case))

    assert [one.mark.kind for one in marks_from_birth(visit)] == ["birthmark"]
    assert marks_from_birth(early) == []
    say(visit, {BODY_MARKS: Change([BIRTHMARK])})
    later = begin(reread(case), at=AT_THE_VISIT + timedelta(hours=1), visit_type="targeted")
    assert len(marks_from_birth(later)) == 1  # what is not signed is not recorded yet
    asked = ask_withdrawal(early, reason="Another baby", by=early.author, at=AT_THE_VISIT)
    agree_withdrawal(asked, by=person(Role.MANAGER, case.team), at=AT_THE_VISIT)
    assert marks_from_birth(visit) == []


def statements(hv, visit, slug):
    """Of opening a page that is shut at first, without transaction control."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            page = hv.post(url_of(visit, slug), {"do": "show", "looked": "yes"})
    assert page.status_code == 200
    return [one["sql"] for one in captured if not one["sql"].startswith(CONTROL)]


def test_an_opened_map_asks_one_statement_more_than_another_page_however_much_is_on_it(hv, case):
    visit = say(begin(reread(case)), SEEN)
    few, beside = statements(hv, visit, PAGE), statements(hv, visit, "mothers-wellbeing")
    many = [BRUISE.replace('"1-', f'"{number}-') for number in range(1, 41)]
    write(visit, **{BODY_MARKS: Change(many)})
    for days_ago in (21, 14, 7):
        with_birthmark(case, days_ago=days_ago)

    assert len(statements(hv, visit, PAGE)) == len(few)
    assert len(few) == len(beside) + 1
