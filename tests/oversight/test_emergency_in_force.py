"""While emergency access is in force: every page says so, and every opening is in the log."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.emergency import end_access, open_in_emergency
from checklists.cases.models.case import Case
from checklists.demo.contacts import household_answers
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.household.professionals import add_professional
from checklists.outstanding.closing import ask_to_close
from checklists.outstanding.history import Action
from checklists.outstanding.models import Outcome
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.visits.draft.starting import start
from checklists.visits.models import Visit
from tests.addresses import below
from tests.factories import CaseFactory, ItemFactory, TeamFactory, person
from tests.visits.story import say, signed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("content_in_force"),
]

NOW = datetime(2026, 11, 23, 12, 10, tzinfo=UTC)
HOURS = timedelta(hours=4)
SAYS = "Emergency access until 4.10pm."
SAID = {"category": "called_out", "words": "The police rang about the baby."}

# What must be a page, so that the walk cannot pass by showing nothing.
PAGES = {
    *["case", "case_visits", "case_outstanding", "edit_case", "add_twin", "household"],
    *["add_adult", "change_adult", "add_professional", "start_visit", "not_held", "add_item"],
    *["visit", "visit_presence", "visit_stop", "visit_review", "visit_signed", "visit_copy"],
    *["family_copy", "visit_point", "item", "act_on_item", "close_item"],
}
# Of a visit that is signed; what only the holder and the manager print is no page to anyone else.
SIGNED = {"visit_signed", "visit_copy", "family_copy", "visit_print"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def case(noon):
    case = CaseFactory(due_on=date(2026, 10, 9))
    person(Role.MANAGER, case.team)
    return case


@pytest.fixture
def sol(client, case):
    """A health visitor of another team with emergency access, signed in."""
    sol = person(team=TeamFactory())
    open_in_emergency(case, **SAID, by=sol, at=NOW)
    client.force_login(sol)
    return sol


@pytest.fixture
def things(case, sol):
    """What can stand in an address below the case, a visit or an item."""
    of_case = {"by": case.owner, "at": NOW}
    answers = household_answers({"adult_role": "birth_father"})
    item = ItemFactory(case=case)
    done = Action("Rang", NOW, "Dr I")
    ask_to_close(item, outcome=Outcome.DONE, action=done, **of_case)
    fields = {"name": "Dr Inkle", "role": "GP", "organisation": "", "contact": ""}
    return {
        "adult": add_adult(case, named=Adult.Named.KNOWN, answers=answers, **of_case).pk,
        "professional": add_professional(case, **of_case, **fields).pk,
        "signed": signed(case, {"mark_seen": "none_reported"}, at=NOW).pk,
        "draft": draft_of(case, sol).pk,
        "case": case.pk,
        "item": item.pk,
    }


def draft_of(case, user):
    """A visit that has a mark to ring about, so that it has every page."""
    by, at = User.objects.get(pk=user.pk), NOW
    case = Case.objects.select_related("facts").get(pk=case.pk)
    visit = start(
        case,
        visit_type="6-8-week",
        held_at=at,
        place="home",
        present=["mother"],
        by=by,
        at=at,
    )
    return say(visit, {"mark_seen": "yes"}, at=at)


def address_of(name, kinds, things):
    place = "case" if reverse(name, kwargs=some(kinds, things)).startswith("/cases/") else ""
    chosen = place or ("item" if "item" in name else "draft")
    chosen = "signed" if name in SIGNED else chosen
    return reverse(name, kwargs={**some(kinds, things), "pk": things[chosen]})


def some(kinds, things):
    others = {"slug": "sleep", "uuid": things["case"]}
    filled = {argument: things.get(argument) or others[kind] for argument, kind in kinds.items()}
    return {**filled, "pk": things["case"]}


@pytest.mark.parametrize(("name", "kinds"), below("cases", "visits", "items"))
def test_every_page_of_the_case_says_so(client, things, name, kinds):
    page = client.get(address_of(name, kinds, things))

    if page.status_code == 200:
        assert SAYS in page.text
        assert f'action="{reverse("end_emergency", args=[things["case"]])}"' in page.text
    else:
        assert name not in PAGES
        assert page.status_code in {302, 404, 405}


OPENINGS = {
    "the contact notes": ("case", "case", {"open": "notes"}),
    "full titles": ("case", "case", {"open": "titles"}),
    "all full titles": ("case_outstanding", "case", {"open": "titles"}),
    "the household": ("household", "case", {}),
    "an item": ("item", "item", {"open": "titles"}),
    "the private part of a signed visit": ("visit_signed", "signed", {}),
    "its private text": ("visit_copy", "signed", {}),
    "the answers of the draft": ("visit_review", "draft", {"part": "answers"}),
}


@pytest.mark.parametrize("what", OPENINGS)
def test_every_opening_is_logged_as_an_emergency(client, sol, things, what):
    name, thing, post = OPENINGS[what]
    before = set(Event.objects.values_list("pk", flat=True))

    page = client.post(reverse(name, args=[things[thing]]), post)

    left = Event.objects.exclude(pk__in=before).filter(case_ref=things["case"])
    assert page.status_code == 200
    assert SAYS in page.text
    assert {(event.by, event.why) for event in left} == {(sol, "emergency")}


@pytest.mark.parametrize("slug", ["mothers-wellbeing", "family-and-friends"])
def test_the_private_part_of_the_visit_opens_and_is_logged(client, sol, things, slug):
    page = client.post(
        reverse("visit_point", args=[things["draft"], slug]), {"do": "show", "looked": "yes"}
    )

    assert page.status_code == 200
    assert SAYS in page.text
    assert Event.objects.filter(by=sol).latest("seq").why == "emergency"


def test_whoever_needs_none_sees_no_such_line(client, case):
    client.force_login(case.owner)

    assert "Emergency access until" not in client.get(reverse("case", args=[case.pk])).text


def test_it_comes_with_the_rights_that_everybody_reads_once(client, case, sol, statements):
    address = reverse("case", args=[case.pk])
    asked = {}
    for user in (case.owner, sol):
        client.force_login(user)
        with statements() as counted:
            client.get(address)
        asked[user] = sum("emergencygrant" in query["sql"] for query in counted.captured_queries)

    assert asked == {case.owner: 1, sol: 1}


# --- the draft that is left behind


def test_a_draft_outlives_the_access_and_opens_with_the_next(client, case, sol, noon):
    visit = draft_of(case, sol)
    address = reverse("visit_point", args=[visit.pk, "sleep"])
    noon.shift(HOURS)
    client.force_login(sol)

    shut = client.post(address, {"sleep_action_plan": "Cot by the bed.", "receipt": ""})
    assert shut.status_code == 404
    assert 'value="Cot by the bed."' in shut.text
    assert Visit.objects.get(pk=visit.pk).sheet.body["mark_seen"]["value"] == "yes"

    open_in_emergency(case, **SAID, by=User.objects.get(pk=sol.pk), at=NOW + HOURS)
    again = client.get(address)
    assert again.status_code == 200
    assert "Emergency access until 8.10pm." in again.text


def test_nobody_else_opens_the_draft(client, case, sol):
    visit = draft_of(case, sol)
    client.force_login(case.owner)

    assert client.get(reverse("visit", args=[visit.pk])).status_code == 404


def test_a_page_that_saves_by_itself_is_refused_and_changes_nothing(client, case, sol):
    visit = draft_of(case, sol)
    end_access(case.emergency_grants.get(), by=sol, at=NOW)

    answer = client.post(
        reverse("visit_point", args=[visit.pk, "sleep"]),
        {"sleep_action_plan": "Cot by the bed."},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 404
    assert "sleep_action_plan" not in Visit.objects.get(pk=visit.pk).sheet.body
