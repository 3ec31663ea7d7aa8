"""Private words are encrypted for their place alone: see also tests/home/test_places.py."""

import json
from base64 import b64encode

import pytest

from checklists.cases.encryption import BOUND, decrypt, encrypt, key_of
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.places import place_of
from checklists.cases.wrapping import CannotBeDecrypted, CaseKeyMissing, encrypt_bytes
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db

WORDS = {"abuse_asked": {"value": "asked", "note": "Said naïvely: “no”"}}
OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("2025", "2026"))


def written(case=None):
    return encrypt(EmergencyGrant(case=case or CaseFactory()), sealed=WORDS)


def again(row):
    """The same row, as another request has it: the key of its case is fetched anew."""
    case = Case.objects.get(pk=row.case_id)
    return EmergencyGrant(pk=row.pk, case=case, sealed=row.sealed)


def test_what_was_encrypted_is_decrypted_in_the_same_place():
    assert decrypt(again(written())) == WORDS


def test_what_was_encrypted_before_documents_were_compressed_is_still_decrypted():
    row = EmergencyGrant(case=CaseFactory())
    plain, place = json.dumps(WORDS).encode(), place_of(row, "sealed", row.case.pk)
    row.sealed = BOUND + encrypt_bytes(key_of(row.case).data_key, plain, place.binding)

    assert decrypt(again(row)) == WORDS


def test_what_repeats_in_a_document_takes_its_room_once():
    answers = {f"prompt_{n}": {"value": "asked", "note": "", "by": "Nia"} for n in range(60)}

    row = encrypt(EmergencyGrant(case=CaseFactory()), sealed=answers)

    assert len(row.sealed) < len(json.dumps(answers)) / 4
    assert decrypt(again(row)) == answers


def test_the_words_are_not_readable_in_the_ciphertext():
    assert b"abuse_asked" not in written().sealed


def test_the_same_words_never_look_the_same():
    row = written()
    once = row.sealed

    assert encrypt(row, sealed=WORDS).sealed != once


def test_nothing_encrypted_yet_reads_as_empty():
    assert decrypt(EmergencyGrant(case=CaseFactory(), sealed=b"")) == {}


def test_a_key_moved_to_another_case_decrypts_nothing():
    case, other = CaseFactory(), CaseFactory()
    wrapped = CaseKey.objects.get(case=case).wrapped
    CaseKey.objects.filter(case=other).update(wrapped=wrapped)

    with pytest.raises(CannotBeDecrypted):
        written(Case.objects.get(pk=other.pk))


@pytest.mark.parametrize("change", [lambda text: text[:-1] + b"x", lambda text: text[:12], bytes])
def test_changed_ciphertext_is_not_decrypted(change):
    row = written()
    row.sealed = change(row.sealed) if change is not bytes else b"\x00" * 40

    with pytest.raises(CannotBeDecrypted, match=f"emergencygrant.sealed {row.pk} of case"):
        decrypt(row)


def test_without_the_key_of_the_environment_nothing_is_decrypted(settings):
    settings.CASE_KEYS = [OLD]
    row = written()

    settings.CASE_KEYS = [NEW]

    with pytest.raises(CaseKeyMissing, match="2025"):
        decrypt(again(row))


def test_an_older_key_of_the_environment_still_decrypts(settings):
    settings.CASE_KEYS = [OLD]
    row = written()

    settings.CASE_KEYS = [NEW, OLD]

    assert decrypt(again(row)) == WORDS


def test_a_case_without_key_is_named_in_the_error():
    case = CaseFactory()
    CaseKey.objects.filter(case=case).delete()

    with pytest.raises(CaseKeyMissing, match=str(case.pk)):
        written(Case.objects.get(pk=case.pk))


@pytest.mark.parametrize("keys", [[], ["short:YWJj"]])
def test_unsound_keys_are_refused(settings, keys):
    settings.CASE_KEYS = keys

    with pytest.raises(CaseKeyMissing):
        CaseFactory()
