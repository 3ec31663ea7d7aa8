"""Who may open a page of a draft, and what it costs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists.answers.saving import Change, save_point
from checklists.answers.typed import field_name
from checklists.audit.models import Event
from checklists.visits.draft.adults import add_at_visit
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from tests.answers.filling import fields, fill, opened, send, url_of, working_visit, write
from tests.factories import TeamFactory, person
from tests.visits.story import begin, leave_the_rest

SECRET = "She told me that he takes her telephone."


# Who may


def test_another_health_visitor_of_the_team_does_not_find_my_draft(client, case, visit):
    client.force_login(person(team=case.team))

    assert client.get(url_of(visit, "sleep")).status_code == 404
    assert client.post(url_of(visit, "sleep"), {}).status_code == 404


def test_another_team_does_not_find_it(client, visit):
    client.force_login(person(team=TeamFactory()))

    assert client.get(url_of(visit, "sleep")).status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, visit):
    response = client.get(url_of(visit, "sleep"))

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_an_unknown_page_is_not_found(hv, visit):
    assert hv.get(url_of(visit, "no-such-page")).status_code == 404
    assert hv.post(url_of(visit, "no-such-page"), {}).status_code == 404


def test_only_reading_and_saving_is_allowed(hv, visit):
    assert hv.put(url_of(visit, "sleep")).status_code == 405


def test_a_visit_signed_meanwhile_leads_to_the_signed_page(hv, nurse, visit):
    sign(leave_the_rest(visit), confirmed_closings=[], by=nurse, at=timezone.now())

    assert hv.get(url_of(visit, "sleep")).url == reverse("visit_signed", args=[visit.pk])


# Speed


def questions_asked(captured):
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]


def filled(visit, number):
    """Answers to that many prompts, one private, as they stand in the middle of a long visit."""
    write(visit, da_notes=Change(SECRET))
    working = working_visit(visit)
    keyed = [(key, prompt) for key, prompt in working.keyed(working.prompts) if prompt.choices][
        :number
    ]
    write(
        visit,
        **{
            key: Change([p.choices[0].value] if p.is_multiple else p.choices[0].value)
            for key, p in keyed
        },
    )
    return visit


@pytest.mark.parametrize("slug", ["sleep", "mothers-wellbeing", "family-and-friends"])
def test_a_page_costs_the_same_with_few_answers_and_many(hv, case, nurse, slug):
    few, many = filled(begin(case), 14), filled(begin(case), 60)
    hv.get(url_of(few, slug))
    counts = []

    for visit in (few, many):
        with CaptureQueriesContext(connection) as captured:
            hv.get(url_of(visit, slug))
        counts.append(len(questions_asked(captured)))

    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize("slug", ["mothers-wellbeing", "family-and-friends"])
def test_opening_the_private_part_costs_twelve_statements(tablet, nurse, case, slug):
    """With what the press saves, and the log of both readings."""
    visit = filled(begin(case), 14)
    for name in ("Theo", "Uncle Ade", "Nan"):
        add_at_visit(visit, name=name, named="known", by=nurse, at=timezone.now(), pk=uuid4())
    page = fields(tablet.get(url_of(visit, slug)))
    before = Event.objects.count()

    with CaptureQueriesContext(connection) as captured:
        shown = send(tablet, visit, slug, {"do": "show", "looked": "yes"}, page)

    assert 'id="opened"' in shown.content.decode()
    assert len(questions_asked(captured)) <= 12
    logged = Event.objects.filter(chain=str(nurse.pk)).order_by("seq")
    assert [one.kind for one in logged][-2:] == ["case.read", "visit.private_read"]
    assert Event.objects.count() == before + 2


def changes_of(visit, number):
    """Answers to that many prompts, private and open."""
    working = working_visit(visit)
    keyed = [pair for pair in working.keyed(working.prompts) if pair[1].choices]
    private = [pair for pair in keyed if pair[1].is_private][: number // 2]
    shown = [pair for pair in keyed if not pair[1].is_private][: number - len(private)]
    assert len(private) + len(shown) == number
    return {
        key: Change([p.choices[0].value] if p.is_multiple else p.choices[0].value)
        for key, p in [*private, *shown]
    }


def test_a_save_costs_the_same_for_few_prompts_and_many(case, nurse):
    counts = []

    for number in (14, 60):
        visit = begin(case)
        row = Visit.objects.select_related("sheet__case", "sheet__version").get(pk=visit.pk)
        changes = changes_of(visit, number)
        with CaptureQueriesContext(connection) as captured:
            save_point(
                row.sheet,
                changes=changes,
                base_revisions={},
                receipt=uuid4(),
                by=nurse,
                at=timezone.now(),
                target=visit,
            )
        counts.append(len(questions_asked(captured)))

    # The chain and the sheet held, the private half, the key of the case and the receipt read,
    # three rows written, two of them stated, and the event after the last one.
    assert counts[0] == counts[1] <= 12


def answered(hv, visit, slug, number=0):
    """The opened page with an answer to each of its questions that have choices."""
    page = fields(opened(hv, visit, slug))
    for key, prompt in working_visit(visit).keyed(working_visit(visit).task(slug).prompts):
        if f"{field_name(key)}__rev" in page.sent and prompt.choices:
            value = prompt.choices[number].value
            fill(page.sent, key, prompt, [value] if prompt.is_multiple else value)
    return page


BY_ITSELF = {"Accept": "application/json"}
# The session, the person and what opens cases to her; the draft, held, with all that belongs to
# it; what is written. The event of the first save of a sitting states what was written, and comes
# after the last one. PostgreSQL holds the chain of the log, where SQLite reads the roles again.
FIRST_SAVE = [("sleep", 12), ("mothers-wellbeing", 14)]
NEXT_SAVE = [("sleep", 9), ("mothers-wellbeing", 10)]


@pytest.fixture
def tablet(nurse):
    """Hers, signed in, on either database: what it costs to write differs between them."""
    window = Client()
    window.force_login(nurse)
    return window


@pytest.mark.parametrize("headers", [{}, BY_ITSELF], ids=["sent", "while she types"])
@pytest.mark.parametrize(("slug", "most"), FIRST_SAVE)
def test_the_first_save_of_a_sitting_costs_few_statements(tablet, visit, slug, most, headers):
    page = answered(tablet, visit, slug)

    with CaptureQueriesContext(connection) as captured:
        send(tablet, visit, slug, {}, page, headers=headers)

    assert working_visit(visit).visit.sheet.saved_at is not None
    assert len(questions_asked(captured)) <= most


@pytest.mark.parametrize("headers", [{}, BY_ITSELF], ids=["sent", "while she types"])
@pytest.mark.parametrize(("slug", "most"), NEXT_SAVE)
def test_a_next_save_costs_the_same_with_few_answers_and_many(
    tablet, case, nurse, slug, most, headers
):
    few, many = filled(begin(case), 14), filled(begin(case), 60)
    counts = []

    for visit in (few, many):
        page, before = answered(tablet, visit, slug, 1), working_visit(visit).documents
        with CaptureQueriesContext(connection) as captured:
            send(tablet, visit, slug, {}, page, headers=headers)
        assert working_visit(visit).documents != before
        counts.append(len(questions_asked(captured)))

    assert counts[0] == counts[1] <= most


@pytest.mark.parametrize(("slug", "most"), [("sleep", 7), ("mothers-wellbeing", 7)])
def test_a_save_that_is_sent_again_writes_nothing(tablet, visit, slug, most):
    page = answered(tablet, visit, slug)
    first = send(tablet, visit, slug, {}, page, headers=BY_ITSELF).json()

    with CaptureQueriesContext(connection) as captured:
        again = send(tablet, visit, slug, {}, page, headers=BY_ITSELF).json()

    assert (again.keys(), again["saved"]) == (first.keys(), first["saved"])
    assert len(questions_asked(captured)) <= most
