"""What the log must hold, walked through as people do it: private openings and refusals."""

from uuid import uuid4

import pytest
from django.urls import reverse

from checklists.answers.models import AnswerSheet
from checklists.audit.models import Event
from checklists.guidance.in_force import version_in_force
from checklists.household.adults import add_adult
from checklists.household.professionals import add_professional
from checklists.people.models.teams import Role
from checklists.visits.draft.starting import start
from checklists.visits.models import Visit
from tests.factories import CaseFactory, ConflictBlockFactory, ItemFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(AT_THE_VISIT, tick=False)


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def nurse(client, case):
    client.force_login(case.owner)
    return case.owner


def visit_of(case):
    return start(
        case,
        visit_type="6-8-week",
        held_at=AT_THE_VISIT,
        place="home",
        present=["nobody"],
        by=case.owner,
        at=AT_THE_VISIT,
    )


def newest(**wanted):
    return Event.objects.filter(**wanted).order_by("pk").last()


def said(event):
    """What the event says besides the page that was asked for."""
    return {name: value for name, value in event.details.items() if name != "page"}


# --- private parts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "posted", "part"),
    [
        ("case", {"open": "notes"}, "notes"),
        ("case", {"open": "titles"}, "titles"),
        ("case", {"open": "family"}, "family"),
        ("case", {"open": "wellbeing"}, "wellbeing"),
        ("case_outstanding", {"open": "titles"}, "titles"),
        ("household", {}, "household"),
    ],
)
def test_opening_a_shut_part_is_said_by_the_one_read_event(client, case, nurse, name, posted, part):
    client.post(reverse(name, args=[case.pk]), posted)

    (event,) = Event.objects.filter(case_ref=case.pk)
    assert (event.kind, said(event)) == ("case.read", {"opened": part})


@pytest.mark.parametrize("name", ["case", "case_outstanding", "household"])
def test_a_page_that_stays_shut_says_nothing_of_a_private_part(client, case, nurse, name):
    client.get(reverse(name, args=[case.pk]))
    assert said(newest(kind="case.read")) == {}

    client.force_login(person(team=case.team))
    client.post(reverse(name, args=[case.pk]), {"open": "titles"})

    assert said(newest(kind="case.read")) == {}


def test_the_page_of_an_adult_is_private(client, case, nurse):
    adult = add_adult(case, named="known", answers={}, by=nurse, at=AT_THE_VISIT)

    client.get(reverse("change_adult", args=[case.pk, adult.pk]))

    assert said(newest(kind="case.read")) == {"opened": "adult"}


def test_a_private_page_of_a_draft_is_logged_when_it_is_opened(client, case, nurse):
    visit = visit_of(case)
    address = reverse("visit_point", args=[visit.pk, "mothers-wellbeing"])

    client.get(address)
    assert not Event.objects.filter(kind="visit.private_read").exists()
    client.post(address, {"do": "show", "looked": "yes"})

    assert newest(kind="visit.private_read").target == f"visit:{visit.pk}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("caseload", "caseload.read"), ("my_items", "items.read"), ("team", "team.read")],
)
def test_a_list_says_that_it_showed_full_titles(client, case, nurse, name, kind):
    ItemFactory(case=case)
    client.force_login(person(Role.MANAGER, case.team) if name == "team" else nurse)

    client.get(reverse(name))
    assert said(newest(kind=kind)) == {}
    client.post(reverse(name), {"open": "titles"}, follow=True)

    assert said(newest(kind=kind)) == {"full": True}


# --- refusals -----------------------------------------------------------------------------------


def draft_by_hand(case):
    version = version_in_force()
    return Visit.objects.create(
        case=case,
        visit_type="6-8-week",
        stage="born",
        place="home",
        held_at=AT_THE_VISIT,
        written_at=AT_THE_VISIT,
        version=version,
        sheet=AnswerSheet.objects.create(case=case, version=version),
        team=case.team,
        author=case.owner,
    )


ROWS = {
    "item": lambda case: ItemFactory(case=case),
    "act_on_item": lambda case: ItemFactory(case=case),
    "visit": draft_by_hand,
    "visit_signed": draft_by_hand,
    "visit_presence": draft_by_hand,
    "visit_review": draft_by_hand,
}


