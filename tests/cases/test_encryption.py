"""Private words are encrypted for their case alone."""

from base64 import b64encode

import pytest

from checklists.cases.encryption import CannotBeDecrypted, CaseKeyMissing, seal, unseal
from checklists.cases.models.case import Case
from checklists.cases.models.keys import CaseKey
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db

WORDS = {"abuse_asked": {"value": "asked", "note": "Said naïvely: “no”"}}
OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("2025", "2026"))


def again(case):
    return Case.objects.get(pk=case.pk)


def test_what_was_encrypted_is_decrypted_with_the_same_case():
    case = CaseFactory()

    sealed = seal(case, WORDS)

    assert unseal(again(case), sealed) == WORDS


def test_the_words_are_not_readable_in_the_ciphertext():
    assert b"abuse_asked" not in seal(CaseFactory(), WORDS)


def test_the_same_words_never_look_the_same():
    case = CaseFactory()

    assert seal(case, WORDS) != seal(case, WORDS)


def test_nothing_encrypted_yet_reads_as_empty():
    assert unseal(CaseFactory(), b"") == {}


def test_words_moved_to_another_case_are_not_decrypted():
    sealed = seal(CaseFactory(), WORDS)

    with pytest.raises(CannotBeDecrypted):
        unseal(CaseFactory(), sealed)


def test_a_key_moved_to_another_case_decrypts_nothing():
    case, other = CaseFactory(), CaseFactory()
    wrapped = CaseKey.objects.get(case=case).wrapped
    CaseKey.objects.filter(case=other).update(wrapped=wrapped)

    with pytest.raises(CannotBeDecrypted):
        seal(again(other), WORDS)


def test_changed_ciphertext_is_not_decrypted():
    case = CaseFactory()
    sealed = bytearray(seal(case, WORDS))
    sealed[-1] ^= 1

    with pytest.raises(CannotBeDecrypted):
        unseal(case, bytes(sealed))


def test_without_the_key_of_the_environment_nothing_is_decrypted(settings):
    settings.CASE_KEYS = [OLD]
    case = CaseFactory()
    sealed = seal(case, WORDS)

    settings.CASE_KEYS = [NEW]

    with pytest.raises(CaseKeyMissing, match="2025"):
        unseal(again(case), sealed)


def test_an_older_key_of_the_environment_still_decrypts(settings):
    settings.CASE_KEYS = [OLD]
    case = CaseFactory()
    sealed = seal(case, WORDS)

    settings.CASE_KEYS = [NEW, OLD]

    assert unseal(again(case), sealed) == WORDS


def test_a_case_without_key_is_named_in_the_error():
    case = CaseFactory()
    CaseKey.objects.filter(case=case).delete()

    with pytest.raises(CaseKeyMissing, match=str(case.pk)):
        seal(again(case), WORDS)


@pytest.mark.parametrize("keys", [[], ["short:YWJj"]])
def test_unsound_keys_are_refused(settings, keys):
    settings.CASE_KEYS = keys

    with pytest.raises(CaseKeyMissing):
        CaseFactory()
