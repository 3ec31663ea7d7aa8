"""Answers are saved with who and when, private ones encrypted, and no save undoes another."""

from datetime import timedelta
from uuid import uuid4

import pytest

from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.answers.private import NotPermitted, read, read_own
from checklists.answers.receipts import ReceiptTaken
from checklists.answers.saving import Change, SheetFrozen, UnknownPrompt, save_point
from checklists.audit.models import Event
from checklists.cases.access import access_to
from tests.answers.conftest import NOW
from tests.factories import person

SECRET = "She told me that he takes her telephone."


@pytest.fixture
def sheet(visit):
    return visit.sheet


@pytest.fixture
def save(sheet, wren):
    """Save changes by Wren's health visitor; other keyword arguments take the place of hers."""

    def save(changes, **said):
        usual = {"base_revisions": {}, "receipt": None, "by": wren.owner, "at": NOW}
        return save_point(sheet, changes=changes, **{**usual, **said})

    return save


def stored(sheet):
    return AnswerSheet.objects.get(pk=sheet.pk).body


def test_an_answer_is_kept_with_who_and_when(sheet, save, wren):
    save({"sleep_back": Change("always", note="as shown")})

    assert stored(sheet)["sleep_back"] == {
        "value": "always",
        "reason": "",
        "note": "as shown",
        "how": "answered",
        "at": "2026-11-23T14:21:00+00:00",
        "by": str(wren.owner.pk),
        "revision": 1,
    }


def test_each_change_counts_a_revision_of_its_prompt_alone(save):
    save({"sleep_back": Change("always"), "sleep_sofa": Change("no")})

    saved = save({"sleep_back": Change("sometimes")}, base_revisions={"sleep_back": 1})

    assert saved.revisions == {"sleep_back": 2}


def test_a_blank_is_no_answer(sheet, save):
    save({"sleep_back": Change(None)})

    assert stored(sheet) == {}


def test_an_answer_can_be_taken_back(sheet, save):
    save({"sleep_day_place": Change(["sling"])})

    save({"sleep_day_place": Change(None)}, base_revisions={"sleep_day_place": 1})

    assert stored(sheet)["sleep_day_place"]["value"] is None
    assert stored(sheet)["sleep_day_place"]["revision"] == 2


def test_another_answer_to_the_same_question_clashes_and_is_not_stored(sheet, save):
    save({"sleep_back": Change("always")})

    saved = save({"sleep_back": Change("sometimes"), "sleep_sofa": Change("no")})

    assert [(clash.key, clash.mine.value, clash.theirs["value"]) for clash in saved.clashes] == [
        ("sleep_back", "sometimes", "always")
    ]
    assert stored(sheet)["sleep_back"]["value"] == "always"
    assert stored(sheet)["sleep_sofa"]["value"] == "no"


def test_the_same_answer_from_two_windows_is_no_clash(save):
    save({"sleep_back": Change("always")})

    saved = save({"sleep_back": Change("always")})

    assert saved.clashes == []
    assert saved.revisions == {"sleep_back": 1}


def test_a_repeated_receipt_gives_the_first_result(sheet, save):
    receipt = uuid4()
    first = save({"sleep_back": Change("always")}, receipt=receipt)
    save({"sleep_back": Change("sometimes")}, base_revisions={"sleep_back": 1})

    again = save({"sleep_back": Change("always")}, receipt=receipt)

    assert again == first
    assert stored(sheet)["sleep_back"]["value"] == "sometimes"


def test_a_repeated_receipt_shows_its_clashes_again(save):
    receipt = uuid4()
    save({"sleep_back": Change("always")})
    save({"sleep_back": Change("sometimes")}, receipt=receipt)

    again = save({"sleep_back": Change("sometimes")}, receipt=receipt)

    assert [clash.theirs["value"] for clash in again.clashes] == ["always"]


def test_what_was_typed_after_a_lost_answer_is_kept_without_a_clash(sheet, save):
    receipt = uuid4()
    save({"baby_lived_experience": Change("He wakes")}, receipt=receipt)

    again = save({"baby_lived_experience": Change("He wakes at six")}, receipt=receipt)

    assert again.clashes == []
    assert stored(sheet)["baby_lived_experience"]["value"] == "He wakes at six"


def test_a_receipt_of_someone_else_is_refused(save):
    receipt = uuid4()
    save({"sleep_back": Change("always")}, receipt=receipt)

    with pytest.raises(ReceiptTaken):
        save({"sleep_back": Change("always")}, receipt=receipt, by=person_of_a_team())


def person_of_a_team():
    return person(team=None, role="safeguarding_lead")


def test_a_frozen_sheet_takes_nothing(sheet, save):
    AnswerSheet.objects.filter(pk=sheet.pk).update(frozen_at=NOW)

    with pytest.raises(SheetFrozen):
        save({"sleep_back": Change("always")})

    assert stored(sheet) == {}


def test_an_unknown_prompt_stores_nothing(sheet, save):
    with pytest.raises(UnknownPrompt):
        save({"sleep_back": Change("always"), "no_such_prompt": Change("yes")})

    assert stored(sheet) == {}


def test_a_private_answer_is_encrypted_and_nowhere_else(sheet, save, wren):
    save({"da_notes": Change(SECRET), "sleep_back": Change("always")}, receipt=uuid4())

    assert list(stored(sheet)) == ["sleep_back"]
    assert SECRET.encode() not in bytes(PrivateSheet.objects.get(pk=sheet.pk).sealed)
    assert SECRET not in str(list(Receipt.objects.values()))
    assert read(sheet, access_to(wren.owner, wren.pk))["da_notes"]["value"] == SECRET


def test_a_private_answer_of_an_adult_is_encrypted_too(sheet, save):
    save({f"adult_name:{uuid4()}": Change("Ivo")})

    assert stored(sheet) == {}


def test_the_private_sheet_opens_to_nobody_without_the_permission(sheet, save, wren):
    save({"da_notes": Change(SECRET)})

    with pytest.raises(NotPermitted):
        read(sheet, access_to(person(team=wren.team), wren.pk))


def test_who_writes_a_draft_may_always_read_it(sheet, save, wren):
    save({"da_notes": Change(SECRET)})

    assert read_own(sheet)["da_notes"]["value"] == SECRET


def test_a_sitting_is_one_line_in_the_log(save):
    for minutes in (0, 20, 45, 70):
        save(
            {"sleep_back": Change(f"{minutes}")},
            base_revisions={"sleep_back": 1},
            at=later(minutes),
        )
    save({"sleep_sofa": Change("no")}, at=later(101))

    assert Event.objects.filter(kind="visit.saved").count() == 2


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def test_a_save_that_changes_nothing_leaves_no_line(save):
    save({"sleep_back": Change(None)})

    assert not Event.objects.filter(kind="visit.saved").exists()