@pytest.mark.parametrize("name", ROWS)
def test_a_refusal_names_the_row_and_its_case(client, case, name):
    outsider = person(team=TeamFactory())
    client.force_login(outsider)
    row = ROWS[name](case)

    assert client.get(reverse(name, args=[row.pk])).status_code == 404

    event = newest(kind="case.refused")
    assert (event.by, event.case_ref) == (outsider, case.pk)
    assert event.target == f"{row._meta.model_name}:{row.pk}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refused_page_of_a_visit_is_logged_once(client, case, method):
    client.force_login(person(team=TeamFactory()))
    visit = draft_by_hand(case)

    getattr(client, method)(reverse("visit_point", args=[visit.pk, "sleep"]))

    assert Event.objects.filter(kind="case.refused", target=f"visit:{visit.pk}").count() == 1


@pytest.mark.parametrize("name", [*ROWS, "visit_point"])
def test_unknown_foreign_and_blocked_rows_are_refused_with_the_same_statements(
    client, case, nurse, name, statements
):
    make = ROWS.get(name, draft_by_hand)
    blocked = make(case)
    ConflictBlockFactory(case=case, user=nurse)
    more = ["sleep"] if name == "visit_point" else []
    client.get(reverse(name, args=[uuid4(), *more]))
    counts = set()
    for pk in (uuid4(), make(CaseFactory()).pk, blocked.pk):
        with statements() as counted:
            client.get(reverse(name, args=[pk, *more]))
        counts.add(len(counted))

    assert len(counts) == 1
    assert Event.objects.filter(kind="case.refused").count() == 4


def test_a_visit_signed_meanwhile_is_no_refusal(client, case, nurse):
    visit = draft_by_hand(case)
    Visit.objects.filter(pk=visit.pk).update(
        status="signed", signed_by=nurse, signed_at=AT_THE_VISIT
    )

    page = client.get(reverse("visit_point", args=[visit.pk, "sleep"]))

    assert page.url == reverse("visit_signed", args=[visit.pk])
    assert not Event.objects.filter(kind="case.refused").exists()


@pytest.mark.parametrize(
    "name", ["edit_case", "add_adult", "start_visit", "not_held", "add_item", "add_twin"]
)
def test_a_colleague_who_may_not_write_here_leaves_a_refusal(client, case, name):
    colleague = person(team=case.team)
    client.force_login(colleague)

    assert client.get(reverse(name, args=[case.pk])).status_code == 404

    assert newest().kind == "case.refused"
    assert (newest().by, newest().case_ref) == (colleague, case.pk)


def test_an_adult_of_another_family_is_refused_by_name_of_the_row(client, case, nurse):
    other = CaseFactory()
    adult = add_adult(other, named="known", answers={}, by=other.owner, at=AT_THE_VISIT)
    doctor = add_professional(other, name="Dr Inkwell", role="GP", by=other.owner, at=AT_THE_VISIT)

    client.get(reverse("change_adult", args=[case.pk, adult.pk]))
    first = newest()
    client.post(reverse("end_professional", args=[case.pk, doctor.pk]))

    assert (first.kind, first.target) == ("case.refused", f"adult:{adult.pk}")
    assert (newest().kind, newest().target) == ("case.refused", f"professional:{doctor.pk}")


def test_an_id_taken_by_another_family_is_refused(client, case, nurse):
    taken = CaseFactory()
    sent = {
        "new_id": str(taken.pk),
        "given_name": "Otis",
        "mother_name": "Mabel Madeup",
        "born_on-day": "9",
        "born_on-month": "10",
        "born_on-year": "2026",
    }

    assert client.post(reverse("new_case"), sent).status_code == 404

    assert (newest().kind, newest().case_ref) == ("case.refused", taken.pk)


def test_the_private_part_of_a_signed_visit_refused_to_a_colleague(client, case, nurse):
    visit = draft_by_hand(case)
    Visit.objects.filter(pk=visit.pk).update(
        status="signed", signed_by=nurse, signed_at=AT_THE_VISIT
    )
    client.force_login(person(team=case.team))

    assert client.post(reverse("visit_signed", args=[visit.pk])).status_code == 404

    assert (newest().kind, newest().target) == ("case.refused", f"visit:{visit.pk}")


def test_a_page_for_another_role_is_refused_by_its_name(client):
    editor = person(Role.EDITOR)
    client.force_login(editor)

    assert client.get(reverse("find_family")).status_code == 404

    event = newest()
    assert (event.kind, event.by, event.roles) == ("page.refused", editor, "editor")
    assert event.details == {"page": "find_family"}
