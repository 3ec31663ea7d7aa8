"""Once a visit is signed, the call sheet of its item goes on until the item is closed."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from checklists.audit.models import Event
from checklists.outstanding import calling
from checklists.outstanding.closing import AlreadyRecorded, agree, ask_to_close
from checklists.outstanding.history import Action, steps
from checklists.outstanding.models import ItemEvent, Outcome, OutstandingItem
from checklists.people.models.teams import Role
from tests.concurrent_presses import at_once
from tests.conftest import Statements
from tests.factories import ItemFactory, TeamFactory, person
from tests.outstanding.with_steps import MARK
from tests.visits.form_data import CALL_AFTER
from tests.visits.story import AT_THE_VISIT, begin, item, reread, say, signed

OPEN = {"open": "titles"}
OFFICER = "Tell the designated officer (LADO) too"
DOCTOR = "Same-day paediatric assessment"
LATER = AT_THE_VISIT + timedelta(minutes=20)
CONCERN = {
    "adult_name": "Dan Inventall",
    "adult_role": "mothers_partner",
    "adult_lives_in_home": "yes",
    "adult_concerns": ["child_concern"],
}


@pytest.fixture
def hv(client, nurse):
    client.force_login(nurse)
    return client


@pytest.fixture
def desk(case):
    case.team.referral_contact = "Referral desk, 01632 960123"
    case.team.save()


@pytest.fixture
def marks(case, desk):
    signed(reread(case), MARK, at=AT_THE_VISIT)
    return item(case, "bruise_non_mobile")


def sheet_of(about):
    return reverse("item_call", args=[about.pk])


def opened(hv, about):
    return hv.post(sheet_of(about), OPEN).content.decode()


def calls_of(about):
    return [one for one in steps(about, with_words=True) if one.event.kind == "called"]


def words_in(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


# What it says


def test_it_is_shut_until_it_is_opened(hv, marks):
    page = hv.get(sheet_of(marks)).content.decode()

    assert "Open it when you are ready" in page
    assert not [words for words in ("960123", "Sunday", DOCTOR, marks.title) if words in page]


def test_opened_it_says_whom_to_ring_what_to_say_and_what_is_still_to_do(hv, marks):
    page = opened(hv, marks)

    assert 'href="tel:01632960123"' in page
    said = words_in(page).split(marks.title, 1)[1]
    order = ["Ring now", "Baby Wren Fableton", "No, rolls only", "Sunday", OFFICER, "Steps"]
    assert [said.index(words) for words in order] == sorted(map(said.index, order))
    assert DOCTOR in said.split("Steps", 1)[1]
    assert "No call is recorded here since the item was opened" in said


def test_the_item_and_the_sheet_of_the_visit_lead_to_it(hv, marks):
    of_item = hv.post(reverse("item", args=[marks.pk]), OPEN).content.decode()
    of_visit = hv.post(reverse("call_sheet", args=[marks.opened_at_visit_id])).content.decode()

    assert sheet_of(marks) in of_item
    assert sheet_of(marks) in of_visit


def test_an_item_of_another_kind_has_none(hv, case):
    other = ItemFactory(case=case)

    assert hv.post(sheet_of(other), OPEN).url == reverse("item", args=[other.pk])
    page = hv.post(reverse("item", args=[other.pk]), OPEN).content.decode()
    assert sheet_of(other) not in page


# A call


def test_a_call_is_an_action_on_the_item_with_who_when_what_and_the_reference(hv, marks, nurse):
    after = hv.post(sheet_of(marks), CALL_AFTER)

    assert after.url == sheet_of(marks)
    (call,) = calls_of(marks)
    assert (call.event.by, call.action.with_whom) == (nurse, "Sam Example")
    said = words_in(opened(hv, marks))
    assert "She said that a doctor sees the baby at 4pm." in said
    assert "Done 23 November 2026, 2.15pm, with Sam Example. Reference: ABC 123" in said
    assert reread_item(marks).state == "open"
    of_item = words_in(hv.post(reverse("item", args=[marks.pk]), OPEN).content.decode())
    assert "Call recorded" in of_item
    assert "Reference: ABC 123" in of_item


def reread_item(about):
    return OutstandingItem.objects.get(pk=about.pk)


def test_the_signed_visit_stays_as_it_was(hv, marks):
    body = marks.opened_at_visit.sheet.body

    hv.post(sheet_of(marks), CALL_AFTER)

    assert reread_item(marks).opened_at_visit.sheet.body == body


def test_the_words_of_a_call_are_sealed(hv, marks):
    hv.post(sheet_of(marks), CALL_AFTER)

    row = ItemEvent.objects.filter(kind="called").values().get()
    assert not [one for one in ("Sam", "doctor", "ABC") if one in str(row)]
    assert Event.objects.filter(kind="item.called", case_ref=marks.case_id).count() == 1
    logged = str(list(Event.objects.values()))
    assert not [one for one in ("Sam Example", "4pm", "ABC 123") if one in logged]


def test_the_same_call_sent_again_stands_once(hv, marks):
    hv.post(sheet_of(marks), CALL_AFTER)
    again = hv.post(sheet_of(marks), CALL_AFTER)

    assert "This call was recorded already." in again.content.decode()
    assert len(calls_of(marks)) == 1
    hv.post(sheet_of(marks), {**CALL_AFTER, "with_whom": "Kim Example"})
    assert [call.action.with_whom for call in calls_of(marks)] == ["Sam Example", "Kim Example"]


@pytest.mark.django_db(transaction=True)
def test_one_call_from_two_windows_at_once_stands_once(marks):
    action = Action("He took it.", AT_THE_VISIT, "Sam", reference="A1")

    def call():
        try:
            calling.record_call(marks, action=action, by=marks.owner, at=AT_THE_VISIT)
        except AlreadyRecorded:
            return False
        return True

    assert sorted(at_once(partial(call), partial(call))) == [False, True]
    assert len(calls_of(marks)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"with_whom": ""}, "Say who you spoke to, by name and role"),
        ({"what": ""}, "Say what was said"),
        ({"reference": ""}, "Enter this: Reference"),
        ({"done_time": "11.30pm"}, "Enter a time that is not in the future"),
        ({"done_on-day": "24"}, "Enter a day that is not in the future"),
        ({"what": "x" * 200_000}, "Shorten this"),
        ({"reference": "\0\u200b"}, "Enter this: Reference"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_what_was_typed_stays(hv, marks, changes, words):
    page = hv.post(sheet_of(marks), {**CALL_AFTER, **changes})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert "2.15pm" in page.content.decode() or "done_time" in changes
    assert calls_of(marks) == []


def test_closed_meanwhile_it_says_so_and_keeps_what_was_typed(hv, marks):
    close_it(marks)

    page = hv.post(sheet_of(marks), CALL_AFTER)

    assert page.status_code == 409
    assert "This item is closed already." in page.content.decode()
    assert "She said that a doctor sees the baby at 4pm." in page.content.decode()
    assert calls_of(marks) == []


def test_once_closed_it_is_read_and_takes_no_call(hv, marks):
    hv.post(sheet_of(marks), CALL_AFTER)
    close_it(marks)

    page = opened(hv, marks)

    assert "Reference: ABC 123" in page
    assert 'name="with_whom"' not in page
    assert "This item is closed." in page


def close_it(about):
    action = Action("All seen.", timezone.now(), "Dr Inkwell", undone="The map: not needed.")
    ask_to_close(about, outcome=Outcome.DONE, action=action, by=about.owner, at=timezone.now())
    agree(about, by=person(Role.MANAGER, about.team), at=timezone.now())


# Steps


def test_a_step_is_ticked_on_the_sheet_with_who_and_when(hv, marks, nurse):
    tick = {"step": "mark_paediatric", "from": "call"}
    asks = hv.post(reverse("tick_step", args=[marks.pk]), tick).content.decode()
    assert 'name="from" value="call"' in asks

    done = hv.post(reverse("tick_step", args=[marks.pk]), {**tick, **CALL_AFTER})

    assert done.url == sheet_of(marks)
    assert re.search(rf"{DOCTOR} Ticked \d.*? by {nurse.name}", words_in(opened(hv, marks)))


# Who


def test_whoever_may_not_write_reads_it_and_records_nothing(client, marks):
    client.force_login(person(Role.SAFEGUARDING_LEAD))

    assert "Ring now" in opened(client, marks)
    assert 'name="with_whom"' not in opened(client, marks)
    assert client.post(sheet_of(marks), CALL_AFTER).status_code == 404
    stranger = person(team=TeamFactory())
    client.force_login(stranger)
    assert client.post(sheet_of(marks), OPEN).status_code == 404
    assert client.post(sheet_of(marks), CALL_AFTER).status_code == 404
    assert calls_of(marks) == []


# A concern about an adult


@pytest.fixture
def concern(case, desk):
    return lambda **said: of_an_adult(case, **said)


def of_an_adult(case, **said):
    adult = case.adults.create(named="known", since_on=AT_THE_VISIT.date(), added_by=case.owner)
    answers = {f"{key}:{adult.pk}": value for key, value in {**CONCERN, **said}.items()}
    signed(reread(case), answers, at=AT_THE_VISIT)
    return item(case, "adult_concern_found")


def test_an_adult_who_works_with_children_leaves_the_officer_to_be_told(hv, concern):
    about = concern(adult_works_with_children="yes", adult_lado_told="not_told")

    sheet = words_in(opened(hv, about))
    page = words_in(hv.post(reverse("item", args=[about.pk]), OPEN).content.decode())

    for said in (sheet, page):
        assert "Designated officer (LADO) told about" in said
    assert "Dan Inventall" in sheet
    assert 'href="tel:01632960123"' in opened(hv, about)
    assert OFFICER in sheet


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"adult_works_with_children": "no"}, []),
        ({"adult_works_with_children": "not_known"}, ["adult_works_with_children"]),
        ({}, ["adult_works_with_children"]),
        ({"adult_works_with_children": "yes"}, ["adult_lado_told"]),
        ({"adult_works_with_children": "yes", "adult_lado_told": "told"}, []),
    ],
)
def test_what_is_not_known_of_it_is_a_step_too(concern, said, left):
    about = concern(**said)

    assert about.history.get(kind="opened").steps == left


def test_who_told_us_is_not_on_the_sheet(hv, concern):
    about = concern(adult_known_from=["child"], adult_works_with_children="yes")

    assert "From a child" not in opened(hv, about)


def test_without_the_private_permission_there_is_no_such_sheet(client, concern, nurse):
    about = concern(adult_works_with_children="yes")
    client.force_login(person(team=nurse.memberships.get().team))

    assert client.post(sheet_of(about), OPEN).status_code == 404


def test_the_sheet_of_a_draft_has_the_same_line_for_every_family(hv, case, desk):
    for said in ({}, MARK):
        visit = say(begin(reread(case)), said)
        page = hv.post(
            reverse("visit_point", args=[visit.pk, "next-steps-for-today"]),
            {"do": "show", "looked": "yes"},
        )
        assert OFFICER in page.content.decode()


@pytest.mark.parametrize("calls", [1, 20])
def test_the_sheet_asks_the_same_few_statements_however_much_was_rung(hv, marks, calls):
    """It is logged as a case and as an item, and asks its visit."""
    ItemFactory.create_batch(calls, case=marks.case)
    for number in range(calls):
        hv.post(sheet_of(marks), {**CALL_AFTER, "with_whom": f"Sam {'a' * (number + 1)}"})
    opened(hv, marks)

    with Statements(connection) as found:
        opened(hv, marks)

    assert len(calls_of(marks)) == calls
    assert len(found) <= 17
