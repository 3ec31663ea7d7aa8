"""The list of a visit's pages: how far each one is, in words that tell nothing private."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.audit.querysets import note_all_stated
from checklists.guidance.models import TemplateVersion
from checklists.visits.draft.states import state_before_any_answer
from tests.answers.filling import opened, send, working_visit
from tests.browsing import shown_to
from tests.visits.story import begin, leave_the_rest, reread, say, signed

PRIVATE_PAGES = ["Mother's wellbeing", "Family and friends", "How the visit went"]


def rows(client, visit):
    """{title of the page: its state} from the list."""
    response = client.get(reverse("visit", args=[visit.pk]))
    return {
        task.title: task.state for group in response.context["groups"] for task in group["tasks"]
    }


@pytest.fixture
def visit(client, case, nurse):
    client.force_login(nurse)
    return begin(reread(case))


def test_nothing_is_started_in_the_order_of_a_visit(client, visit):
    listed = rows(client, visit)

    for asks_when_needed in ("Body map", "Next steps for today", "Team discussion"):
        assert listed.pop(asks_when_needed) == "When you need it"
    assert set(listed.values()) == {"Not started"}
    assert list(listed)[:3] == ["Read the history", "Baby today", "Weight and skin check"]
    assert list(listed)[-1] == "Last question about Wren"


def test_states_are_words(client, visit):
    say(
        visit,
        {
            "baby_seen": "seen_awake",
            "skin_seen": "done",
            "mark_seen": "no",
            "baby_mobility": "not_rolling",
            "home_hazards": ["none_found"],
            "icon_given_main": "done",
            "crying_coping": "coping",
            "handling_observed": "rough",
        },
    )

    listed = rows(client, visit)

    assert listed["Baby today"] == "In progress, 1 left"
    assert listed["Weight and skin check"] == "Recorded 2.21pm"
    assert listed["Handling"] == "Follow-up needed"


def test_a_private_page_says_no_more_than_started_or_recorded(client, visit):
    say(visit, {"da_seen_alone": "yes", "da_postnatal": "asked_disclosure"})
    assert rows(client, visit)["Mother's wellbeing"] == "Started"

    leave_the_rest(visit)

    listed = rows(client, visit)
    assert {listed[title] for title in PRIVATE_PAGES} <= {"Started", "Recorded", "Not started"}
    assert listed["Mother's wellbeing"] == "Recorded"


def test_a_private_page_of_which_nothing_was_asked_does_not_read_recorded(client, visit):
    leave_the_rest(visit)

    assert rows(client, visit)["Mother's wellbeing"] == "Started"


def test_going_past_a_shut_page_is_not_started(client, visit):
    client.post(point(visit, "mothers-wellbeing"), {"next": ""})

    assert rows(client, visit)["Mother's wellbeing"] == "Not started"


def test_a_page_with_a_part_that_was_never_opened_does_not_read_recorded(client, visit):
    say(visit, {"plan_level": "universal"})
    leave_the_rest(visit)
    assert rows(client, visit)["Plan and services"] == "In progress, one part not started"

    say(visit, {"agencies_involved": ["gp"]})
    assert rows(client, visit)["Plan and services"].startswith("Recorded 2.21pm")


def test_a_part_that_asks_nothing_today_is_not_left(client, visit):
    say(visit, {"baby_worry": "none"})
    leave_the_rest(visit)

    assert "part" not in rows(client, visit)["Last question about Wren"]


@pytest.mark.parametrize("key", ["practitioner_safety", "accounts_consistent", "baby_worry"])
def test_a_page_that_waits_for_other_answers_reads_the_same_whatever_they_are(client, visit, key):
    say(
        visit,
        {key: {"accounts_consistent": "major_differences", "baby_worry": "urgent"}.get(key, "yes")},
    )

    assert rows(client, visit)["Team discussion"] == "When you need it"

    say(visit, {"concern_discussed_early": "yes"})
    assert rows(client, visit)["Team discussion"] == "Recorded"


def test_no_page_that_opens_to_nothing_is_said_to_be_not_started(client, visit):
    client.post(point(visit, "team-discussion"), {"next": ""})
    listed = rows(client, visit)
    named = {task.title_for("Wren"): task for task in working_visit(visit).all_tasks}

    left = [title for title, state in listed.items() if state == "Not started"]
    opened_to = {title: opened(client, visit, named[title].slug) for title in left}

    assert left
    assert [
        title for title, page in opened_to.items() if "data-question" not in page.content.decode()
    ] == []
    assert "Team discussion" not in str(
        client.get(reverse("visit_review", args=[visit.pk])).context["not_started"]
    )


def test_an_open_page_on_which_no_question_shows_says_so():
    condition = {"prompt": "home_hazards", "op": "contains_any", "value": ["dog"]}
    prompt = SimpleNamespace(is_hidden_at_first=False, show_when=condition)
    working = SimpleNamespace(asked=lambda prompts: [])

    assert (
        state_before_any_answer(SimpleNamespace(prompts=[prompt]), working)
        == "Nothing to ask so far"
    )


def test_an_answer_that_was_taken_back_is_not_recorded(client, visit):
    send(client, visit, "home", {"home_hazards": ["none_found"]})
    assert rows(client, visit)["Home"].startswith("Recorded")

    send(client, visit, "home", {"home_hazards": []})

    assert rows(client, visit)["Home"] == "Not started"


def test_what_could_not_be_asked_is_said_beside_what_was(client, visit):
    say(visit, {"baby_seen": "seen_awake"})
    leave_the_rest(visit)

    assert rows(client, visit)["Baby today"] == "Recorded 2.21pm, 1 not answered"


def point(visit, slug):
    return reverse("visit_point", args=[visit.pk, slug])


def test_what_is_left_is_a_sentence_and_no_percentage(client, visit):
    page = client.get(reverse("visit", args=[visit.pk])).content.decode()

    assert "required questions still to answer" in page
    assert "%" not in page.split("<main")[1]


def test_a_draft_stays_on_its_wording_and_says_so(client, visit):
    TemplateVersion.objects.filter(pk=visit.version_id).update(status="retired")

    page = client.get(reverse("visit", args=[visit.pk])).content.decode()

    assert "newer wording is in force now" in page


def test_who_is_here_can_be_changed(client, visit):
    url = reverse("visit_presence", args=[visit.pk])

    sent = {"present": ["nobody"], "next": "visit_review"}
    response = client.post(url, shown_to(client, url) | sent)

    assert response.url == reverse("visit_review", args=[visit.pk])
    visit.refresh_from_db()
    assert (visit.present, visit.was_present) == (["nobody"], ["mother"])


@pytest.mark.parametrize("name", ["start_visit", "visit_presence"])
def test_who_is_here_is_asked_without_saying_what_it_decides(client, visit, name):
    about = visit.case_id if name == "start_visit" else visit.pk

    page = client.get(reverse(name, args=[about])).content.decode()

    assert "Anyone who can see the screen or hear you." in page
    assert "safe to show" not in page


def test_stopping_early_leads_to_the_review(client, visit):
    url = reverse("visit_stop", args=[visit.pk])

    assert b"Choose one reason" in client.post(url, {}).content
    response = client.post(url, {"reason": "short_of_time"})

    assert response.url == reverse("visit_review", args=[visit.pk])
    assert rows(client, visit)["Home"] == "Reason given, 2.21pm"


def test_a_signed_visit_leads_to_its_page(client, case, nurse):
    client.force_login(nurse)
    over = signed(case, {})

    response = client.get(reverse("visit", args=[over.pk]))

    assert response.url == reverse("visit_signed", args=[over.pk])


def test_the_list_takes_the_same_few_statements_however_much_is_recorded(client, case, visit):
    say(visit, {"da_seen_alone": "yes"})
    rows(client, visit)
    taken = []

    for _ in range(2):
        note_all_stated()  # a save within a sitting has no event, and is a transaction of its own
        with CaptureQueriesContext(connection) as statements:
            rows(client, visit)
        taken.append(sum("SAVEPOINT" not in one["sql"] for one in statements))
        leave_the_rest(visit)

    # One is the setting for how soon what nobody asked is due.
    assert taken[0] == taken[1] <= 12


def test_alone_with_the_mother_the_list_says_that_next_steps_are_left(client, visit):
    say(visit, {"mark_seen": "yes", "mark_type": ["bruise"], "baby_mobility": "not_rolling"})

    assert rows(client, visit)["Next steps for today"] == "Something is left"


def test_no_state_tells_that_something_follows_from_a_mark(client, case, nurse):
    client.force_login(nurse)
    visit = begin(reread(case), present=("mother", "father"))
    mark = {"mark_seen": "yes", "mark_type": ["bruise"], "baby_mobility": "not_rolling"}
    say(visit, {**mark, "mark_csc_referral": "made"})

    listed = rows(client, visit)

    assert listed["Next steps for today"] == "When you need it"
    assert "Follow-up needed" not in listed.values()


def test_the_number_left_does_not_rise_with_a_private_answer(client, visit):
    before = number_left(client, visit)

    say(visit, {"da_seen_alone": "yes", "da_postnatal": "asked_disclosure"})

    assert number_left(client, visit) == before


def number_left(client, visit):
    page = client.get(reverse("visit", args=[visit.pk])).content.decode()
    return re.search(r"<b>(\d+) required questions? still to answer", page).group(1)
