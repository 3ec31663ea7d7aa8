"""Private words are encrypted for their case alone."""

from base64 import b64encode

import pytest

from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import CannotBeDecrypted, CaseKeyMissing
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db

WORDS = {"abuse_asked": {"value": "asked", "note": "Said naïvely: “no”"}}
OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("2025", "2026"))


def again(case):
    return Case.objects.get(pk=case.pk)


def test_what_was_encrypted_is_decrypted_with_the_same_case():
    case = CaseFactory()

    sealed = encrypt(case, WORDS)

    assert decrypt(again(case), sealed) == WORDS


def test_the_words_are_not_readable_in_the_ciphertext():
    assert b"abuse_asked" not in encrypt(CaseFactory(), WORDS)


def test_the_same_words_never_look_the_same():
    case = CaseFactory()

    assert encrypt(case, WORDS) != encrypt(case, WORDS)


def test_nothing_encrypted_yet_reads_as_empty():
    assert decrypt(CaseFactory(), b"") == {}


def test_words_moved_to_another_case_are_not_decrypted():
    sealed = encrypt(CaseFactory(), WORDS)

    with pytest.raises(CannotBeDecrypted):
        decrypt(CaseFactory(), sealed)


def test_a_key_moved_to_another_case_decrypts_nothing():
    case, other = CaseFactory(), CaseFactory()
    wrapped = CaseKey.objects.get(case=case).wrapped
    CaseKey.objects.filter(case=other).update(wrapped=wrapped)

    with pytest.raises(CannotBeDecrypted):
        encrypt(again(other), WORDS)


def test_changed_ciphertext_is_not_decrypted():
    case = CaseFactory()
    sealed = bytearray(encrypt(case, WORDS))
    sealed[-1] ^= 1

    with pytest.raises(CannotBeDecrypted):
        decrypt(case, bytes(sealed))


def test_without_the_key_of_the_environment_nothing_is_decrypted(settings):
    settings.CASE_KEYS = [OLD]
    case = CaseFactory()
    sealed = encrypt(case, WORDS)

    settings.CASE_KEYS = [NEW]

    with pytest.raises(CaseKeyMissing, match="2025"):
        decrypt(again(case), sealed)


def test_an_older_key_of_the_environment_still_decrypts(settings):
    settings.CASE_KEYS = [OLD]
    case = CaseFactory()
    sealed = encrypt(case, WORDS)

    settings.CASE_KEYS = [NEW, OLD]

    assert decrypt(again(case), sealed) == WORDS


def test_a_case_without_key_is_named_in_the_error():
    case = CaseFactory()
    CaseKey.objects.filter(case=case).delete()

    with pytest.raises(CaseKeyMissing, match=str(case.pk)):
        encrypt(again(case), WORDS)


@pytest.mark.parametrize("keys", [[], ["short:YWJj"]])
def test_unsound_keys_are_refused(settings, keys):
    settings.CASE_KEYS = keys

    with pytest.raises(CaseKeyMissing):
        CaseFactory()
