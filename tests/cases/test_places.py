"""A ciphertext opens in its own place alone, whoever can write in the tables."""

from itertools import permutations

import pytest
from django.apps import apps
from django.db.models import BinaryField

from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.sealed import SealedField
from checklists.cases.places import PlaceNotKnown, sealed_columns
from checklists.cases.wrapping import CannotBeDecrypted
from checklists.outstanding.models import ItemEvent, OutstandingItem
from tests.cases.sealed_rows import later, rows_of
from tests.factories import CaseFactory, ItemFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = {"why": "Invented words"}
# Bytes that are no private words of a case.
OTHER_BYTES = {"casekey.wrapped", "casekey.earlier", "casename.word", "unsentwords.sealed"}


def opens(row, column):
    try:
        return decrypt(row, column) == WORDS
    except CannotBeDecrypted:
        return False


def test_every_column_of_ciphertext_says_what_its_place_is():
    found = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("checklists").get_models()
        for field in model._meta.fields
        if isinstance(field, BinaryField) and not isinstance(field, SealedField)
    }

    assert found == OTHER_BYTES


def test_what_is_written_in_a_place_opens_there_and_in_no_other():
    """In every column of two rows of each table, in two cases."""
    by = UserFactory()
    rows = [
        row
        for case in (CaseFactory(), CaseFactory())
        for times in range(2)
        for row in rows_of(case, by, later(times))
    ]
    columns = {model: names for model, names, _ in sealed_columns()}
    assert set(columns) == {type(row) for row in rows}
    places = [(row, column) for row in rows for column in columns[type(row)]]
    for row, column in places:
        encrypt(row, **{column: WORDS})
    assert all(opens(*place) for place in places)

    written = {id(row): {name: getattr(row, name) for name in columns[type(row)]} for row in rows}
    wrong = []
    for (one, its), (other, column) in permutations(places, 2):
        setattr(other, column, written[id(one)][its])
        wrong += [(one, its, other, column)] if opens(other, column) else []
        setattr(other, column, written[id(other)][column])

    # The facts of a case are one row: there is no second place for them.
    facts = [row for row in rows if row._meta.model_name == "casefacts"]
    assert [pair for pair in wrong if not (pair[0] in facts and pair[2] in facts)] == []


def test_who_wrote_what_when_cannot_be_changed_under_it():
    item = ItemFactory()
    by, other = UserFactory(), UserFactory()
    event = encrypt(ItemEvent(item=item, kind="acted", at=later(0), by=by), sealed=WORDS)
    event.save()

    for change in ({"by": other}, {"at": later(1)}, {"kind": "closed"}):
        moved = ItemEvent(**{"item": item, "kind": "acted", "at": later(0), "by": by, **change})
        moved.sealed = event.sealed
        with pytest.raises(CannotBeDecrypted, match="was not made for it"):
            decrypt(moved)


def test_the_place_is_the_same_before_and_after_it_was_stored():
    case, by = CaseFactory(), UserFactory()
    item = ItemFactory(case=case)
    event = encrypt(ItemEvent(item=item, kind="acted", at=later(0), by=by), sealed=WORDS)
    ItemEvent.objects.bulk_create([event])

    assert decrypt(ItemEvent.objects.get()) == WORDS


def test_a_row_that_does_not_say_where_it_stands_holds_nothing():
    item = OutstandingItem(case=CaseFactory())

    with pytest.raises(PlaceNotKnown):
        encrypt(ItemEvent(item=item, kind="acted", at=later(0)), sealed=WORDS)
