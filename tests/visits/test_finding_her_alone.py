"""Finding her alone: what the pages say is what the signed visits hold, and on no open page."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.answers import private
from checklists.answers.in_force import counted_entries
from checklists.cases.models.case import Case
from checklists.facts.finding_alone import found_alone, what_stood_in_the_way
from checklists.facts.storing import read_facts
from checklists.reading.clock import is_before_noon
from checklists.visits.finding_her_alone import ASK_TODAY, NOT_BEFORE
from checklists.withdrawal.rebuilding import rebuilt_facts
from tests.extent import how_many
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, begin, reread, signed

pytestmark = pytest.mark.django_db
ENQUIRIES = ("da_antenatal", "da_postnatal")
NOT_ASKED = {"da_seen_alone": "no", "da_postnatal": ("not_asked", "partner_present")}
ASKED = {"da_seen_alone": "yes", "da_postnatal": "asked_no_disclosure"}


@pytest.fixture(autouse=True)
def now(time_machine, content_in_force):
    time_machine.move_to(AT_THE_VISIT + timedelta(days=100), tick=False)


@pytest.mark.parametrize(
    ("moment", "before_noon"),
    [
        (datetime(2026, 11, 23, 11, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 6, 23, 10, 59, tzinfo=UTC), True),
        (datetime(2026, 6, 23, 11, 0, tzinfo=UTC), False),
    ],
)
def test_noon_is_that_of_london(moment, before_noon):
    assert is_before_noon(moment) is before_noon


CONTACTS = st.lists(
    st.tuples(
        st.sampled_from(["home", "clinic", "phone", "video", "elsewhere"]),
        st.integers(0, 23),
        st.sampled_from(
            [
                {"da_seen_alone": "yes", "da_postnatal": "asked_disclosure"},
                ASKED,
                NOT_ASKED,
                {"da_seen_alone": "no", "da_postnatal": ("not_asked", "family_present")},
                {"da_seen_alone": "no", "da_postnatal": "asked_no_disclosure"},
                {},
            ]
        ),
        st.sampled_from(["targeted", "6-8-week", "brief-contact"]),
    ),
    max_size=6,
)


@settings(
    max_examples=how_many(suite=6, full=200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(CONTACTS)
def test_it_equals_a_count_over_the_signed_visits(contacts):
    case = CaseFactory(born_on=date(2026, 5, 1))
    for number, (place, hour, said, kind) in enumerate(contacts):
        at = datetime(2026, 10, 20, hour, 10, tzinfo=UTC) + timedelta(days=3 * number)
        signed(case, said, at=at, visit_type=kind, place=place, present=["mother", "partner"])

    facts = read_facts(reread(case), with_private=True)

    counted = {
        (row.place, row.before_noon): (row.alone, row.of, row.not_said)
        for row in found_alone(facts.enquiries)
    }
    assert counted == counted_by_hand(case)
    reasons = {last["reason"]: times for last, times in what_stood_in_the_way(facts.enquiries)}
    assert reasons == reasons_by_hand(case)
    assert found_alone(rebuilt_facts(reread(case)).enquiries) == found_alone(facts.enquiries)


def contacts_with_enquiry(case):
    for visit in case.visits.filter(status="signed", outcome="held").select_related("sheet__case"):
        said = counted_entries(private.read_own(visit.sheet))
        for key in ENQUIRIES:
            if key in said:
                yield visit, said, said[key]


def counted_by_hand(case):
    found = {}
    for visit, said, _ in contacts_with_enquiry(case):
        clock = visit.held_at.astimezone(ZoneInfo("Europe/London")).time()
        where = (visit.place, clock < time(12) if visit.place == "home" else None)
        alone, of, not_said = found.get(where, (0, 0, 0))
        value = said.get("da_seen_alone", {}).get("value")
        found[where] = (
            alone + (value == "yes"),
            of + (value in ("yes", "no")),
            not_said + (value not in ("yes", "no")),
        )
    return found


def reasons_by_hand(case):
    reasons = Counter()
    for _, said, enquiry in contacts_with_enquiry(case):
        alone = said.get("da_seen_alone", {}).get("value") != "no"
        if enquiry["value"] == "asked_before" or (
            (enquiry["value"] or "").startswith("asked") and alone
        ):
            continue
        reasons["" if enquiry["value"] == "asked_no_disclosure" else enquiry["reason"]] += 1
    return dict(reasons)


def page(client, case, name, user=None, **posted):
    client.force_login(user or case.owner)
    address = reverse(name, args=[case.pk])
    answer = client.post(address, posted) if posted else client.get(address)
    return unescape(" ".join(answer.content.decode().split()))


@pytest.mark.parametrize("name", ["case", "start_visit"])
def test_the_page_before_a_visit_says_where_she_was_alone_once_it_is_opened(client, case, name):
    signed(case, ASKED, place="clinic")
    signed(case, NOT_ASKED, visit_type="targeted", at=AT_THE_VISIT + timedelta(days=3))

    shut, opened = page(client, case, name), page(client, case, name, open="wellbeing")

    assert "Clinic: <b>alone at 1 of 1</b>" in opened
    assert "Home, after noon: <b>alone at 0 of 1</b>" in opened
    assert "Partner or ex-partner present or within earshot: 1 time" in opened
    assert "alone at" not in shut
    assert "%" not in opened.partition("Finding her alone")[2].partition("</section>")[0]


@pytest.mark.parametrize("name", ["case", "start_visit"])
def test_nobody_without_the_permission_opens_it(client, case, name):
    signed(case, NOT_ASKED)
    colleague = person(team=case.team)
    client.force_login(colleague)

    answer = client.post(reverse(name, args=[case.pk]), {"open": "wellbeing"})

    assert "alone at" not in answer.content.decode()


@pytest.mark.parametrize("said", ["no", "not_known", None])
@pytest.mark.parametrize("name", ["case", "start_visit"])
def test_not_asked_before_the_birth_is_first_until_asked_safely_after_it(client, case, name, said):
    signed(case, {**NOT_ASKED, "da_antenatal_history": said} if said else NOT_ASKED)

    before = page(client, case, name, open="wellbeing")
    signed(case, ASKED, visit_type="targeted", at=AT_THE_VISIT + timedelta(days=3))
    after = page(client, case, name, open="wellbeing")

    assert before.index(ASK_TODAY) < before.index("Finding her alone")
    assert ASK_TODAY not in page(client, case, name)
    assert ASK_TODAY not in after


def test_it_stays_in_the_history(client, case):
    signed(case, {**ASKED, "da_antenatal_history": "no"})

    opened = page(client, case, "case", open="wellbeing")

    assert NOT_BEFORE in opened
    assert NOT_BEFORE not in page(client, case, "case")


def test_the_order_of_the_visit_never_changes(client, case):
    tasks = []
    for said in ("no", "yes_record"):
        other = CaseFactory(owner=case.owner, team=case.team)
        signed(other, {**NOT_ASKED, "da_antenatal_history": said})
        client.force_login(other.owner)
        visit = signed_next(other)
        text = client.get(reverse("visit", args=[visit.pk])).content.decode()
        tasks.append([line for line in text.splitlines() if "task__name" in line])

    assert [strip(one) for one in tasks[0]] == [strip(one) for one in tasks[1]]
    assert tasks[0]


def signed_next(case: Case):
    return begin(reread(case), visit_type="targeted", at=AT_THE_VISIT + timedelta(days=9))


def strip(line):
    return line.partition(">")[2]
