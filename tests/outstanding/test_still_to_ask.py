"""The page of a gathered item lists its questions as they stand now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.household.adults import add_adult
from checklists.outstanding.models import OutstandingItem
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, item, reread, signed

pytestmark = pytest.mark.usefixtures("now")

OPEN, PRIVATE = "ask_unasked", "ask_unasked_private"
TOLD = {
    key: ["mother", "father"]
    for key in (
        *("sleep_messages_reached", "handling_messages_reached", "home_messages_reached"),
        "vulnerability_explained_to",
    )
}
ALL_PRIVATE = {
    "da_seen_alone": "yes",
    "da_postnatal": "asked_no_disclosure",
    "father_identity": "yes",
    "adults_record_complete": "yes",
}
CUT_SHORT = Change(None, reason="visit_cut_short", how="could_not")
NONE_LEFT = "None of its questions is left"


@pytest.fixture
def now(time_machine):
    time_machine.move_to(AT_THE_VISIT, tick=False)


@pytest.fixture
def case(content_in_force):
    return CaseFactory()


def shut(client, user, row):
    client.force_login(user)
    return client.get(reverse("item", args=[row.pk])).content.decode()


def opened(client, user, row):
    client.force_login(user)
    answer = client.post(reverse("item", args=[row.pk]), {"open": "titles"})
    return answer.content.decode().replace("&#x27;", "'")


def again(case, answers, days=7):
    return signed(case, answers, visit_type="targeted", at=AT_THE_VISIT + timedelta(days=days))


def test_it_is_listed_once_the_item_is_opened_and_not_before(client, case):
    signed(case, {})

    page = shut(client, case.owner, item(case, OPEN))

    assert "Read the history" not in page
    assert "Still to ask" not in page
    assert "Ask what has not been asked" not in page
    words = opened(client, case.owner, item(case, OPEN))
    assert "Still to ask" in words
    assert "Read the history" in words
    assert "Give the messages to someone besides the mother" in words
    assert "Never asked" in words


def test_each_item_lists_its_own_questions(client, case):
    signed(case, {})

    open_page, private = (opened(client, case.owner, item(case, one)) for one in (OPEN, PRIVATE))

    assert "Ask who the father is" not in open_page
    assert "Ask who the father is" in private
    assert "Read the history" not in private


def test_without_the_private_permission_the_open_one_reads_the_same_and_the_other_is_not_there(
    client, case
):
    signed(case, {})
    colleague = person(team=case.team)

    theirs, hers = (
        still_to_ask(opened(client, one, item(case, OPEN))) for one in (colleague, case.owner)
    )

    assert theirs == hers
    client.force_login(colleague)
    url = reverse("item", args=[item(case, PRIVATE).pk])
    assert client.get(url).status_code == client.post(url, {"open": "titles"}).status_code == 404


def still_to_ask(page):
    return page.split("Still to ask")[1].split("What has happened")[0]


def test_two_families_equal_but_for_private_answers_have_equal_open_lists(client, case):
    other = CaseFactory(team=case.team, owner=case.owner)
    signed(case, {"da_seen_alone": "yes", "da_postnatal": "asked_disclosure"})
    signed(other, ALL_PRIVATE)

    lists = [still_to_ask(opened(client, case.owner, item(one, OPEN))) for one in (case, other)]

    assert lists[0] == lists[1]


def test_it_shrinks_as_they_are_asked(client, case):
    signed(case, {})

    again(case, {"history_reviewed": "done"})

    page = opened(client, case.owner, item(case, OPEN))
    assert "Read the history" not in page
    assert "Give the messages to someone besides the mother" in page


def test_once_none_is_left_it_says_so_and_a_person_closes_it(client, case):
    signed(case, ALL_PRIVATE)
    again(case, {"history_reviewed": "done", **TOLD})

    page = opened(client, case.owner, item(case, OPEN))

    assert NONE_LEFT in page
    assert "Ask to close" in page
    assert item(case, OPEN).state == "open"


def test_what_could_not_be_asked_stays_with_its_reason_and_day(client, case):
    signed(case, {"father_identity": CUT_SHORT})

    page = opened(client, case.owner, item(case, PRIVATE))

    assert "Could not be asked: Visit cut short or interrupted" in page
    assert f"23 November 2026, by {case.owner.name}" in page
    assert "for supervision" not in page


def test_a_reason_of_the_shut_page_stands_there_in_its_words(client, case):
    signed(case, {"adults_record_complete": Change(None, reason="short_of_time", how="could_not")})

    page = opened(client, case.owner, item(case, PRIVATE))

    assert "Could not be asked: Ran short of time" in page
    assert "short_of_time" not in page


def test_the_same_reason_twice_is_said_and_brought_to_supervision(client, case):
    signed(case, {"adults_record_complete": CUT_SHORT})
    again(case, {"adults_record_complete": CUT_SHORT})

    page = opened(client, case.owner, item(case, PRIVATE))

    assert "Same reason at 2 contacts: for supervision" in page
    assert "Bring this to supervision." in page
    assert "for supervision" not in opened(client, case.owner, item(case, OPEN))


def test_an_answer_that_is_not_enough_stands_beside_its_question(client, case):
    signed(case, {**TOLD, "home_messages_reached": ["mother"]})

    assert "<br>Mother. 23 November 2026" in opened(client, case.owner, item(case, OPEN))


def test_an_adult_on_the_record_is_named_in_the_question(client, case):
    signed(case, {"adults_record_complete": None})
    given = {"adult_name": {"value": "Dan Inventall", "reason": ""}}
    add_adult(reread(case), named="known", answers=given, by=case.owner, at=AT_THE_VISIT)

    page = opened(client, case.owner, item(case, PRIVATE))

    assert "Dan Inventall" in still_to_ask(page)


def test_a_closed_one_lists_nothing(client, case):
    signed(case, ALL_PRIVATE)
    row = item(case, OPEN)
    signed(case, {"history_reviewed": "done", **TOLD}, close=[row.pk])

    page = opened(client, case.owner, row)

    assert "Still to ask" not in page
    assert NONE_LEFT not in page


def test_the_page_takes_the_same_few_statements_however_much_is_on_it(client, case):
    signed(case, {})
    address, taken = reverse("item", args=[item(case, PRIVATE).pk]), []
    client.force_login(case.owner)
    for _ in range(2):
        client.post(address, {"open": "titles"})
        with CaptureQueriesContext(connection) as statements:
            client.post(address, {"open": "titles"})
        taken.append([one["sql"] for one in statements if "SAVEPOINT" not in one["sql"]])
        for _ in range(5):
            add_adult(reread(case), named="known", answers={}, by=case.owner, at=AT_THE_VISIT)

    # Four are of the list: what is open, who is around, the settings and the wording in force; one
    # is of the steps of the item.
    assert len(taken[0]) == len(taken[1]) <= 22, "\n".join(sql[:120] for sql in taken[1])


def test_lists_and_the_case_say_no_more_than_that_there_is_something_to_follow_up(client, case):
    signed(case, {})
    client.force_login(case.owner)

    pages = [
        client.get(reverse(name, args=args)).content.decode()
        for name, args in (("my_items", []), ("case", [case.pk]), ("case_outstanding", [case.pk]))
    ]

    assert OutstandingItem.objects.filter(rule_key__in=(OPEN, PRIVATE)).count() == 2
    for words in ("Ask what has not been asked", "Ask who the father is"):
        assert [page for page in pages if words in page] == []


def test_it_is_not_closed_without_a_word_about_what_stays_unasked(client, case):
    signed(case, {})
    row = item(case, OPEN)
    client.force_login(case.owner)
    day = {"done_on-day": "23", "done_on-month": "11", "done_on-year": "2026"}
    sent = {"outcome": "done", "what": "All asked.", **day}

    refused = client.post(reverse("close_item", args=[row.pk]), sent)

    page = refused.content.decode()
    assert "Say what stays unasked, and why" in page
    assert "Still to ask: Read the history" in page
    assert item(case, OPEN).state == "open"

    client.post(reverse("close_item", args=[row.pk]), {**sent, "undone": "The notes are lost."})

    assert item(case, OPEN).state == "closing_asked"
    words = opened(client, case.owner, item(case, OPEN))
    assert "Not done then: Read the history" in words
    assert "The notes are lost." in words
