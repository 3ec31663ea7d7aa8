"""Before a baby is saved, records that may be of the same baby are asked about."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from checklists.audit.inserting import NotMine
from checklists.audit.models import Event
from checklists.cases.attempts import tell_leads
from checklists.cases.models.case import Case
from checklists.people.models.alerts import Alert
from checklists.people.models.teams import Role
from checklists.registration import registering
from checklists.registration.duplicates import who_was_asked
from checklists.registration.models import DutyCheck
from tests.browsing import shown_to
from tests.case_fixtures import NOW
from tests.factories import CaseFactory, ConflictBlockFactory, person
from tests.masking import ID, TOKEN, TYPED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "version")]

BORN = {"born_on-day": "9", "born_on-month": "10", "born_on-year": "2026"}
SAME_NAME = {"given_name": "FABLETON", "family_name": "wren", **BORN, "address": "9 Quill Court"}
NUMBER = "9990001022"
SAME_NUMBER = {"given_name": "Robin", "nhs_number": "999 000 1022", **BORN}
NEUTRAL = "This record may exist already. Ask the duty lead"
ASKED = {"asked_whom": "Dee Dutyholder"}
SEVERAL = re.compile(r"\?(?:, \?)+")  # values of a list


def send(client, user, sent, name="new_case", *args):
    client.force_login(user)
    address = reverse(name, args=args)
    return client.post(address, shown_to(client, address) | sent)


def another_baby(page):
    """The answer that the page with the records asks for."""
    shown = re.findall(r'name="not_these" value="([^"]+)"', page.content.decode())
    return {"not_these": shown, "another_baby": "on"}


def test_a_baby_who_has_a_record_is_shown_before_saving(client, nurse, case):
    page = send(client, nurse, SAME_NAME)

    text = page.content.decode()
    assert "This baby may have a record already" in text
    assert reverse("case", args=[case.pk]) in text
    assert 'value="9 Quill Court"' in text
    assert Case.objects.count() == 1


def test_the_records_shown_are_logged(client, nurse, case):
    send(client, nurse, SAME_NAME)

    assert Event.objects.get(kind="cases.matched").shown == [str(case.pk)]


def test_another_baby_of_that_name_is_saved_when_that_is_said(client, nurse, case):
    page = send(client, nurse, SAME_NAME)

    send(client, nurse, {**SAME_NAME, **another_baby(page)})

    assert Case.objects.count() == 2


def test_the_answer_counts_only_for_the_records_it_was_given_about(client, nurse, case, team):
    answer = another_baby(send(client, nurse, SAME_NAME))
    CaseFactory(owner=nurse, team=team)

    page = send(client, nurse, {**SAME_NAME, **answer})

    assert "This baby may have a record already" in page.content.decode()
    assert Case.objects.count() == 2


def test_going_on_without_saying_so_saves_nothing(client, nurse, case):
    answer = another_baby(send(client, nurse, SAME_NAME))

    page = send(client, nurse, {**SAME_NAME, "not_these": answer["not_these"]})

    assert page.content.decode().count("Tick this if it is another baby") == 2
    assert Case.objects.count() == 1


def test_a_number_of_an_own_record_cannot_be_saved_again(client, nurse, team):
    theirs = CaseFactory(owner=nurse, team=team, nhs_number=NUMBER)

    page = send(client, nurse, SAME_NUMBER)
    again = send(client, nurse, {**SAME_NUMBER, "not_these": str(theirs.pk), "another_baby": "on"})

    for answer in (page, again):
        assert "A record with this NHS number exists" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_baby_not_named_yet_is_found_by_mother_and_due_date(client, nurse, unborn):
    due = {"due_on-day": "18", "due_on-month": "1", "due_on-year": "2027"}

    page = send(client, nurse, {"mother_name": "Fableton, Rosa", **due})

    assert "This baby may have a record already" in page.content.decode()


@pytest.mark.parametrize("sent", [SAME_NAME, SAME_NUMBER], ids=["name", "number"])
def test_a_record_elsewhere_gives_the_neutral_page_and_keeps_all(client, nurse, sent):
    CaseFactory(nhs_number=NUMBER, mother_name="Zelda Otherwise", address="1 Secret Street")

    page = send(client, nurse, sent)

    text = page.content.decode()
    assert NEUTRAL in text
    assert nurse.memberships.get().team.duty_contact in text
    assert f'value="{sent["given_name"]}"' in text
    assert "Zelda" not in text
    assert "Secret" not in text
    assert Case.objects.count() == 1


@pytest.mark.parametrize("sent", [SAME_NAME, SAME_NUMBER], ids=["name", "number"])
def test_foreign_and_blocked_records_look_and_work_the_same(client, nurse, team, statements, sent):
    def looked_like():
        with statements() as counted:
            page = send(client, nurse, {**sent, "new_id": str(uuid4())})
        body = TOKEN.sub("", ID.sub("<id>", page.content.decode()))
        work = [TYPED.sub("?", ID.sub("<id>", one["sql"])) for one in counted.captured_queries]
        # The ids of all families that somebody is kept from stand in each statement of theirs.
        return body, [SEVERAL.sub("?", one) for one in work]

    other = CaseFactory(nhs_number=NUMBER)
    ConflictBlockFactory(user=nurse)
    looked_like()  # begins the session
    foreign = looked_like()
    Case.objects.filter(pk=other.pk).update(team=team, owner=nurse)
    ConflictBlockFactory(case=other, user=nurse)

    blocked = looked_like()

    assert NEUTRAL in foreign[0]
    assert blocked == foreign


def test_a_record_that_was_not_shown_is_a_refusal_in_the_log(client, nurse):
    elsewhere = CaseFactory()

    send(client, nurse, SAME_NAME)

    event = Event.objects.get(kind="case.match_refused")
    assert (event.by, event.case_ref, event.details) == (nurse, elsewhere.pk, {})


def test_registering_a_baby_one_is_blocked_from_alerts_the_lead(client, nurse, team):
    lead = person(Role.SAFEGUARDING_LEAD)
    closed = CaseFactory(team=team)
    ConflictBlockFactory(case=closed, user=nurse, set_by=lead)

    send(client, nurse, SAME_NAME)

    tell_leads(at=NOW)
    assert Alert.objects.get(kind="blocked_attempt").recipient == lead


def test_after_asking_the_duty_desk_it_is_saved_and_the_lead_is_told(client, nurse):
    lead, elsewhere = person(Role.SAFEGUARDING_LEAD), CaseFactory()

    send(client, nurse, {**SAME_NAME, **ASKED})

    check = DutyCheck.objects.get()
    assert check.case.given_name == "FABLETON"
    assert (who_was_asked(check), check.others) == ("Dee Dutyholder", [str(elsewhere.pk)])
    assert b"Dee" not in bytes(check.sealed)
    assert Alert.objects.get(kind="saved_after_asking").recipient == lead


def test_a_lead_who_is_blocked_from_the_other_record_is_not_alerted(client, nurse):
    lead = person(Role.SAFEGUARDING_LEAD)
    ConflictBlockFactory(case=CaseFactory(), user=lead, set_by=lead)

    send(client, nurse, {**SAME_NAME, **ASKED})

    assert not Alert.objects.exists()


def test_an_empty_name_at_the_duty_desk_is_asked_again(client, nurse):
    CaseFactory()

    page = send(client, nurse, {**SAME_NAME, "asked_whom": " "})

    assert page.content.decode().count("Enter the name of the person you asked") == 2
    assert Case.objects.count() == 1


def test_asking_saves_no_number_of_another_record(client, nurse):
    CaseFactory(nhs_number=NUMBER)

    page = send(client, nurse, {**SAME_NUMBER, **ASKED})

    assert NEUTRAL in page.content.decode()
    assert "Who at the duty desk" not in page.content.decode()
    assert Case.objects.count() == 1


def test_one_record_to_be_seen_and_one_not_are_both_answered_for(client, nurse, case):
    CaseFactory()
    page = send(client, nurse, SAME_NAME)

    without_asking = send(client, nurse, {**SAME_NAME, **another_baby(page)})
    send(client, nurse, {**SAME_NAME, **another_baby(page), **ASKED})

    assert NEUTRAL in without_asking.content.decode()
    assert Case.objects.count() == 3


def test_another_date_is_another_baby(client, nurse, case):
    send(client, nurse, {**SAME_NAME, "born_on-day": "10"})

    assert Case.objects.count() == 2


def test_a_case_that_was_sent_twice_is_no_duplicate_of_itself(client, nurse):
    sent = {**SAME_NAME, "new_id": str(uuid4())}

    answers = [send(client, nurse, sent) for _ in range(2)]

    assert answers[0].url == answers[1].url


def test_a_twin_is_no_duplicate_of_the_other(client, nurse, case):
    send(client, nurse, {"given_name": "Robin", **BORN}, "add_twin", case.pk)

    assert Case.objects.filter(family=case.family).count() == 2


def test_a_twin_who_has_a_record_elsewhere_is_asked_about(client, nurse, case):
    CaseFactory(given_name="Robin")

    page = send(client, nurse, {"given_name": "Robin", **BORN}, "add_twin", case.pk)

    assert NEUTRAL in page.content.decode()
    assert Case.objects.filter(family=case.family).count() == 1


def test_a_birth_with_a_number_in_use_is_not_recorded(client, nurse, unborn):
    CaseFactory(nhs_number=NUMBER, given_name="Zelda")
    birth = {**BORN, "born_on-day": "20", "born_on-month": "11", "how_many": "one"}

    page = send(client, nurse, {**birth, "nhs_number": NUMBER}, "record_birth", unborn.pk)

    assert NEUTRAL in page.content.decode()
    unborn.refresh_from_db()
    assert not unborn.is_born


def test_a_new_address_of_a_case_asks_nothing_again(client, nurse, case, team):
    CaseFactory(team=team)
    kept = {"given_name": "Wren", "family_name": "Fableton", "mother_name": "Rosa Fableton"}

    send(client, nurse, {**kept, **BORN, "address": "9 Quill Court"}, "edit_case", case.pk)

    case.refresh_from_db()
    assert case.address == "9 Quill Court"


def test_a_corrected_name_is_matched_again(client, nurse, case):
    CaseFactory(given_name="Robin", mother_name="")

    page = send(
        client,
        nurse,
        {"given_name": "Robin", "family_name": "Fableton", **BORN},
        "edit_case",
        case.pk,
    )

    assert NEUTRAL in page.content.decode()
    case.refresh_from_db()
    assert case.given_name == "Wren"


def test_the_names_of_a_case_and_what_it_is_found_by_change_together(nurse, case):
    registering.change_case(case, by=nurse, at=NOW, given_name="Robin")

    assert Case.objects.get(pk=case.pk).name_key == "".join(sorted("robinfableton"))


def test_the_id_of_a_closed_case_gives_nothing_back(nurse, case, team):
    ConflictBlockFactory(case=case, user=nurse)

    with pytest.raises(NotMine):
        registering.register(by=nurse, at=NOW, team=team, owner=nurse, pk=case.pk)
