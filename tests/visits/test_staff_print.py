"""A signed visit on paper for the staff: who may print it, and that it says who did."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.audit.models import Event
from checklists.people.models.teams import Role
from checklists.visits.draft.not_held import record_not_held
from tests.factories import (
    AbsenceFactory,
    ConflictBlockFactory,
    EmergencyGrantFactory,
    TeamFactory,
    person,
)
from tests.visits.story import AT_THE_VISIT, begin, reread, signed

PRIVATE = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}


@pytest.fixture
def visit(case):
    return signed(case, {**PRIVATE, "baby_seen": "seen_awake", "home_hazards": ["hot_drinks"]})


@pytest.fixture
def signed_in(client, nurse):
    client.force_login(nurse)
    return client


def printed(client, visit, method="get"):
    response = getattr(client, method)(reverse("visit_print", args=[visit.pk]))
    return response.text.replace("&#x27;", "'")


def test_it_bears_the_name_and_the_time_in_words_and_across_the_page(signed_in, visit, nurse):
    page = printed(signed_in, visit)

    assert f"For staff only. Printed by {nurse.name}, 23 November 2026, 2.21pm" in page
    mark = page[page.index('<svg class="watermark"') :].partition("</svg>")[0]
    assert nurse.name in mark
    assert "23 November 2026, 2.21pm" in mark


def test_it_holds_what_was_asked_and_answered_and_by_whom(signed_in, visit, nurse):
    page = printed(signed_in, visit)

    assert "Did I see the baby at this contact?" in page
    assert "Seen awake" in page
    assert f"Signed by {nurse.name}, 23 November 2026, 2.21pm" in page


def test_the_private_part_is_a_sheet_of_its_own(signed_in, visit):
    ordinary, apart = printed(signed_in, visit), printed(signed_in, visit, "post")

    assert "within earshot" not in ordinary
    assert "Complete routine enquiry" not in ordinary
    assert "within earshot" in apart
    assert "Complete routine enquiry" in apart
    assert "Seen awake" not in apart
    assert "Kept apart from what the family may read." in apart


def test_each_print_is_logged_as_one_and_names_the_visit(signed_in, visit):
    printed(signed_in, visit)
    assert kinds_of(visit) == ["visit.printed"]

    printed(signed_in, visit, "post")
    assert kinds_of(visit) == ["visit.printed", "visit.private_read", "visit.private_printed"]


def kinds_of(visit):
    """What the log says of the visit since it was signed, in order."""
    events = Event.objects.filter(target=f"visit:{visit.pk}").order_by("pk")
    kinds = list(events.values_list("kind", flat=True))
    return kinds[kinds.index("visit.signed") + 1 :]


def test_an_open_session_alone_is_not_enough(signed_in, visit, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    address = reverse("visit_print", args=[visit.pk])

    asked, refused = signed_in.get(address), signed_in.post(address)

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert refused.status_code == 403
    assert "within earshot" not in refused.text
    assert kinds_of(visit) == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DEPUTY])
def test_who_leads_the_team_prints_it_also_while_covering_for_the_holder(client, visit, role):
    today = AT_THE_VISIT.date()
    AbsenceFactory(user=visit.case.owner, starts_on=today, ends_on=today)
    client.force_login(person(role, team=visit.case.team))

    page = client.get(reverse("visit_signed", args=[visit.pk])).text

    assert reverse("visit_print", args=[visit.pk]) in page
    assert "Seen awake" in printed(client, visit)


@pytest.mark.parametrize("who", ["colleague", "cover", "called out", "lead", "stranger", "blocked"])
def test_nobody_else_prints_it(client, visit, who):
    case = visit.case
    people = {
        "colleague": lambda: person(team=case.team),
        "cover": lambda: covering(case),
        "called out": lambda: called_out(case),
        "lead": lambda: person(Role.SAFEGUARDING_LEAD),
        "stranger": lambda: person(team=TeamFactory()),
        "blocked": lambda: ConflictBlockFactory(case=case, user=case.owner).user,
    }
    client.force_login(people[who]())
    address = reverse("visit_print", args=[visit.pk])

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert address not in client.get(reverse("visit_signed", args=[visit.pk])).text
    assert set(kinds_of(visit)) <= {"case.refused"}


def covering(case):
    colleague, today = person(team=case.team), AT_THE_VISIT.date()
    AbsenceFactory(user=case.owner, covered_by=colleague, starts_on=today, ends_on=today)
    return colleague


def called_out(case):
    hour = timedelta(hours=1)
    until = {"starts_at": AT_THE_VISIT - hour, "ends_at": AT_THE_VISIT + hour}
    return EmergencyGrantFactory(case=case, **until).user


def test_a_draft_is_not_printed(signed_in, case):
    draft = begin(reread(case))

    assert signed_in.get(reverse("visit_print", args=[draft.pk])).status_code == 404


def test_a_contact_that_was_not_held_says_so(signed_in, case, nurse):
    visit = record_not_held(
        reread(case),
        visit_type="6-8-week",
        outcome="no_access",
        held_at=AT_THE_VISIT,
        note="Nobody came to the door.",
        by=nurse,
        at=AT_THE_VISIT,
    )

    page = printed(signed_in, visit)

    assert "No access gained. Nobody came to the door." in page
    assert "Wellbeing and before you sign" not in page
