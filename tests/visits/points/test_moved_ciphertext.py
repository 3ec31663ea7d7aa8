"""Private answers that somebody moved in the tables are an error, and never somebody's answers."""

import pytest

from checklists.answers.models import PrivateSheet
from checklists.answers.private import read_own
from checklists.answers.saving import Change
from checklists.cases.wrapping import CannotBeDecrypted
from tests.answers.filling import url_of, write
from tests.visits.story import begin

SECRET = "She told me that he takes her telephone."


def saved(visit, **changes):
    write(visit, **changes)
    return bytes(stored(visit).get().sealed)


def saved_twice(visit):
    """The ciphertext of the first save, while the second stands."""
    first = saved(visit, da_notes=Change(SECRET))
    saved(visit, da_postnatal=Change("asked_disclosure"))
    return first


def stored(visit):
    return PrivateSheet.objects.filter(sheet=visit.sheet_id)


def test_each_save_counts_a_revision(visit):
    saved_twice(visit)

    assert stored(visit).get().revision == 2
    assert set(read_own(visit.sheet)) == {"da_notes", "da_postnatal"}


def test_an_older_text_of_the_same_sheet_put_back_does_not_open(visit):
    older = saved_twice(visit)

    stored(visit).update(sealed=older)

    with pytest.raises(CannotBeDecrypted, match=f"privatesheet.sealed {visit.sheet_id} of case"):
        read_own(visit.sheet)


def test_the_text_of_another_visit_of_the_same_case_does_not_open(case, visit):
    other = saved(begin(case), da_notes=Change(SECRET))
    saved(visit, da_notes=Change("Nothing."))

    stored(visit).update(sealed=other)

    with pytest.raises(CannotBeDecrypted):
        read_own(visit.sheet)


def test_the_page_is_the_page_of_an_error_and_the_log_holds_no_words(hv, visit, caplog):
    older = saved_twice(visit)
    stored(visit).update(sealed=older)
    hv.raise_request_exception = False

    page = hv.post(url_of(visit, "mothers-wellbeing"), {"do": "open"})

    assert page.status_code == 500
    assert "told me" not in page.content.decode() + caplog.text
    assert "CannotBeDecrypted" in caplog.text
