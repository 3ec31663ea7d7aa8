"""Starting a visit: which kind is proposed, who may begin one, and two taps make one."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from checklists.audit.inserting import NotMine
from checklists.audit.models import Event
from checklists.facts.facts import Facts
from checklists.facts.storing import read_facts
from checklists.people.models.teams import Role
from checklists.visits.draft.starting import InTheFuture, UnknownType, propose_type, start
from checklists.visits.models import Visit
from tests.answers.filling import fields
from tests.factories import CaseFactory, TeamFactory, person
from tests.visits.form_data import START
from tests.visits.story import AT_THE_VISIT, begin, reread, signed


@pytest.mark.parametrize(
    ("born_on", "proposed"),
    [
        (date(2026, 11, 21), "brief-contact"),
        (date(2026, 11, 18), "new-birth"),
        (date(2026, 10, 9), "new-birth"),
    ],
)
def test_the_next_review_is_proposed_from_a_week_before_its_window(version, now, born_on, proposed):
    case = CaseFactory(born_on=born_on)

    assert propose_type(case, Facts(), date(2026, 11, 23)) == proposed


def test_what_is_done_is_not_proposed_again(case):
    signed(case, {}, visit_type="new-birth", at=AT_THE_VISIT - timedelta(days=30))

    facts = read_facts(reread(case), with_private=False)

    assert propose_type(case, facts, date(2026, 11, 23)) == "6-8-week"


def test_early_in_pregnancy_the_targeted_contact_is_proposed(version, now):
    case = CaseFactory(unborn=True, due_on=date(2027, 4, 18))

    assert propose_type(case, Facts(), date(2026, 11, 23)) == "antenatal-targeted"


def test_a_visit_is_pinned_to_the_wording_in_force_and_keeps_its_stage(case, version):
    visit = begin(case)

    assert visit.version == version
    assert visit.stage == Visit.Stage.BORN
    assert Event.objects.latest("at").kind == "visit.started"


def test_a_visit_before_the_birth_stays_in_pregnancy(version, now):
    case = CaseFactory(born_on=date(2026, 11, 22), due_on=date(2026, 11, 22))

    visit = begin(case, visit_type="targeted", at=AT_THE_VISIT - timedelta(days=3))

    assert visit.stage == Visit.Stage.PREGNANCY


def test_a_future_visit_and_a_kind_that_does_not_fit_are_refused(case, nurse):
    wanted = {"place": "home", "present": ["mother"], "by": nurse, "at": AT_THE_VISIT}

    soon = AT_THE_VISIT + timedelta(minutes=1)

    with pytest.raises(InTheFuture):
        start(case, visit_type="6-8-week", held_at=soon, **wanted)
    with pytest.raises(UnknownType):
        start(case, visit_type="antenatal", held_at=AT_THE_VISIT, **wanted)

    assert Visit.objects.count() == 0


def test_the_same_id_again_gives_the_first_visit_and_never_someone_elses(case, nurse):
    pk = uuid4()
    wanted = {
        "visit_type": "6-8-week",
        "held_at": AT_THE_VISIT,
        "place": "home",
        "present": ["mother"],
        "at": AT_THE_VISIT,
        "pk": pk,
    }
    first = start(case, by=nurse, **wanted)

    assert start(case, by=nurse, **wanted) == first
    with pytest.raises(NotMine):
        start(case, by=person(team=case.team), **wanted)


# --- the page


def test_the_start_page_proposes_kind_and_place_and_presets_no_answer(client, case, nurse):
    client.force_login(nurse)

    page = client.get(reverse("start_visit", args=[case.pk])).content.decode()

    assert len(re.findall(r"<input[^>]* checked", page)) == 2
    assert 'value="home" checked' in page
    assert "14:21" in page


def test_starting_leads_to_the_visit(client, case, nurse):
    client.force_login(nurse)

    response = client.post(reverse("start_visit", args=[case.pk]), {**START, "id": str(uuid4())})

    visit = Visit.objects.get()
    assert response.url == reverse("visit", args=[visit.pk])
    assert (visit.visit_type, visit.present) == ("6-8-week", ["mother"])
    assert visit.held_at == AT_THE_VISIT - timedelta(minutes=17)


def test_two_taps_make_one_visit(client, case, nurse):
    client.force_login(nurse)
    data = {**START, "id": str(uuid4())}

    for _ in range(2):
        client.post(reverse("start_visit", args=[case.pk]), data)

    assert Visit.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_brief_contact_asks_before_it_is_created(client, case, nurse, method):
    client.force_login(nurse)

    page = getattr(client, method)(reverse("start_visit", args=[case.pk]), {"brief": "clinic"})

    assert "Start a brief contact?" in page.text
    assert f"<b>{case.name}</b>, now. Place: clinic or children&#x27;s centre." in page.text
    assert Visit.objects.count() == 0


def test_a_brief_contact_is_created_once_it_was_agreed_to(client, case, nurse):
    client.force_login(nurse)
    url = reverse("start_visit", args=[case.pk])
    asked = fields(client.get(url, {"brief": "clinic"})).sent

    for _ in range(2):
        response = client.post(url, {**asked, "begin": "yes"})

    visit = Visit.objects.get()
    assert response.url == reverse("visit", args=[visit.pk])
    assert (visit.visit_type, visit.place, visit.present) == ("brief-contact", "clinic", [])


def test_one_that_is_not_signed_yet_is_offered_before_another_is_begun(client, case, nurse):
    visit = begin(case, visit_type="brief-contact", place="clinic")
    client.force_login(nurse)

    page = client.get(reverse("start_visit", args=[case.pk]), {"brief": "clinic"}).text

    assert "Go on with: Brief contact" in page
    assert reverse("visit", args=[visit.pk]) in page


def test_a_brief_contact_nowhere_is_no_page(client, case, nurse):
    client.force_login(nurse)

    assert client.get(reverse("start_visit", args=[case.pk]), {"brief": "moon"}).status_code == 404


def test_my_unsigned_visit_is_offered_first(client, case, nurse):
    visit = begin(case)
    client.force_login(nurse)

    page = client.get(reverse("start_visit", args=[case.pk])).content.decode()

    assert reverse("visit", args=[visit.pk]) in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_time": "2.22pm"}, "The time of the visit cannot be in the future"),
        ({"held_on-day": "24"}, "The day of the visit cannot be in the future"),
        ({"held_on-year": "1800"}, "Enter a date that exists"),
        ({"present": []}, "Say who is here, or that no one is"),
        ({"present": ["mother", "nobody"]}, "Choose either who is here, or that no one is"),
        ({"place": "moon"}, "Choose one of the answers shown"),
        ({"visit_type": "antenatal"}, "Choose one of the answers shown"),
        ({"held_time": "25 o'clock\0"}, "Enter a time"),
    ],
)
def test_bad_input_is_answered_in_plain_words(client, case, nurse, changes, words):
    client.force_login(nurse)

    response = client.post(reverse("start_visit", args=[case.pk]), {**START, **changes})

    assert response.status_code < 500
    assert words.encode() in response.content.replace(b"&#x27;", b"'")
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("name", ["start_visit", "not_held"])
def test_only_who_may_record_can_begin(client, case, name):
    url = reverse(name, args=[case.pk])
    outsiders = [
        person(team=TeamFactory()),
        person(team=case.team),
        person(Role.SAFEGUARDING_LEAD),
    ]

    for outsider in outsiders:
        client.force_login(outsider)
        assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_an_unborn_baby_is_not_said_to_be_here(client, version, now):
    case = CaseFactory(unborn=True)
    client.force_login(case.owner)

    start_page = client.get(reverse("start_visit", args=[case.pk])).content.decode()
    visit = begin(reread(case), visit_type="antenatal")
    presence_page = client.get(reverse("visit_presence", args=[visit.pk])).content.decode()

    assert "Who is here, besides you?" in start_page
    assert "Who is here now, besides you?" in presence_page


def test_a_visit_before_the_birth_says_why_its_kind_does_not_fit(client, case, nurse):
    client.force_login(nurse)
    before = {"held_on-day": "1", "held_on-month": "10", "visit_type": "6-8-week"}

    page = client.post(reverse("start_visit", args=[case.pk]), START | before).content.decode()

    assert "The baby was born on 9 October 2026." in page
