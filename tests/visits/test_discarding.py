"""A visit begun by mistake is discarded while nothing is written in it, and its row says so."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import DatabaseError, transaction
from django.urls import reverse

from checklists.accounts import unsent
from checklists.answers.saving import SheetFrozen
from checklists.answers.typed import field_name
from checklists.audit.models import Event
from checklists.handover.accepting import unsigned_authors
from checklists.handover.holding import held_by
from checklists.people.models.teams import Role
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.calling import record_call
from checklists.visits.draft.discarding import CallNotSent, NotEmpty, discard
from checklists.visits.draft.holding import NotADraft
from checklists.visits.models import Visit
from checklists.visits.signed.verifying import visit_problems
from tests.answers.filling import LONG_STORY, fields, opened, send
from tests.concurrent_presses import at_once
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.form_data import CALL, START
from tests.visits.story import AT_THE_VISIT, begin, reread, say, signed

MARKER = "A visit begun on 23 November 2026 was discarded"
GONE = "This visit was discarded meanwhile"
TWICE = {"mistake": "twice"}


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def visit(case, nurse):
    return begin(reread(case))


def at(name, visit):
    return reverse(name, args=[visit.pk])


def discarded(visit, mistake="twice"):
    return discard(visit, mistake=mistake, by=visit.author, at=AT_THE_VISIT)


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- discarding ---------------------------------------------------------------------------------


def test_a_visit_begun_by_mistake_is_discarded_and_its_row_says_so(hv, case, visit):
    response = hv.post(at("visit_discard", visit), TWICE)

    assert response.url == reverse("case_visits", args=[case.pk])
    listed = hv.get(response.url).text
    assert MARKER in listed
    assert f"{visit.author}, 23 November 2026. Started twice" in listed
    assert f'href="{at("visit", visit)}"' not in listed


def test_a_colleague_of_the_team_reads_the_marker_and_no_kind_of_visit(client, case, visit):
    discarded(visit)
    client.force_login(person(team=case.team))

    for url in (reverse("case_visits", args=[case.pk]), at("visit_signed", visit)):
        page = client.get(url).text
        assert MARKER in page
        assert "6 to 8 week review" not in page.split("<main")[1]


def test_the_overview_says_that_a_visit_was_discarded_not_that_there_was_none(client, case, visit):
    discarded(visit)
    client.force_login(person(team=case.team))

    page = client.get(reverse("case", args=[case.pk])).text

    assert MARKER in page
    assert "No visit has been recorded yet" not in page


def test_a_discarded_visit_takes_no_place_of_a_recorded_one_on_the_overview(hv, case):
    for days in range(4, 8):
        signed(case, {}, at=AT_THE_VISIT - timedelta(days=days), visit_type="targeted")
    discarded(begin(reread(case)))
    discarded(begin(reread(case), at=AT_THE_VISIT - timedelta(days=30)))

    context = hv.get(reverse("case", args=[case.pk])).context

    titles = [row["title"] for row in context["visits"]]
    assert titles == [MARKER, *["Extra visit"] * 3]
    assert context["more_visits"]


def test_it_is_nowhere_a_visit_to_go_on_with(hv, case, visit, nurse):
    discarded(visit)

    assert hv.get(reverse("caseload")).context["due"] == []
    assert hv.get(reverse("start_visit", args=[case.pk])).context["drafts"] == []
    overview = hv.get(reverse("case", args=[case.pk])).context
    assert overview["draft"] is None
    assert [row["title"] for row in overview["visits"]] == [MARKER]
    assert unsigned_authors(case) == []
    assert held_by(nurse).drafts == 0
    assert hv.get(at("visit", visit)).url == at("visit_signed", visit)


def test_the_log_holds_who_and_which_reason_and_no_word(visit):
    discarded(visit, "wrong_baby")

    event = Event.objects.get(kind="visit.discarded")
    assert (event.by, event.case_ref) == (visit.author, visit.case_id)
    assert event.details == {"mistake": "wrong_baby"}


def test_a_reason_is_asked_for(hv, visit):
    response = hv.post(at("visit_discard", visit), {})

    assert response.status_code == 422
    assert "Say why it is discarded" in response.text
    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.DRAFT


def test_a_visit_that_did_not_take_place_leads_to_where_that_is_recorded(hv, case, visit):
    response = hv.post(at("visit_discard", visit), {"mistake": "not_held"})

    assert response.url == reverse("not_held", args=[case.pk])
    assert "Record here that it did not take place" in hv.get(response.url).text


def test_a_second_press_has_no_second_effect_and_leads_to_the_marker(hv, visit):
    for _ in range(2):
        response = hv.post(at("visit_discard", visit), TWICE)

    assert response.url == at("visit_signed", visit)
    assert GONE not in told(response)
    assert Event.objects.filter(kind="visit.discarded").count() == 1


def test_only_its_author_discards_it(client, case, visit):
    others = [person(team=case.team), person(Role.MANAGER, case.team), person(team=TeamFactory())]

    for other in others:
        client.force_login(other)
        assert client.post(at("visit_discard", visit), TWICE).status_code == 404
        with pytest.raises(NotADraft):
            discard(visit, mistake="twice", by=other, at=AT_THE_VISIT)

    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.DRAFT


def test_a_signed_visit_is_not_discarded(hv, case):
    done = signed(case, {})

    response = hv.post(at("visit_discard", done), TWICE)

    assert response.url == at("visit_signed", done)
    assert Visit.objects.get(pk=done.pk).status == Visit.Status.SIGNED


# --- what is not empty --------------------------------------------------------------------------


def emptied_again(visit):
    say(visit, {"baby_lived_experience": "Sleeps."})
    say(visit, {"baby_lived_experience": ""}, base={"baby_lived_experience": 1})


def rings(visit):
    call = {"spoke_to": "Sam", "rang_at": AT_THE_VISIT, "reference": "ABC 123"}
    record_call(visit, **call, by=visit.author, at=AT_THE_VISIT)


WRITTEN = {
    "an answer": lambda visit: say(visit, {"baby_lived_experience": "Sleeps."}),
    "a disclosure": lambda visit: say(visit, {"da_postnatal": "asked_disclosure"}),
    "a mark": lambda visit: say(visit, {"mark_seen": "yes"}),
    "a call": rings,
    "an adult": lambda visit: add_at_visit(
        visit, name="", named="not_shared", by=visit.author, at=AT_THE_VISIT
    ),
    "an answer that was emptied again": emptied_again,
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_visit_with_anything_in_it_is_not_discarded_alone(hv, visit, what):
    other_window = Visit.objects.get(pk=visit.pk)
    WRITTEN[what](visit)

    with pytest.raises(NotEmpty):
        discarded(other_window)
    hv.post(at("visit_discard", visit), TWICE)

    assert Visit.objects.get(pk=visit.pk).status == Visit.Status.DRAFT
    assert Visit.objects.get(pk=visit.pk).sheet.frozen_at is None


def test_a_visit_with_an_answer_needs_a_second_person(hv, visit):
    say(visit, {"baby_lived_experience": "Sleeps."})

    page = hv.get(at("visit_discard", visit)).text

    assert "a second person has to agree" in page
    assert at("ask_withdrawal", visit) in page
    assert "Discard visit</button>" not in page


def test_a_recorded_call_is_never_lost(hv, visit):
    rings(visit)

    page = hv.get(at("visit_discard", visit)).text

    assert "A call is recorded in this visit, so it cannot be discarded" in page
    assert at("ask_withdrawal", visit) not in page
    assert hv.get(at("ask_withdrawal", visit)).status_code == 404


def test_words_about_a_call_that_wait_to_be_sent_keep_the_visit(hv, visit, nurse):
    place = f"{at('call_sheet', visit)} csrfmiddlewaretoken"
    unsent.keep_words(nurse, place=place, fields=[("spoke_to", "Sam")], at=AT_THE_VISIT)

    with pytest.raises(CallNotSent):
        discarded(visit)
    page = hv.get(at("visit_discard", visit)).text

    assert "something about a call that is not sent yet" in page
    assert "Sam" not in page


def test_the_form_of_a_call_sends_nothing_unseen_but_its_token(hv, visit):
    """The browser names a form by its address and what it sends unseen: `discarding.CALL_FORM`."""
    page = hv.get(hv.get(at("call_sheet", visit)).url, follow=True)
    opened_page = hv.post(page.request["PATH_INFO"], {"do": "show", "looked": "yes"}).text

    form = opened_page.split(f'action="{at("call_sheet", visit)}"')[1].split("</form>")[0]

    assert re.findall('type="hidden" name="([^"]*)"', form) == ["csrfmiddlewaretoken"]


def test_what_was_written_meanwhile_is_said_and_nothing_goes(hv, visit):
    page = hv.get(at("visit_discard", visit))
    assert "Nothing is written in this visit" in page.text
    say(visit, {"baby_lived_experience": "Sleeps."})

    response = hv.post(at("visit_discard", visit), TWICE)

    assert "Something was written in this visit meanwhile" in told(response)


@pytest.mark.django_db(transaction=True)
def test_of_a_save_and_a_discard_at_once_one_is_refused(case, visit):
    def save():
        try:
            say(Visit.objects.get(pk=visit.pk), {"baby_lived_experience": "Sleeps."})
        except SheetFrozen:
            return "refused"

    def put_aside():
        try:
            discarded(Visit.objects.get(pk=visit.pk))
        except NotEmpty:
            return "refused"

    came = at_once(save, put_aside)

    row = Visit.objects.get(pk=visit.pk)
    assert came.count("refused") == 1
    assert (row.status == Visit.Status.DISCARDED) is (row.sheet.body == {})


# --- pages that were open meanwhile -------------------------------------------------------------


def stale(hv, visit, slug, **changes):
    """The page as it was rendered before the visit was discarded, sent after it."""
    page = fields(opened(hv, visit, slug))
    discarded(visit)
    named = {field_name(key): value for key, value in changes.items()}
    return lambda **more: send(hv, visit, slug, named, page, **more)


def test_words_typed_on_a_page_of_it_are_shown_and_not_lost(hv, case, visit):
    response = stale(hv, visit, "baby-today", baby_lived_experience=LONG_STORY)()

    assert response.status_code == 409
    for words in (GONE, "Second line.", reverse("start_visit", args=[case.pk])):
        assert words in response.text
    assert "was signed" not in response.text


def test_private_words_are_shown_in_a_part_that_closes_by_itself(hv, visit):
    response = stale(hv, visit, "mothers-wellbeing", da_notes="He takes her telephone.")()

    outside, inside = response.text.split("data-private", 1)
    assert "He takes her telephone." in inside
    assert "He takes her telephone." not in outside


def test_a_save_while_she_types_is_told_so(hv, visit):
    sent = stale(hv, visit, "baby-today", baby_lived_experience="Sleeps.")

    response = sent(headers={"accept": "application/json"})

    assert (response.status_code, response.json()["problem"]) == (409, "This visit was discarded")


def test_a_call_typed_meanwhile_is_shown(hv, visit):
    discarded(visit)

    response = hv.post(at("call_sheet", visit), CALL)

    assert response.status_code == 409
    for words in (GONE, "Sam Example", "ABC 123"):
        assert words in response.text


@pytest.mark.parametrize("name", ["visit_presence", "visit_stop", "visit_twin"])
def test_a_choice_leads_to_the_marker_and_says_that_it_changed_nothing(hv, visit, name):
    discarded(visit)

    response = hv.post(at(name, visit), {"present": ["mother"]})

    assert response.url == at("visit_signed", visit)
    assert GONE in told(response)


def test_pressing_sign_leads_to_the_marker(hv, visit):
    discarded(visit)

    response = hv.post(at("visit_sign", visit), {"right_baby": "yes"}, follow=True)

    assert MARKER in response.text


def test_the_page_that_began_it_sent_again_leads_to_the_marker(hv, case):
    url, data = reverse("start_visit", args=[case.pk]), {**START, "id": str(uuid4())}
    hv.post(url, data)
    visit = discarded(Visit.objects.get())

    response = hv.post(url, data, follow=True)

    assert MARKER in response.text
    assert Visit.objects.get() == visit


# --- for good -----------------------------------------------------------------------------------


def test_the_database_refuses_to_bring_it_back(visit):
    discarded(visit)

    for change in ({"status": "draft"}, {"mistake": "other"}, {"place": "phone"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**change)


@pytest.mark.parametrize("change", [{"mistake": ""}, {"discarded_at": None}, {"status": "draft"}])
def test_a_discarded_visit_says_who_when_and_why(case, visit, change):
    said = {"status": "discarded", "mistake": "twice", "discarded_at": AT_THE_VISIT}

    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(**{**said, "discarded_by": visit.author, **change})


def test_verify_audit_finds_nothing_wrong_with_it(visit):
    discarded(visit)

    assert list(visit_problems()) == []


def test_verify_audit_names_one_that_no_event_speaks_of(visit):
    Visit.objects.filter(pk=visit.pk).update(
        status="discarded", mistake="twice", discarded_at=AT_THE_VISIT, discarded_by=visit.author
    )
    say(visit, {"baby_lived_experience": "Sleeps."})

    assert list(visit_problems()) == [
        f"Visit {visit.pk} was discarded, and no event says by whom it may be.",
        f"Visit {visit.pk} was discarded and still holds words.",
    ]


def test_it_is_no_late_draft_for_the_manager(client, case):
    discarded(begin(case, at=AT_THE_VISIT - timedelta(days=3)))
    client.force_login(person(Role.MANAGER, case.team))

    assert client.get(reverse("team_families")).context["unsigned"] == []


def test_another_family_keeps_its_visit(case, visit, nurse):
    other = begin(CaseFactory(team=case.team, owner=nurse))
    discarded(visit)

    assert Visit.objects.get(pk=other.pk).status == Visit.Status.DRAFT
