"""The pages: who opens them, what each says, and what the log says of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from checklists.audit.models import Event
from checklists.cases.access import WholeRecord
from checklists.people.models.teams import Role
from checklists.records import disposing, holding, preparing
from checklists.records.models import Disposal, LegalHold, SubjectRequest
from tests.browsing import sent_back
from tests.factories import (
    CaseFactory,
    ConflictBlockFactory,
    MembershipFactory,
    TeamFactory,
    person,
)
from tests.records.telling import (
    DISCLOSURE,
    add_dan,
    begun,
    grown_up,
    released,
    reviewed,
    waiting,
)
from tests.visits.story import AT_THE_VISIT

pytestmark = pytest.mark.django_db
State = SubjectRequest.State

OF_A_REQUEST = [
    "subject_request",
    "request_entries",
    "preview_request",
    "ask_release",
    "release_request",
    "send_back_request",
    "refuse_request",
    "withdraw_request",
    "request_copy",
    "request_text",
    "request_inside",
]
OF_A_CASE = [
    "case_records",
    "new_request",
    "set_hold",
    "lift_hold",
    "ask_disposal",
    "agree_disposal",
    "decline_disposal",
]
NOBODY = {
    "the holder": lambda case: case.owner,
    "a colleague": lambda case: person(team=case.team),
    "another team's manager": lambda case: person(Role.MANAGER, TeamFactory()),
    "a colleague who manages elsewhere": lambda case: both(case.team),
    "an editor": lambda case: person(Role.EDITOR),
    "an administrator": lambda case: person(Role.SYSTEM_ADMINISTRATOR),
    "a blocked lead": lambda case: blocked(case, person(Role.SAFEGUARDING_LEAD)),
    "a blocked manager": lambda case: blocked(case, person(Role.MANAGER, case.team)),
}


def both(team):
    """Health visitor here and manager of another team."""
    here = person(team=team)
    MembershipFactory(user=here, role=Role.MANAGER)
    return here


def blocked(case, user):
    return ConflictBlockFactory(case=case, user=user).user


def at(name, row=None):
    return reverse(name, args=[row.pk] if row else [])


def kinds(case):
    rows = Event.objects.filter(case_ref=case.pk).exclude(kind="session.ended").order_by("pk")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.parametrize("who", NOBODY)
def test_nothing_is_there_for_others(client, case, manager, who):
    request = waiting(case, manager)
    client.force_login(NOBODY[who](case))

    pages = [
        *((name, request) for name in OF_A_REQUEST),
        *((name, case) for name in OF_A_CASE),
    ]
    for name, row in pages:
        for answer in (client.get(at(name, row)), client.post(at(name, row))):
            assert answer.status_code in (404, 405), name
            assert "Wren" not in answer.content.decode()
    for name in ("subject_requests", "retention"):
        answer = client.get(at(name))
        assert answer.status_code == 404 or "Wren" not in answer.content.decode()


def test_the_list_says_what_is_due_and_logs_the_families_it_shows(client, case, manager, lead):
    waiting(case, manager)
    late = CaseFactory(team=case.team, given_name="Lark")
    begun(late, manager, at=AT_THE_VISIT - timedelta(days=40))
    client.force_login(lead)

    page = client.get(at("subject_requests")).content.decode()

    assert page.index("Lark") < page.index("Wren")
    assert "Due by 21 December 2026" in page
    assert "11 days over" in page
    assert Event.objects.get(kind="requests.read").shown == [str(late.pk), str(case.pk)]


def test_a_deputy_begins_a_copy_for_an_adult(client, case, deputy):
    dan = add_dan(case)
    client.force_login(deputy)

    answer = client.post(
        at("new_request", case),
        {
            "whose": f"adult:{dan.pk}",
            "asked_on-day": "20",
            "asked_on-month": "11",
            "asked_on-year": "2026",
            "asked_by": "His solicitor",
            "identity": "Letter of authority",
        },
    )

    row = SubjectRequest.objects.get()
    assert answer.url == at("subject_request", row)
    assert (row.adult, row.begun_by) == (dan, deputy)


def test_what_is_missing_is_said(client, case, manager):
    client.force_login(manager)

    answer = client.post(at("new_request", case), {"asked_on-year": "2099"})

    assert answer.status_code == 422
    assert "Say whose information is asked for" in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_entries_are_shut_until_they_are_opened(client, case, manager):
    reviewed(case, **DISCLOSURE)
    request = begun(case, manager)
    client.force_login(manager)

    shut = client.get(at("request_entries", request)).content.decode()
    opened = client.post(at("request_entries", request), {"do": "open"}).content.decode()

    assert DISCLOSURE["da_notes"] not in shut
    assert DISCLOSURE["da_notes"] in opened
    assert "Private question or item" in opened
    assert kinds(case)[-3:] == ["case.read", "case.read", "request.entries_read"]


def sent(section, *, put_in=(), keep_out=(), reason="", save=True, **others):
    """What the page sends of one section, and `save` when its button was pressed."""
    said = {
        f"{section}-put_in": list(put_in),
        f"{section}-keep_out": list(keep_out),
        f"{section}-reason": reason,
    }
    return {**said, **({"save": section} if save else {}), **others}


def words(answer):
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def test_entries_that_are_ticked_go_in_with_one_reason(client, case, manager):
    reviewed(case)
    request = begun(case, manager)
    client.force_login(manager)
    address = at("request_entries", request)

    wrong = client.post(address, sent("part1", put_in=["fact:mother"]))
    done = client.post(
        address, sent("part1", put_in=["fact:mother"], reason="She agrees.", show="chosen")
    )

    assert wrong.status_code == 422
    assert "Say why these entries go in or stay out" in wrong.content.decode()
    assert 'value="fact:mother" checked' in wrong.content.decode()
    assert "Goes in. Chosen: She agrees." in done.content.decode()
    assert "fact:nhs" not in done.content.decode()
    assert "Rosa Fableton" in client.get(at("preview_request", request)).content.decode()


def test_nobody_chooses_over_a_choice_that_came_while_the_page_was_open(
    client, case, manager, lead
):
    reviewed(case)
    request = begun(case, manager)
    address = at("request_entries", request)
    agreed = sent("part1", put_in=["fact:mother"], reason="It was agreed.")
    refused = sent("part1", keep_out=["fact:mother"], reason="She took it back.")
    client.force_login(manager)
    page = client.post(address, {"do": "open"})
    client.force_login(lead)
    client.post(address, agreed)
    client.force_login(manager)

    overtaken = client.post(address, sent_back(page, **refused))
    before = goes_in(request, "fact:mother")
    client.post(address, sent_back(overtaken, **refused))

    assert (overtaken.status_code, before) == (422, True)
    assert "Somebody chose about entries that you ticked" in overtaken.text
    assert "Goes in. Chosen: It was agreed." in words(overtaken)
    assert goes_in(request, "fact:mother") is False


def goes_in(request, entry):
    """What was chosen last."""
    return preparing.latest_choices(SubjectRequest.objects.get(pk=request.pk))[entry].include


def test_each_row_says_what_the_rule_decided_and_why_and_each_box_what_it_does(
    client, case, manager
):
    reviewed(case, **DISCLOSURE)
    client.force_login(manager)

    page = client.post(at("request_entries", begun(case, manager)), {"do": "open"})

    rows = page.content.decode().split('<li class="entry">')[1:]
    assert len(rows) > 70
    for row in rows:
        text = " ".join(unescape(strip_tags(row)).split())
        assert re.search(r"Goes in\. \w+|Stays out\. \w+", text)
        boxes = re.findall(
            r'name="\w+-(put_in|keep_out)".*?<span class="choice__label">(.*?)<', row, re.S
        )
        wanted = {"put_in": "Goes into the copy", "keep_out": "Stays out of the copy"}
        assert boxes == [(kind, wanted[kind]) for kind, _ in boxes]
        assert boxes or "Nobody can put it in" in text
    assert "A question whose answer the family may read" in words(page)
    assert "Staff-only question or item" in words(page)


def test_the_few_that_need_a_person_come_first_and_leave_once_decided(client, case, manager):
    """Read before the rest: what somebody typed that goes in, and what the rule kept out only
    because its words seem to name another."""
    reviewed(case, sleep_action_plan="Rosa moves the cot.", crying_plan="Step outside.")
    request = begun(case, manager)
    client.force_login(manager)
    address = at("request_entries", request)

    page = words(client.post(address, {"do": "open"}))
    first = page[page.index("Needs a person first") : page.index("What the rule decided")]
    entry = next(
        one.entry.key
        for one in preparing.judge_entries(request, WholeRecord(manager))
        if one.entry.answer == "Step outside."
    )
    after = client.post(address, sent("first", put_in=[entry], reason="Her own words."))

    assert "Step outside. Goes in." in first
    assert "Typed by somebody" in first
    assert "Rosa moves the cot. Stays out. About, names or points at another person" in first
    assert "Its words name another person" in first
    assert "Did I see the baby at this contact?" not in first
    left = words(after)
    left = left[left.index("Needs a person first") : left.index("What the rule decided")]
    assert "Step outside." not in left
    assert "Rosa moves the cot." in left
    assert "Goes in. Chosen: Her own words." in after.content.decode()
    assert "The rule alone: goes in" in words(after)


def test_the_record_is_folded_by_section_with_how_many_go_in_and_stay_out(client, case, manager):
    reviewed(case)
    client.force_login(manager)

    page = client.post(at("request_entries", begun(case, manager)), {"do": "open"})

    part = r'<details class="disclosure">\s*<summary>(.*?)</summary>'
    folded = re.findall(part, page.content.decode())
    assert strip_tags(folded[0]) == "Personal details: 3 go in, 3 stay out"
    assert re.fullmatch(r"23 November 2026: \d+ go in, \d+ stay out", strip_tags(folded[1]))
    assert page.content.decode().count("Save this section") == 1 + len(folded)


def test_saving_one_section_loses_nothing_that_was_ticked_or_typed_in_another(
    client, case, manager
):
    visit = reviewed(case)
    seen = f"visit:{visit.pk}:baby_seen"
    client.force_login(manager)
    both = {
        **sent("part2", keep_out=[seen], reason="Not asked for.", save=False),
        **sent("part1", put_in=["fact:mother"], reason="She agrees.", show="in"),
    }

    request = begun(case, manager)
    page = client.post(at("request_entries", request), both)
    text = page.content.decode()

    assert f'value="{seen}" checked' in text
    assert "Not asked for.</textarea>" in text
    assert "She agrees.</textarea>" not in text
    assert "What you ticked in other sections is still to be saved." in words(page)
    chosen = preparing.latest_choices(SubjectRequest.objects.get(pk=request.pk))
    assert list(chosen) == ["fact:mother"]


def test_one_section_takes_both_decisions_and_refuses_both_about_one_entry(client, case, manager):
    reviewed(case)
    request = begun(case, manager)
    client.force_login(manager)
    address = at("request_entries", request)
    kept = {"keep_out": ["fact:nhs"], "reason": "As was agreed."}

    torn = client.post(address, sent("part1", put_in=["fact:nhs"], **kept))
    client.post(address, sent("part1", put_in=["fact:mother"], **kept))

    assert torn.status_code == 422
    assert "Tick one for each entry" in words(torn)
    chosen = preparing.latest_choices(SubjectRequest.objects.get(pk=request.pk))
    assert {key: one.include for key, one in chosen.items()} == {
        "fact:mother": True,
        "fact:nhs": False,
    }


@pytest.mark.parametrize("entry", ["item:nobodys", "", "visit:x\x00"])
def test_an_entry_that_is_not_on_the_page_is_refused_in_words(client, case, manager, entry):
    request = begun(case, manager)
    client.force_login(manager)

    answer = client.post(at("request_entries", request), sent("part1", put_in=[entry], reason="x"))

    assert answer.status_code == 422


def test_the_page_of_entries_asks_the_same_for_few_and_many(client, case, manager, statements):
    request = begun(case, manager)
    client.force_login(manager)
    asked_of_the_database = []
    for days in range(1, 4):
        reviewed(case, at=AT_THE_VISIT - timedelta(days=days))
        with statements() as counted:
            page = client.post(at("request_entries", request), {"do": "open"})
        asked_of_the_database.append(len(counted))

    assert page.content.decode().count('type="checkbox"') > 200
    assert len(set(asked_of_the_database[1:])) == 1
    assert asked_of_the_database[0] <= 45


def test_from_putting_forward_to_the_printed_copy(client, case, manager, lead):
    reviewed(case)
    request = begun(case, manager)
    client.force_login(manager)
    client.post(at("ask_release", request), {"sure": "on"})
    assert client.get(at("release_request", request)).status_code == 404

    client.force_login(lead)
    assert client.post(at("release_request", request), {}).status_code == 422
    client.post(at("release_request", request), {"sure": "on"})
    copy = client.get(at("request_copy", request))
    text = client.get(at("request_text", request))

    assert "Is the baby always put down on their back?" in copy.content.decode()
    assert "<title>Copy of a record</title>" in copy.content.decode()
    assert copy["Cache-Control"].count("no-store") == 1
    assert text["Content-Disposition"] == 'attachment; filename="copy-of-a-record.txt"'
    assert "- Is the baby always put down on their back?\n  Always" in text.content.decode()
    assert kinds(case).count("request.exported") == 2
    for name in ("Lee", "Morag", case.owner.name, "Rosa"):
        assert name not in copy.content.decode()


def test_the_preview_is_exactly_what_goes_out(client, case, manager, lead):
    reviewed(case)
    request = waiting(case, manager)
    client.force_login(lead)

    before = client.get(at("preview_request", request)).context["document"]
    client.post(at("release_request", request), {"sure": "on"})

    assert client.get(at("request_copy", request)).context["document"] == before


def test_a_copy_is_given_out_only_by_somebody_who_has_just_confirmed_who_they_are(
    client, case, manager, lead, time_machine
):
    request = released(case, manager, lead)
    client.force_login(lead)
    client.get(at("subject_requests"))
    time_machine.move_to(AT_THE_VISIT + timedelta(minutes=10), tick=False)

    for name in ("request_copy", "request_text"):
        assert client.get(at(name, request)).url.startswith("/accounts/reauthenticate/")
    assert "request.exported" not in kinds(case)


@pytest.mark.parametrize("state", ["preparing", "waiting", "refused", "withdrawn"])
def test_nothing_else_than_a_released_copy_is_given_out(client, case, manager, lead, state):
    request = (begun if state == "preparing" else waiting)(case, manager)
    client.force_login(lead)
    if state in ("refused", "withdrawn"):
        page = {"refused": "refuse_request", "withdrawn": "withdraw_request"}[state]
        client.post(at(page, request), {"reason": "They told us so."})
    request.refresh_from_db()
    assert request.state == state

    assert client.get(at("request_copy", request)).status_code == 404
    assert client.get(at("request_text", request)).status_code == 404


def test_what_stayed_out_is_shut_and_its_opening_logged(client, case, manager, lead):
    reviewed(case, **DISCLOSURE)
    request = released(case, manager, lead)
    client.force_login(lead)

    shut = client.get(at("request_inside", request)).content.decode()
    opened = client.post(at("request_inside", request)).content.decode()

    assert "Routine enquiry" not in shut
    assert "Routine enquiry after the birth" in opened
    assert DISCLOSURE["da_notes"] not in opened
    assert kinds(case)[-1] == "request.inside_read"


def test_every_page_is_one_read_in_the_log(client, case, manager, lead, other_lead):
    """A page that forgets, or logs twice, is named here."""
    preparing_, waiting_ = begun(case, manager), waiting(case, manager)
    given = released(case, manager, lead)
    old = grown_up(team=case.team)
    disposing.ask_disposal(old, by=lead, at=AT_THE_VISIT)
    client.force_login(other_lead)
    pages = [
        ("case_records", case),
        ("new_request", case),
        ("set_hold", case),
        ("agree_disposal", old),
        *((name, preparing_) for name in ("subject_request", "request_entries", "ask_release")),
        *((name, waiting_) for name in ("preview_request", "release_request", "refuse_request")),
        *((name, waiting_) for name in ("send_back_request", "withdraw_request")),
        *((name, given) for name in ("request_copy", "request_text", "request_inside")),
    ]

    for name, row in pages:
        before = Event.objects.filter(kind="case.read").count()
        assert client.get(at(name, row)).status_code == 200, name
        assert Event.objects.filter(kind="case.read").count() == before + 1, name


# --- retention -----------------------------------------------------------------------------------


@pytest.fixture
def old(case):
    return grown_up(team=case.team, given_name="Orin", family_name="Oldbury")


def test_the_retention_page_shows_whose_time_has_passed(client, old, lead):
    grown_up(given_name="Young", ended_why="Moved").save()
    young = grown_up(given_name="Yana")
    young.born_on = young.born_on + timedelta(days=1)
    young.save()
    client.force_login(lead)

    due = client.get(at("retention")).content.decode()
    everything = client.get(at("retention"), {"show": "all"}).content.decode()

    assert "Orin" in due
    assert "May be disposed of since 23 November 2026" in due
    assert "Yana" not in due
    assert "Kept until 24 November 2026" in everything


def test_a_manager_sees_the_ended_families_of_her_team(client, old, manager):
    grown_up(given_name="Elsewhere")
    client.force_login(manager)

    page = client.get(at("retention")).content.decode()

    assert "Orin" in page
    assert "Elsewhere" not in page


def test_a_long_list_goes_on_page_by_page(client, case, lead, statements):
    team = case.team
    owner = case.owner
    for number in range(52):
        grown_up(team=team, owner=owner, given_name=f"N{number:02}")
    client.force_login(lead)

    with statements() as counted:
        first = client.get(at("retention"))
    second = client.get(f"{at('retention')}{first.context['next_url']}")

    names = [row["title"] for page in (first, second) for row in page.context["rows"]]
    assert len(names) == len(set(names)) == 52
    assert len(counted) <= 12


def test_the_list_of_requests_takes_the_same_statements_however_long(
    client, case, manager, lead, statements
):
    def cost():
        client.get(at("subject_requests"))
        with statements() as counted:
            client.get(at("subject_requests"))
        return len(counted)

    client.force_login(lead)
    begun(case, manager)
    few = cost()
    for _ in range(5):
        begun(CaseFactory(team=case.team), manager)

    assert cost() == few <= 12


@pytest.mark.parametrize("after", ["x", "2001-11-23_x", "_", "2001-13-01_x", "\x00"])
def test_a_place_that_is_none_is_the_beginning(client, old, lead, after):
    client.force_login(lead)

    assert "Orin" in client.get(at("retention"), {"after": after}).content.decode()


def test_a_hold_is_seen_by_those_who_decide_and_by_nobody_else(client, old, lead, manager):
    holding.set_hold(old, reason="An inquiry.", by=lead, at=AT_THE_VISIT)

    for who in (lead, manager):
        client.force_login(who)
        assert "An inquiry." in client.get(at("case_records", old)).content.decode()
        assert "Legal hold" in client.get(at("retention")).content.decode()
    client.force_login(old.owner)
    shown = client.get(at("case", old)).content.decode()
    assert "An inquiry." not in shown
    assert "legal hold" not in shown.lower()


def test_a_reason_for_a_hold_that_stands_already_is_shown(client, old, lead):
    holding.set_hold(old, reason="An inquiry.", by=lead, at=AT_THE_VISIT)
    client.force_login(lead)

    late = client.post(at("set_hold", old), {"reason": "A complaint."})

    assert late.status_code == 409
    assert (
        "This was done already, by somebody else or in another window. Nothing changed now."
        in late.text
    )
    assert "A complaint." in late.text
    assert "An inquiry." not in late.text


def test_a_hold_is_set_and_lifted_on_its_pages(client, old, lead, manager):
    client.force_login(lead)
    client.post(at("set_hold", old), {"reason": "An inquiry."})
    assert client.get(at("lift_hold", old)).status_code == 404

    client.force_login(manager)
    client.post(at("lift_hold", old), {"reason": "Over."})

    assert LegalHold.objects.get().lifted_by == manager


def test_two_people_dispose_on_their_pages(client, old, lead, manager):
    client.force_login(lead)
    client.post(at("ask_disposal", old), {"sure": "on"})
    assert client.post(at("agree_disposal", old), {"sure": "on"}).status_code == 404

    client.force_login(manager)
    assert client.post(at("agree_disposal", old), {}).status_code == 422
    answer = client.post(at("agree_disposal", old), {"sure": "on"}, follow=True)

    assert "Nobody can open this record any more" in answer.content.decode()
    for page in ("case", "case_records", "household", "case_visits", "case_outstanding"):
        assert client.get(at(page, old)).status_code == 404
    client.force_login(lead)
    gone = client.get(at("retention")).content.decode()
    assert "Orin" not in gone
    assert f"Record {str(old.pk)[:8]}" in gone


def test_disposal_asks_who_is_there(client, old, lead, time_machine):
    client.force_login(lead)
    client.get(at("retention"))
    time_machine.move_to(AT_THE_VISIT + timedelta(minutes=10), tick=False)

    client.post(at("ask_disposal", old), {"sure": "on"})

    assert not Disposal.objects.exists()


def test_a_record_may_be_kept_after_all(client, old, lead, other_lead):
    disposing.ask_disposal(old, by=lead, at=AT_THE_VISIT)
    client.force_login(other_lead)

    client.post(at("decline_disposal", old))

    assert Disposal.objects.get().outcome == Disposal.Outcome.DECLINED
    assert "It stays." in client.get(at("case_records", old)).content.decode()


def test_before_its_day_or_while_held_there_is_no_page_to_dispose(client, case, old, lead):
    holding.set_hold(old, reason="An inquiry.", by=lead, at=AT_THE_VISIT)
    client.force_login(lead)

    for row in (case, old):
        assert client.get(at("ask_disposal", row)).status_code == 404
        assert client.post(at("ask_disposal", row), {"sure": "on"}).status_code == 404


def test_only_those_who_decide_are_shown_the_way(client, case, lead, manager):
    for who, shown in ((lead, True), (manager, True), (case.owner, False)):
        client.force_login(who)
        assert ("Copies and keeping" in client.get(at("case", case)).content.decode()) is shown
