"""What was not known yet stands on the signed visit, in words and counts, as it was that day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from checklists.answers import private
from checklists.answers.saving import Change
from checklists.guidance.compiled import compiled
from checklists.household.adults import add_adult
from checklists.people.models.teams import Role
from checklists.visits.digest import signed_digest
from checklists.visits.models import Visit
from checklists.visits.signed.amending import THE_WHOLE, Correction, amend
from checklists.visits.signed.not_known import pages_left
from checklists.withdrawal.withdrawing import agree_withdrawal, ask_withdrawal
from tests.factories import CaseFactory, person
from tests.visits.story import AT_THE_VISIT, signed

TITLE = "Not known yet that day"
PUT_OFF = Change(None, reason="short_of_time", how="could_not")
NEXT_DAY = AT_THE_VISIT + timedelta(days=1)
OPEN = {"plan_level": "universal", "sleep_room_share": PUT_OFF, "equipment_checked": "not_done"}
PRIVATE = {"father_identity": ("not_asked", "partner_present")}
MET_WITH_PARTNER = {"present": ("mother", "partner")}


@pytest.fixture
def visit(case):
    return signed(case, {**OPEN, **PRIVATE}, **MET_WITH_PARTNER)


def pages(left):
    """{title: {question: how it stood}}"""
    return {page.title: {one.question: one.stood for one in page.questions} for page in left}


def stood(left, words):
    """How the one question stood that says these words."""
    found = [one.stood for page in left for one in page.questions if words in one.question]
    assert len(found) == 1, found
    return found[0]


def read(client, visit, method="get", name="visit_signed"):
    client.force_login(visit.author)
    return getattr(client, method)(reverse(name, args=[visit.pk]))


def words_of(response):
    return response.content.decode().replace("&#x27;", "'")


def kept(visit):
    """{key: how it stands} of both halves together."""
    row = Visit.objects.select_related("sheet__case").get(pk=visit.pk)
    document = {**row.sheet.body, **private.read_own(row.sheet)}
    return {
        key: one["not_known"]["standing"] for key, one in document.items() if "not_known" in one
    }


def test_each_half_keeps_its_own_questions_and_how_they_stood(visit):
    left = kept(visit)

    assert "plan_level" not in left
    assert left["sleep_room_share"] == left["father_identity"] == "could_not"
    assert left["equipment_checked"] == "not_done"
    assert left["key_contacts_recorded"] == "never_asked"
    assert "father_identity" not in Visit.objects.get(pk=visit.pk).sheet.body


def test_a_first_answer_is_no_longer_among_them(case, visit):
    later = signed(case, {"sleep_room_share": "yes"}, visit_type="targeted")

    assert "sleep_room_share" not in kept(later)
    assert "sleep_room_share" in kept(visit)


def test_it_is_inside_what_is_signed(visit):
    row = Visit.objects.select_related("sheet").get(pk=visit.pk)
    ciphertext = private.ciphertexts([row.sheet_id])[row.sheet_id]
    before = signed_digest(row, ciphertext)

    row.sheet.body["sleep_room_share"]["not_known"]["standing"] = "never_asked"

    assert signed_digest(row, ciphertext) != before


def test_the_signed_page_says_the_page_the_number_and_each_question(client, visit):
    page = read(client, visit)

    left = page.context["not_known"]
    sleep = next(one for one in left if one.title == "Sleep")
    assert f"Sleep: {sleep.count}" in words_of(page)
    assert TITLE in words_of(page)
    absent = "could not be asked: Ran short of time, 23 November 2026"
    assert stood(left, "same room") == absent
    assert stood(left, "equipment is right") == "not done yet: Visit cut short, 23 November 2026"
    assert "never asked" in {one.stood for page in left for one in page.questions}


def test_what_is_private_stands_in_the_opened_part_alone(client, visit):
    shut, opened = read(client, visit), read(client, visit, "post")

    question = "Has the father's identity been shared?"
    assert question not in words_of(shut)
    assert question in words_of(opened)
    reason = "could not be asked: Partner or ex-partner present or within earshot, 23 November 2026"
    assert stood(opened.context["private_not_known"], question) == reason


def test_two_families_that_differ_in_private_show_the_same_at_first(client, version, now):
    told = signed(CaseFactory(), {**OPEN, "father_identity": "yes"})
    untold = signed(CaseFactory(), OPEN)

    lists = [pages(read(client, one).context["not_known"]) for one in (told, untold)]

    assert lists[0] == lists[1]


def test_an_adult_is_named_as_the_visit_names_them(client, case, nurse, now):
    adult = add_adult(case, named="known", answers={}, by=nurse, at=now)
    visit = signed(case, {f"adult_name:{adult.pk}": "Petra"})

    left = read(client, visit, "post").context["private_not_known"]

    assert f"adult_role:{adult.pk}" in kept(visit)
    assert "Family and friends: Petra" in pages(left)


def test_the_print_and_the_text_say_it_in_the_half_they_belong_to(client, visit):
    printed, text = (read(client, visit, name=name) for name in ("visit_print", "visit_copy"))
    apart = read(client, visit, "post", "visit_copy")

    assert TITLE in words_of(printed)
    assert TITLE.upper() in text.context["text"]
    assert "Has the father's identity" not in text.context["text"]
    assert "Has the father's identity" in apart.context["text"]


def test_the_family_copy_says_none_of_it(client, visit):
    copy = words_of(read(client, visit, name="family_copy"))

    assert "Not known yet" not in copy
    assert "never asked" not in copy


def test_an_amendment_leaves_it_as_it_was(client, visit):
    before = pages(read(client, visit).context["not_known"])
    correction = Correction(THE_WHOLE, says="They share a room.", reason="Left out", private=False)

    amend(visit, correction, by=visit.author, at=AT_THE_VISIT)

    assert pages(read(client, visit).context["not_known"]) == before


def test_of_a_visit_entered_in_error_only_the_day_is_left(client, case, visit, time_machine):
    time_machine.move_to(NEXT_DAY, tick=False)
    later = signed(case, {}, visit_type="brief-contact", at=NEXT_DAY)
    assert "Ran short of time" in stood(read(client, later).context["not_known"], "same room")

    asked = ask_withdrawal(visit, reason="Wrong family", by=visit.author, at=NEXT_DAY)
    agree_withdrawal(asked, by=person(Role.MANAGER, case.team), at=NEXT_DAY)

    left = read(client, later).context["not_known"]
    assert stood(left, "same room") == "not known, 23 November 2026"


def test_a_visit_signed_before_it_was_kept_says_nothing(visit):
    """As an older release left it."""
    body = {
        key: {name: said for name, said in entry.items() if name != "not_known"}
        for key, entry in visit.sheet.body.items()
    }

    assert pages_left(compiled(visit.version), body, {str(visit.pk): body}, {}) == []
