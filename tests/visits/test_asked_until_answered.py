"""What was not answered before is asked by every later contact but a brief one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.answers.saving import Change
from checklists.visits.draft.signing import sign
from tests.answers.filling import opened, send, working_visit
from tests.factories import CaseFactory
from tests.visits.story import AT_THE_VISIT, begin, leave_the_rest, reread, say, signed

# A review whose own questions leave out sleep, and who the father is.
AT_TWO_YEARS = "2-2-half-year"
OF_SLEEP = {"sleep_room_share", "sleep_smoking_who", "sleep_day_place", "sleep_messages_reached"}


@pytest.fixture
def met(case, now):
    """At one contact, at which nothing of the sleep space was asked."""
    signed(case, {"equipment_checked": "not_done"}, visit_type="targeted")
    return case


def asks(visit):
    return {prompt.key for prompt in working_visit(visit).prompts}


def at_two_years(case, **begun):
    return begin(reread(case), visit_type=AT_TWO_YEARS, **begun)


def pages(client, visit):
    """(title, state) of each page of the list."""
    client.force_login(visit.author)
    response = client.get(reverse("visit", args=[visit.pk]))
    return [(task.title, task.state) for one in response.context["groups"] for task in one["tasks"]]


def test_the_first_contact_asks_what_its_kind_asks(case):
    assert not OF_SLEEP & asks(at_two_years(case))


def test_a_later_contact_asks_what_nobody_asked(met):
    assert asks(at_two_years(met)) >= OF_SLEEP


def test_a_contact_written_up_late_is_no_later_one(met):
    before = begin(reread(met), visit_type=AT_TWO_YEARS, at=AT_THE_VISIT - timedelta(days=9))

    assert not OF_SLEEP & asks(before)


def test_what_is_known_is_not_asked_again_where_its_kind_does_not_ask_it(met):
    signed(met, {"sleep_room_share": "yes"}, visit_type="targeted")

    asked = asks(at_two_years(met))

    assert "sleep_room_share" not in asked
    assert "sleep_smoking_who" in asked


def test_what_could_not_be_asked_is_asked_and_what_was_not_done_is_not(met):
    reason = Change(None, reason="short_of_time", how="could_not")
    signed(met, {"sleep_room_share": reason}, visit_type="targeted")

    asked = asks(at_two_years(met))

    assert "sleep_room_share" in asked
    assert "equipment_checked" not in asked


def test_a_brief_contact_asks_its_own_questions_alone(met):
    first, brief = CaseFactory(), begin(reread(met), visit_type="brief-contact")

    assert asks(brief) == asks(begin(reread(first), visit_type="brief-contact"))


def test_only_what_fits_the_stage_is_asked(now, version):
    unborn = CaseFactory(unborn=True)
    signed(unborn, {}, visit_type="antenatal")

    assert "da_antenatal_history" not in asks(begin(reread(unborn), visit_type="antenatal"))


def test_answering_leaves_the_questions_as_they_are(met):
    visit = at_two_years(met)
    before = asks(visit)

    say(visit, {"sleep_room_share": "yes"})

    assert asks(visit) == before


def test_what_another_contact_answers_meanwhile_stays_where_it_was_answered(met):
    visit = say(at_two_years(met), {"sleep_room_share": "yes"})
    signed(met, {"sleep_room_share": "no", "sleep_smoking_who": ["none"]}, visit_type="targeted")

    asked = asks(visit)

    assert "sleep_room_share" in asked
    assert "sleep_smoking_who" not in asked


def test_signing_waits_for_none_of_it(met, monkeypatch):
    visit = say(at_two_years(met), {"sleep_room_share": "yes"})
    working = working_visit(visit)
    for prompt in working.prompts:  # as if each must be answered where its own kind asks it
        monkeypatch.setitem(vars(prompt), "required", True)

    left = {gap.key for gap in working.gaps()}

    assert left
    assert not OF_SLEEP & left
    assert sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)


# On the pages


def test_its_page_stands_in_its_usual_place(client, met):
    usual = [title for title, _ in pages(client, begin(reread(met), visit_type="targeted"))]

    found = [title for title, _ in pages(client, at_two_years(met))]

    assert "Sleep" in found
    assert found == [title for title in usual if title in found]


def test_it_is_saved_signed_and_read_back(client, met):
    visit = at_two_years(met)
    client.force_login(visit.author)

    send(client, visit, "sleep", {"sleep_room_share": "yes"})
    sign(
        leave_the_rest(visit_as_saved(visit)),
        confirmed_closings=[],
        by=visit.author,
        at=AT_THE_VISIT,
    )

    page = client.get(reverse("visit_signed", args=[visit.pk]))
    assert "sleep_room_share" in {
        said.key for part in page.context["parts"] for said in part.answers
    }


def visit_as_saved(visit):
    visit.sheet.refresh_from_db()
    return visit


def test_the_list_is_the_same_whatever_was_answered_in_private(client, now, version):
    told, untold = CaseFactory(), CaseFactory()
    for case, answers in (
        (told, {"father_identity": "yes", "da_antenatal_history": "yes_record"}),
        (untold, {}),
    ):
        signed(case, answers, visit_type="targeted")

    for kind in (AT_TWO_YEARS, "3-4-month"):
        lists = [pages(client, begin(reread(one), visit_type=kind)) for one in (told, untold)]
        assert lists[0] == lists[1]


def test_a_private_question_stands_in_the_opened_part_alone(client, met):
    visit = at_two_years(met)
    client.force_login(visit.author)
    task = next(
        one
        for one in working_visit(visit).all_tasks
        if "father_identity" in {prompt.key for prompt in one.prompts}
    )

    shut = client.get(reverse("visit_point", args=[visit.pk, task.slug])).content.decode()

    assert "father_identity" not in shut
    assert "father_identity" in opened(client, visit, task.slug).content.decode()
