"""Who was in the room: matched at review to the adults of the record, or not, and what follows."""

from collections import defaultdict
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.answers import private
from checklists.answers.models import PrivateSheet
from checklists.cases.encryption import decrypt
from checklists.facts.rule_facts import facts_for_rules
from checklists.facts.storing import read_facts
from checklists.household.adults import add_adult
from checklists.household.models import Adult
from checklists.reading.clock import london_date
from checklists.visits.draft.discarding import NotEmpty, discard
from checklists.visits.draft.matching import say_who_was_there
from checklists.visits.draft.signing import sign
from checklists.visits.draft.views.room_page import names_of
from checklists.visits.forgetting_adults import known_without
from checklists.visits.models import Visit
from checklists.withdrawal.emptying import empty_visit
from checklists.withdrawal.rebuilding import rebuild_facts, rebuilt_facts
from tests.extent import how_many
from tests.factories import CaseFactory
from tests.visits.story import (
    AT_THE_VISIT,
    begin,
    item,
    items,
    leave_the_rest,
    reread,
    say,
    signed,
    working_visit,
)

pytestmark = pytest.mark.django_db
ASKS = "A partner was there. Which of these was it?"
LATER = timedelta(days=7)


@pytest.fixture(autouse=True)
def now(time_machine, content_in_force):
    time_machine.move_to(AT_THE_VISIT + timedelta(days=60), tick=False)


@pytest.fixture
def carl(case):
    return adult_called("Carl Hart", case)


def adult_called(name, case, **said):
    answers = {"adult_name": name, "adult_role": "mothers_partner", **said}
    given = {key: {"value": value, "reason": ""} for key, value in answers.items()}
    return add_adult(case, named=Adult.Named.KNOWN, answers=given, by=case.owner, at=AT_THE_VISIT)


def with_partner(case, *, at=AT_THE_VISIT, visit_type="targeted", answers=None, **begun):
    present = begun.pop("present", ["mother", "partner"])
    visit = begin(reread(case), at=at, visit_type=visit_type, present=present, **begun)
    return say(visit, answers or {"da_seen_alone": "no"}, at=at)


def room_of(visit):
    visit.sheet.case = visit.case
    return private.read_own_half(visit.sheet).room


def matched(adult, how="spoken", code="partner"):
    return {code: {"adults": {str(adult.pk): how}, "not_known": False}}


def signed_with(case, room, *, at=AT_THE_VISIT, **begun):
    visit = with_partner(case, at=at, **begun)
    say_who_was_there(visit, room=room, by=visit.author, at=at)
    visit.sheet.refresh_from_db()
    leave_the_rest(visit, at=at)
    return sign(visit, confirmed_closings=[], by=visit.author, at=at)


def post(client, name, visit, **sends):
    client.force_login(visit.author)
    answer = client.post(reverse(name, args=[visit.pk]), sends, follow=True)
    return unescape(answer.content.decode())


def opened(client, visit):
    return post(client, "visit_review", visit, part="answers", do="show", looked="yes")


def press(client, visit, **sends):
    """As the page sends it that was opened just now, or as one of before with its `shown`."""
    if "shown" not in sends:
        sends["shown"] = shown_in(opened(client, visit))
    return post(client, "visit_room", visit, **sends)


def tick(adult, how="spoken"):
    return f"{how}:{adult.pk}"


# --- the question ------------------------------------------------------------------------------


def test_it_is_asked_in_the_opened_part_alone(client, case, carl):
    visit = with_partner(case)
    client.force_login(visit.author)

    shut = client.get(reverse("visit_review", args=[visit.pk])).content.decode()

    assert "Carl Hart" not in shut
    assert "Which of these" not in shut
    assert ASKS in opened(client, visit)
    assert "Carl Hart, mother's current partner: was there and spoke with me" in opened(
        client, visit
    )


@pytest.mark.parametrize("present", [["mother"], ["mother", "older_child", "professional"]])
def test_nobody_to_match_is_nothing_to_ask(client, case, carl, present):
    assert "Which of these" not in opened(client, with_partner(case, present=present))


