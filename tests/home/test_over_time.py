"""The enquiry over time on the case page: what was tried, and nothing of what was said."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.reading.clock import london_date
from checklists.registration.registering import record_birth
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.story import AT_THE_VISIT, item, items, reread, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content_in_force")]
PARTNER = "Partner or ex-partner present or within earshot"
NOT_ASKED = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(later(30), tick=False)


@pytest.fixture
def case():
    return CaseFactory()


def later(days):
    return AT_THE_VISIT + timedelta(days=days)


def page(client, case, user=None, **posted):
    client.force_login(user or case.owner)
    address = reverse("case", args=[case.pk])
    return (client.post(address, posted) if posted else client.get(address)).content.decode()


def opened(client, case, user=None):
    """The opened part in words, with what stands for this family and this visit left out."""
    text = page(client, case, user, open="wellbeing")
    (part,) = re.findall(r'<section id="wellbeing">.*?</section>', text, re.DOTALL)
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", part)
    return re.sub(r'value="[A-Za-z0-9]{64}"', "TOKEN", plain)


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_it_is_shut_on_arrival_for_every_family_alike(client, case):
    empty = page(client, case)
    signed(case, NOT_ASKED, present=["mother", "partner"])

    assert "Not asked." not in words(page(client, case))
    part = re.compile(r'<section id="wellbeing">.*?</section>', re.DOTALL)
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    shut = [token.sub("", part.findall(text)[0]) for text in (empty, page(client, case))]
    assert shut[0] == shut[1]


def test_says_why_not_by_whom_and_when_again(client, case):
    signed(case, {**NOT_ASKED, "da_next_date": "2027-01-04"}, present=["mother", "partner"])

    said = words(opened(client, case))

    assert f"Not asked. {PARTNER}." in said
    assert "Due again 4 January 2027." in said
    assert f"6 to 8 week review , 23 November 2026. {case.owner}" in said


def test_a_day_planned_and_passed_is_said(client, case):
    signed(case, {**NOT_ASKED, "da_next_date": "2026-12-01"}, present=["mother", "partner"])

    assert "Due again 1 December 2026. That day has passed." in words(opened(client, case))


@pytest.mark.parametrize("answer", ["asked_disclosure", "asked_not_answered"])
def test_asked_looks_the_same_whatever_was_answered(client, answer):
    pages, team = [], TeamFactory()
    owner = person(team=team)
    for said in ("asked_no_disclosure", answer):
        case = CaseFactory(team=team, owner=owner)
        signed(case, {"da_seen_alone": "yes", "da_postnatal": said})
        pages.append(opened(client, case))

    assert pages[0] == pages[1]
    assert "Asked." in words(pages[0])
    assert "disclos" not in pages[0]


def test_asked_while_someone_could_hear_is_not_just_asked(client, case):
    signed(case, {"da_seen_alone": "no", "da_postnatal": "asked_no_disclosure"})

    assert "Asked. She was not alone, or a relative interpreted." in words(opened(client, case))


def test_goes_on_over_the_birth_with_what_other_records_say(client):
    case = CaseFactory(unborn=True)
    signed(case, {"da_antenatal": ("not_asked", "partner_present")}, visit_type="antenatal")
    record_birth(
        reread(case),
        born_on=london_date(later(2)),
        given_name="Fern",
        family_name="Fableton",
        nhs_number=None,
        by=case.owner,
        at=later(3),
    )
    signed(
        case,
        {**NOT_ASKED, "da_antenatal_history": "yes_record"},
        visit_type="new-birth",
        at=later(14),
    )

    after, before = words(opened(client, case)).split("Before the birth")

    assert "The same reason as the time before." in after
    assert "Not asked." in before
    assert "The same reason" not in before
    assert "In earlier records: Yes, seen in the record. 7 December 2026" in before


def test_before_any_contact_both_groups_are_there_and_empty(client, case):
    assert words(opened(client, case)).count("No contact is recorded here.") == 2


def test_a_colleague_without_the_permission_opens_nothing(client, case):
    signed(case, NOT_ASKED, present=["mother", "partner"])
    colleague = person(team=case.team)

    shut, tried = page(client, case, colleague), opened(client, case, colleague)

    assert PARTNER not in shut + tried
    assert f"Ask {case.owner}, who holds this case." in words(tried)


def test_the_same_reason_twice_running_goes_to_supervision(case):
    signed(case, NOT_ASKED, present=["mother", "partner"])
    assert items(case, "enquiry_same_reason_twice") == []

    signed(case, NOT_ASKED, visit_type="targeted", at=later(7))

    twice = item(case, "enquiry_same_reason_twice")
    assert twice.bring_to_supervision
    assert twice.private
    assert twice.neutral_title == "Visit follow-up"


def test_another_reason_the_second_time_does_not(case):
    signed(case, NOT_ASKED, present=["mother", "partner"])

    signed(case, {"da_postnatal": ("not_asked", "no_interpreter")}, visit_type="targeted")

    assert items(case, "enquiry_same_reason_twice") == []


def test_opening_asks_the_database_as_often_for_many_contacts(client, case, statements):
    counts = []
    for days in (0, 7, 14, 21):
        signed(case, NOT_ASKED, visit_type="targeted", at=later(days))
        page(client, case, open="wellbeing")
        with statements() as counted:
            opened(client, case)
        counts.append(len(counted))

    assert counts[1] == counts[-1]
