"""What nobody ever asked in this family, while a visit is written, reviewed and signed."""

import pytest
from django.urls import reverse

from tests.visits.story import begin, leave_the_rest, reread, say, signed


@pytest.fixture
def visit(client, case, nurse):
    client.force_login(nurse)
    return begin(reread(case))


def page(client, name, visit, **posted):
    address = reverse(name, args=[visit.pk])
    return client.post(address, posted) if posted else client.get(address)


def beside(client, visit):
    """{title of the page: what stands beside it} from the list of tasks, where anything does."""
    groups = page(client, "visit", visit).context["groups"]
    return {task.title: task.also for group in groups for task in group["tasks"] if task.also}


def named(part):
    return [question["text"] for line in part["lines"] for question in line["questions"]]


def test_each_page_says_how_many_of_its_questions_nobody_ever_asked(client, visit):
    assert beside(client, visit)["Read the history"] == "1 question never asked"


def test_a_private_page_says_nothing_of_it(client, visit):
    listed = beside(client, visit)

    assert not {"Family and friends", "Pregnancy and family background"} & set(listed)


@pytest.mark.parametrize(
    ("given", "left"),
    [("done", None), (("not_done", "short_of_time"), "1 question not done yet")],
)
def test_what_is_never_asked_changes_as_she_answers_or_says_why(client, visit, given, left):
    say(visit, {"history_reviewed": given})

    assert beside(client, visit).get("Read the history") == left


def test_what_was_asked_at_an_earlier_contact_is_not_listed(client, case, nurse):
    signed(case, {"sleep_day_place": ["cot"], "history_reviewed": "done"}, visit_type="new-birth")
    client.force_login(nurse)

    listed = beside(client, begin(reread(case), visit_type="targeted"))

    assert "Read the history" not in listed
    assert "Professionals involved" in listed


def test_review_names_the_open_ones_with_links_and_signing_does_not_wait(client, visit):
    leave_the_rest(visit)

    shown = page(client, "visit_review", visit)

    never = shown.context["never_asked"]
    [history] = never["lines"][0]["questions"]
    assert f"Never asked in this family: {never['number']} questions" in shown.text
    assert len(named(never)) == never["number"]
    assert history["ask"].endswith("/history/#q-history_reviewed")
    assert "Ask now, say why, or leave it on the list" in shown.text
    assert page(client, "visit_sign", visit, right_baby="yes").status_code == 302


def test_say_why_leads_into_the_reasons(client, visit):
    leave_the_rest(visit)

    questions = [
        question
        for line in page(client, "visit_review", visit).context["never_asked"]["lines"]
        for question in line["questions"]
    ]
    [place] = [one for one in questions if "sleep_day_place" in one["ask"]]

    target = place["why"].partition("#")[2]
    assert f'id="{target}"' in client.get(place["why"].partition("#")[0]).text
    assert target == "id-sleep_day_place__why-0"


def test_what_signing_waits_for_is_named_once(client, visit):
    shown = page(client, "visit_review", visit)

    never, missing = shown.context["never_asked"], shown.context["missing"]
    assert never["also"]
    assert f"{never['number']} more questions" in shown.text
    assert not {row["text"] for row in missing} & set(named(never))
    assert not {"Read the history"} & {row["text"] for row in shown.context["not_started"]}


def test_private_questions_are_named_once_the_part_is_opened_alone(client, visit):
    leave_the_rest(visit)

    shut = page(client, "visit_review", visit)
    opened = page(client, "visit_review", visit, part="answers")

    private = opened.context["never_asked_private"]
    assert "never_asked_private" not in shut.context
    assert shut.context["never_asked"]["number"] == opened.context["never_asked"]["number"]
    assert any("father" in text for text in named(private))
    assert not set(named(private)) & set(named(shut.context["never_asked"]))
    assert "father" not in str(named(shut.context["never_asked"]))


def test_a_brief_contact_names_what_it_does_not_ask_without_a_link(client, case, nurse):
    client.force_login(nurse)
    visit = begin(reread(case), visit_type="brief-contact")

    never = page(client, "visit_review", visit).context["never_asked"]

    questions = [question for line in never["lines"] for question in line["questions"]]
    assert [one for one in questions if "ask" not in one]


def test_after_signing_the_page_says_what_is_open_not_known_and_next(client, visit):
    leave_the_rest(visit)

    shown = client.post(
        reverse("visit_sign", args=[visit.pk]), {"right_baby": "yes"}, follow=True
    ).text

    assert "Open for this family: " in shown
    assert "Not known yet: " in shown
    assert "never asked" in shown
    assert "Next contact: " in shown
    assert "Nothing is open" not in shown