def test_a_record_begun_later_does_not_say_who_was_there(client, case, carl):
    visit = with_partner(case)
    Visit.objects.filter(pk=visit.pk).update(written_at=AT_THE_VISIT + timedelta(hours=5))

    assert "Which of these" not in opened(client, visit)


def test_one_tap_matches_and_the_page_stays_open(client, case, carl):
    visit = with_partner(case)

    page = press(client, visit, partner=tick(carl))

    assert room_of(visit) == matched(carl)
    assert f'value="{tick(carl)}" checked' in " ".join(page.split())


def test_two_of_the_same_code_are_both_matched(client, case, carl):
    dan = adult_called("Dan Reed", case)
    visit = with_partner(case, present=["mother", "other_adult"])

    press(client, visit, other_adult=[tick(carl), tick(dan, "not_spoken")])

    assert room_of(visit)["other_adult"]["adults"] == {
        str(carl.pk): "spoken",
        str(dan.pk): "not_spoken",
    }


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        (lambda carl: [tick(carl), tick(carl, "not_spoken")], "Choose one: spoken with"),
        (lambda carl: [tick(carl), "not_known"], "Choose who it was, or that it is not known"),
        (lambda carl: [f"spoken:{uuid4()}"], "Choose from the answers shown"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(client, case, carl, ticks, words):
    visit = with_partner(case)

    assert words in press(client, visit, partner=ticks(carl))
    assert room_of(visit) == {}


def test_one_adult_in_two_roles_was_spoken_with_in_both_or_in_neither(client, case, carl):
    visit = begin(reread(case), present=["mother", "partner", "other_adult"])

    told = press(client, visit, partner=[tick(carl)], other_adult=[tick(carl, "not_spoken")])

    assert "Choose one: spoken with" in told
    assert room_of(visit) == {}


def test_signing_never_waits_for_it(case, carl):
    visit = leave_the_rest(with_partner(case))

    sign(visit, confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    assert Visit.objects.get(pk=visit.pk).status == "signed"


def test_a_draft_in_which_only_this_was_said_is_not_discarded_alone(case, carl):
    visit = begin(reread(case), visit_type="targeted", present=["partner"])
    say_who_was_there(visit, room=matched(carl), by=visit.author, at=AT_THE_VISIT)

    with pytest.raises(NotEmpty):
        discard(visit, mistake="twice", by=visit.author, at=AT_THE_VISIT)


# --- somebody else -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["targeted", "brief-contact"])
def test_somebody_else_is_added_and_offered(client, case, kind):
    visit, new = with_partner(case, visit_type=kind), str(uuid4())

    for _ in range(2):
        page = press(
            client,
            visit,
            do="add_adult",
            new_adult=new,
            new_adult_name="Dan Reed",
            another_person="on",
        )

    assert "Dan Reed: was there and spoke with me" in page
    assert str(case.adults.get().pk) == new


def test_what_was_ticked_is_kept_when_somebody_else_is_added(client, case, carl):
    visit = with_partner(case)

    press(client, visit, partner=tick(carl), do="add_adult", new_adult_name="Dan Reed")

    assert room_of(visit) == matched(carl)


def test_a_name_that_is_there_already_is_asked_about(client, case, carl):
    page = press(client, with_partner(case), do="add_adult", new_adult_name="Carl Hart")

    assert "This is another person" in page
    assert case.adults.count() == 1


# --- met ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "known", "proposed"),
    [
        ("spoken", None, "yes"),
        ("spoken", "no", "yes"),
        ("spoken", "seen_not_spoken", "yes"),
        ("spoken", "yes", None),
        ("not_spoken", None, "seen_not_spoken"),
        ("not_spoken", "no", "seen_not_spoken"),
        ("not_spoken", "seen_not_spoken", None),
        ("not_spoken", "yes", None),
    ],
)
def test_met_is_proposed_and_only_a_press_answers_it(client, case, how, known, proposed):
    carl = adult_called("Carl Hart", case, **({"adult_met": known} if known else {}))
    visit = with_partner(case)
    key = f"adult_met:{carl.pk}"

    page = press(client, visit, partner=tick(carl, how))

    assert ('name="met"' in page) is (proposed is not None)
    assert key not in working_visit(visit).documents
    press(client, visit, partner=tick(carl, how), met=str(carl.pk))
    answered = working_visit(Visit.objects.get(pk=visit.pk)).documents.get(key, {}).get("value")
    assert answered == proposed


def test_met_has_the_day_of_the_visit(client, case, carl):
    visit = with_partner(case)
    press(client, visit, partner=tick(carl), met=str(carl.pk))
    visit.sheet.refresh_from_db()

    sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    met = read_facts(reread(case), with_private=True).private_answers[f"adult_met:{carl.pk}"]
    assert (met["value"], met["on"]) == ("yes", "2026-11-23")


# --- kept, frozen, withdrawn -------------------------------------------------------------------


def test_it_is_encrypted_and_survives_every_later_save(client, case, carl):
    visit = with_partner(case)
    say_who_was_there(visit, room=matched(carl), by=visit.author, at=AT_THE_VISIT)
    visit.sheet.refresh_from_db()

    say(visit, {"da_interpreter": "not_needed"})

    row = PrivateSheet.objects.get(pk=visit.sheet_id)
    assert room_of(visit) == matched(carl)
    assert str(carl.pk).encode() not in bytes(row.sealed)
    assert str(carl.pk) not in str(visit.sheet.body)


def test_it_is_frozen_with_the_visit_and_read_in_its_private_part(client, case, carl):
    visit = signed_with(case, matched(carl))

    client.force_login(case.owner)
    address = reverse("visit_signed", args=[visit.pk])
    shut = client.get(address).content.decode()
    page = " ".join(unescape(client.post(address).content.decode()).split())

    assert decrypt(PrivateSheet.objects.get(pk=visit.sheet_id))["room"] == matched(carl)
    assert "Carl Hart" not in shut
    assert ASKS in page
    assert "Carl Hart: was there and spoke with me" in page
    press(client, visit, partner="not_known", shown="")
    assert room_of(visit) == matched(carl)


def test_alone_in_the_private_half_it_is_frozen_too(case, carl):
    visit = begin(reread(case), visit_type="brief-contact", present=["partner"])
    say_who_was_there(visit, room=matched(carl), by=visit.author, at=AT_THE_VISIT)
    visit.sheet.refresh_from_db()
    sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=AT_THE_VISIT)

    assert PrivateSheet.objects.get(pk=visit.sheet_id).frozen_at
    assert room_of(visit) == matched(carl)


