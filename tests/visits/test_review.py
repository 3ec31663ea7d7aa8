"""Review: what holds up signing, what signing will do, and nothing private until it is opened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklists.audit.models import Event
from checklists.visits.models import Visit
from tests.factories import TeamFactory, person
from tests.visits.story import AT_THE_VISIT, begin, item, leave_the_rest, reread, say, signed

NOT_ASKED = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}
ASKED = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}
# The father or partner has open questions of his own, in the same words for every family.
PRIVATE_WORDS = ["abuse", "enquiry", "partner or ex-partner", "father's identity"]


def draft(case, answers, **begun):
    return leave_the_rest(say(begin(reread(case), **begun), answers))


def url(name, visit):
    return reverse(name, args=[visit.pk])


def text_of(response):
    return response.content.decode()


def test_at_home_the_first_and_only_primary_button_is_to_sign_later(client, case, nurse):
    visit = draft(case, {}, present=["mother", "partner"])
    client.force_login(nurse)

    page = text_of(client.get(url("visit_review", visit)))

    assert page.count('class="nhsuk-button"') == 1
    assert page.index("Save, sign later") < page.index("Sign visit")


def test_alone_the_primary_button_is_to_sign(client, case, nurse):
    visit = draft(case, {}, present=["nobody"])
    client.force_login(nurse)

    page = text_of(client.get(url("visit_review", visit)))

    assert page.index("Sign visit") < page.index("Save, sign later")


def test_what_is_missing_is_linked_and_private_questions_are_not_named(client, case, nurse):
    visit = begin(reread(case))
    client.force_login(nurse)

    page = text_of(client.get(url("visit_review", visit)))

    assert "#q-skin_seen" in page
    assert "Open Mother&#x27;s wellbeing" in page
    assert "routine enquiry" not in page.lower()
    assert "da_" not in page


@pytest.mark.parametrize("said", [{}, {"da_postnatal": "asked_disclosure"}])
def test_that_nothing_is_recorded_is_said_of_the_open_pages_alone(client, case, nurse, said):
    visit = say(begin(reread(case)), said)
    client.force_login(nurse)

    page = text_of(client.get(url("visit_review", visit)))

    today = page.split("<h2>Recorded today</h2>")[1].split("</section>")[0]
    assert "On the pages that are open: nothing yet." in today
    assert "Nothing is recorded yet" not in page


def test_what_was_passed_over_is_named_by_its_page_alone(client, case, nurse):
    visit = draft(case, {"plan_level": "universal"})
    client.force_login(nurse)
    client.post(point(visit, "how-the-visit-went"), {"next": ""})
    client.post(point(visit, "plan-and-services"), {"next": ""})

    response = client.get(url("visit_review", visit))

    passed = {row["text"]: row["side"] for row in response.context["not_started"]}
    assert passed["How the visit went"] == "Not started"
    assert passed["Plan and services"] == "One part not started"
    assert "which agencies" not in text_of(response).lower()
    assert "You can sign without these" in text_of(response)


def test_what_holds_up_signing_is_named_once(client, case, nurse):
    visit = begin(reread(case))
    client.force_login(nurse)

    page = client.get(url("visit_review", visit)).context

    missing = {row["url"].partition("#")[0] for row in page["missing"]}
    assert page["not_started"]
    assert not missing & {row["url"] for row in page["not_started"]}


def point(visit, slug):
    return reverse("visit_point", args=[visit.pk, slug])


def test_the_shut_review_says_nothing_private(client, case, nurse):
    visit = draft(case, NOT_ASKED, present=["mother", "partner"])
    client.force_login(nurse)

    page = text_of(client.get(url("visit_review", visit))).lower()
    main = page.split("<main")[1]

    assert [word for word in PRIVATE_WORDS if word in main] == []


@pytest.mark.parametrize("part", ["answers", "signing"])
def test_with_someone_there_opening_asks_first(client, case, nurse, part):
    visit = draft(case, NOT_ASKED, present=["mother", "partner"])
    client.force_login(nurse)

    asked = text_of(client.post(url("visit_review", visit), {"part": part}))
    tapped_twice = text_of(client.post(url("visit_review", visit), {"part": part, "do": "show"}))
    looked = {"part": part, "do": "show", "looked": "yes"}
    shown = text_of(client.post(url("visit_review", visit), looked))

    assert "Who is near you now?" in asked
    assert [word for word in PRIVATE_WORDS if word in asked.split("<main")[1].lower()] == []
    assert "Look who is near, then tick this" in tapped_twice
    assert "data-close-url" not in tapped_twice
    assert "data-close-url" in shown


def test_opening_it_says_what_signing_will_do_and_is_logged(client, case, nurse):
    visit = draft(case, NOT_ASKED)
    client.force_login(nurse)

    page = text_of(client.post(url("visit_review", visit), {"part": "signing"}))

    assert "Complete routine enquiry after the birth" in page
    assert "data-close-url" in page
    assert Event.objects.filter(kind="visit.private_read").count() == 1


def test_what_was_recorded_privately_can_be_opened_and_read(client, case, nurse):
    visit = draft(case, NOT_ASKED)
    client.force_login(nurse)

    page = text_of(client.post(url("visit_review", visit), {"part": "answers"}))

    assert "Partner or ex-partner present or within earshot" in page


def test_closings_are_proposed_unticked_and_close_only_when_ticked(client, case, nurse):
    signed(case, NOT_ASKED)
    enquiry = item(case, "da_postnatal_not_completed")
    visit = draft(case, ASKED, at=AT_THE_VISIT, visit_type="targeted")
    client.force_login(nurse)

    page = text_of(client.post(url("visit_review", visit), {"part": "signing"}))
    assert f'value="{enquiry.pk}"' in page
    assert f'value="{enquiry.pk}" checked' not in page
    client.post(url("visit_sign", visit), {"right_baby": "yes", "closing": [str(enquiry.pk)]})

    enquiry.refresh_from_db()
    assert enquiry.state == "closed"


def test_signing_needs_the_right_baby(client, case, nurse):
    visit = draft(case, {})
    client.force_login(nurse)

    response = client.post(url("visit_sign", visit), {})

    assert response.status_code == 422
    assert "Tick to say that this visit is about Wren" in text_of(response)
    assert Visit.objects.get().status == "draft"


def test_signing_leads_to_the_signed_page(client, case, nurse):
    visit = draft(case, {})
    client.force_login(nurse)

    response = client.post(url("visit_sign", visit), {"right_baby": "yes"})

    assert response.url == url("visit_signed", visit)
    assert client.get(url("visit_review", visit)).url == url("visit_signed", visit)
    assert client.post(url("visit_sign", visit)).url == url("visit_signed", visit)


def test_signing_with_gaps_names_the_open_ones_only(client, case, nurse):
    visit = say(begin(reread(case)), {"baby_seen": "seen_awake"})
    client.force_login(nurse)

    response = client.post(url("visit_sign", visit), {"right_baby": "yes", "closing": "no-id"})

    assert response.status_code == 422
    assert "Give an answer or a reason to what is still missing" in text_of(response)
    assert "da_" not in text_of(response)


@pytest.mark.parametrize("name", ["visit", "visit_review", "visit_stop", "visit_presence"])
def test_a_draft_is_there_for_its_author_alone(client, case, nurse, name):
    visit = draft(case, {})
    others = [person(team=case.team), person(team=TeamFactory())]

    for other in others:
        client.force_login(other)
        assert client.get(url(name, visit)).status_code == 404
        assert client.post(url("visit_sign", visit), {"right_baby": "yes"}).status_code == 404
    client.logout()
    assert client.get(url(name, visit)).status_code == 302
    client.force_login(nurse)
    assert client.get(url(name, visit)).status_code == 200


def test_reviewing_takes_the_same_few_statements_however_much_is_recorded(client, case, nurse):
    little, much = begin(reread(case)), draft(case, NOT_ASKED)
    signed(case, NOT_ASKED, at=AT_THE_VISIT - timedelta(days=20), visit_type="new-birth")
    client.force_login(nurse)
    client.get(url("visit_review", little))
    taken = []

    for visit in (little, much):
        with CaptureQueriesContext(connection) as statements:
            client.get(url("visit_review", visit))
        taken.append([one["sql"] for one in statements if "SAVEPOINT" not in one["sql"]])

    assert len(taken[0]) == len(taken[1])
    assert len(taken[1]) <= 12, "\n".join(sql[:140] for sql in taken[1])