def test_what_nobody_said_is_read_back_as_that(client, case, carl):
    visit = signed_with(case, {})

    assert "Not said who it was" in post(client, "visit_signed", visit)


def test_a_visit_entered_in_error_leaves_nothing_of_it(case, carl):
    visit = signed_with(case, {})
    signed_with(case, {}, at=AT_THE_VISIT + LATER)
    assert counted(case) == 2

    empty_visit(Visit.objects.select_related("case", "sheet").get(pk=visit.pk), at=AT_THE_VISIT)
    rebuild_facts(reread(case))

    assert counted(case) == 1
    assert room_of(visit) == {}


def test_an_adult_who_was_matched_elsewhere_is_not_forgotten(case, carl):
    one = signed_with(case, {})
    signed_with(case, matched(carl), at=AT_THE_VISIT + LATER)

    assert str(carl.pk) in known_without(one)


def test_one_no_longer_around_is_offered_last_and_says_so(case, carl):
    dan = adult_called("Dan Reed", case)
    Adult.objects.filter(pk=carl.pk).update(until_on=london_date(AT_THE_VISIT))

    names = names_of(working_visit(with_partner(case)))

    assert list(names) == [str(dan.pk), str(carl.pk)]
    assert names[str(carl.pk)].endswith("no longer around since 23 November 2026")


# --- unmatched ---------------------------------------------------------------------------------


def counted(case):
    facts = read_facts(reread(case), with_private=True)
    on = london_date(AT_THE_VISIT)
    return facts_for_rules(reread(case), facts, on, open_items=[])["present_unmatched_contacts"]


def test_unmatched_at_two_contacts_is_one_private_item_for_supervision(case, carl):
    signed_with(case, {"partner": {"adults": {}, "not_known": True}})
    assert items(case, "present_not_matched") == []

    signed_with(case, {}, at=AT_THE_VISIT + LATER)
    signed_with(case, {}, at=AT_THE_VISIT + 2 * LATER)

    found = item(case, "present_not_matched")
    assert found.private
    assert found.bring_to_supervision
    assert found.neutral_title == "Visit follow-up"


def test_matched_at_last_its_closing_is_proposed(client, case, carl):
    signed_with(case, {})
    signed_with(case, {}, at=AT_THE_VISIT + LATER)
    found = item(case, "present_not_matched")
    visit = with_partner(case, at=AT_THE_VISIT + 2 * LATER)

    press(client, visit, partner=tick(carl))
    page = post(client, "visit_review", visit, part="signing", do="show", looked="yes")

    assert str(found.pk) in page


def test_matched_at_once_nothing_opens(case, carl):
    for weeks in range(3):
        signed_with(case, matched(carl), at=AT_THE_VISIT + weeks * LATER)

    assert items(case, "present_not_matched") == []
    assert counted(case) == 0


CODES = ["father", "partner", "other_adult"]
CONTACTS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.dictionaries(
            st.sampled_from(CODES), st.sampled_from(["matched", "not_known", "", "both"])
        ),
    ),
    max_size=6,
)


@settings(
    max_examples=how_many(suite=6, full=200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(CONTACTS)
def test_the_count_equals_one_over_the_signed_visits(contacts):
    case = CaseFactory()
    carl = adult_called("Carl Hart", case)
    for day, there in contacts:
        room = {code: said_of(carl, how) for code, how in there.items() if how}
        present = ["mother", *there]
        signed_with(case, room, at=AT_THE_VISIT + timedelta(days=day), present=present)

    assert counted(case) == unmatched_by_hand(contacts)
    kept = read_facts(reread(case), with_private=True).private_counters
    rebuilt = rebuilt_facts(reread(case)).private_counters
    assert rebuilt.get("unmatched") == kept.get("unmatched")
    assert ("unmatched" in kept) == bool(contacts)


def said_of(adult, how):
    adults = {str(adult.pk): "spoken"} if how in ("matched", "both") else {}
    return {"adults": adults, "not_known": how != "matched"}


def unmatched_by_hand(contacts):
    last = defaultdict(lambda: -1)
    for day, there in contacts:
        for code, how in there.items():
            if how == "matched":
                last[code] = max(last[code], day)
    return sum(
        any(how != "matched" and day > last[code] for code, how in there.items())
        for day, there in contacts
    )


# --- two windows, and a visit signed meanwhile -------------------------------------------------


def shown_in(page):
    return page.split('name="shown" value="')[1].partition('">')[0]


def test_what_another_window_saved_is_not_undone(client, case, carl):
    dan = adult_called("Dan Reed", case)
    visit = with_partner(case, present=["partner", "father"])
    shown = shown_in(opened(client, visit))

    press(client, visit, shown=shown, partner=tick(carl))
    press(client, visit, shown=shown, father=tick(dan))

    assert room_of(visit) == {**matched(carl), **matched(dan, code="father")}


def test_what_both_changed_is_asked(client, case, carl):
    dan = adult_called("Dan Reed", case)
    visit = with_partner(case)
    shown = shown_in(opened(client, visit))
    press(client, visit, shown=shown, partner=tick(carl))

    page = press(client, visit, shown=shown, partner=tick(dan))

    assert "changed while you had the page open" in page
    assert room_of(visit) == matched(carl)


def test_signed_meanwhile_nothing_is_kept(client, case, carl):
    visit = signed(case, {}, visit_type="targeted", present=["mother", "partner"])

    page = press(client, visit, partner=tick(carl), shown="")

    assert "signed meanwhile" in page
    assert room_of(visit) == {}
