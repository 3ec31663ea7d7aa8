"""Case keys move to a new key of the environment, and say when the old one may go."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from checklists.accounts import unsent
from checklists.audit.models import Event
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.rotating_keys import rotate_key, rotate_keys
from tests.accounts.second_factors import SECRET, give_app, recovery_codes_of, secret_of
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = {"why": "Invented words"}
TYPED = [["note", "Half a sentence"]]
OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("2025", "2026"))
OTHER_OF_THAT_NAME = f"2025:{b64encode(b'9999' * 8).decode()}"


@pytest.fixture(autouse=True)
def older(settings):
    settings.CASE_KEYS = [OLD]


@pytest.fixture
def rotate(settings, capsys):
    """What the command says."""

    def run(*keys, command="rotate_case_keys"):
        settings.CASE_KEYS = list(keys)
        call_command(command)
        return capsys.readouterr().out

    return run


def wrapped_with():
    return list(CaseKey.objects.order_by("pk").values_list("wrapped_with", flat=True))


def written(case):
    return encrypt(EmergencyGrant(case=case), sealed=WORDS)


def reread(case):
    return Case.objects.get(pk=case.pk)


def test_every_record_opens_once_the_old_key_is_gone(rotate, settings):
    cases = [CaseFactory() for _ in range(3)]
    rows = [written(case) for case in cases]

    rotate(NEW, OLD)

    settings.CASE_KEYS = [NEW]
    assert [decrypt(row, case=reread(row.case)) for row in rows] == [WORDS] * 3


def test_everything_else_under_the_old_key_goes_along(rotate, settings):
    user = UserFactory()
    give_app(user)
    codes = recovery_codes_of(user)
    unsent.keep_words(user, place="/cases/1/", fields=TYPED, at=NOW)

    said = rotate(NEW, OLD)

    settings.CASE_KEYS = [NEW]
    assert secret_of(user) == SECRET
    assert recovery_codes_of(user) == codes
    assert unsent.kept_words(user, place="/cases/1/", at=NOW) == TYPED
    assert "Key 2025 opens nothing any more: it may be removed." in said


def test_one_that_was_cut_off_goes_on(rotate, settings):
    cases = [CaseFactory() for _ in range(3)]
    settings.CASE_KEYS = [NEW, OLD]
    next(rotate_keys())
    assert sorted(wrapped_with()) == ["2025", "2025", "2026"]

    said = rotate(NEW, OLD)

    assert "Encrypted anew: 2 of 2 case keys." in said
    assert wrapped_with() == ["2026"] * len(cases)


def test_run_again_it_changes_nothing(rotate):
    CaseFactory()
    rotate(NEW, OLD)
    before = list(CaseKey.objects.values())

    assert "Encrypted anew: 0 of 0 case keys." in rotate(NEW, OLD)
    assert list(CaseKey.objects.values()) == before


def test_a_record_disposed_of_meanwhile_is_passed_over(settings):
    case = CaseFactory()
    CaseKey.objects.all().delete()
    settings.CASE_KEYS = [NEW, OLD]

    assert rotate_key(case.pk) is False


def test_the_log_holds_counts_and_never_a_key(rotate):
    CaseFactory()

    rotate(NEW, OLD)

    begun, done = Event.objects.filter(kind__startswith="keys.").order_by("seq")
    assert (begun.kind, begun.details) == ("keys.rotation_begun", {"case_keys": 1})
    assert (done.kind, done.details) == (
        "keys.rotated",
        {"case_keys": 1, "second_factors": 0, "unsent_words": 0},
    )


def test_what_no_key_opens_is_named_and_the_rest_moves(rotate, settings, capsys):
    lost, settings.CASE_KEYS = CaseFactory(), [f"2024:{NEW.partition(':')[2]}"]
    CaseFactory()
    settings.CASE_KEYS = [NEW, f"2024:{NEW.partition(':')[2]}"]

    with pytest.raises(CommandError, match="cannot be opened: 1"):
        call_command("rotate_case_keys")

    said = capsys.readouterr().out
    assert "CASE_KEYS lacks key 2025, which they need: 1 case keys." in said
    assert f"Cannot be opened: case keys, row {lost.pk}." in said
    assert sorted(wrapped_with()) == ["2025", "2026"]
    assert OLD not in said


# --- manage.py check_case_keys ------------------------------------------------------------------


def test_the_check_says_what_each_key_opens(rotate, settings):
    CaseFactory()
    settings.CASE_KEYS = [NEW, OLD]
    CaseFactory()
    give_app(UserFactory())

    said = rotate(NEW, OLD, "2024:" + OLD[5:], command="check_case_keys")

    assert said.splitlines() == [
        "Key 2026, the first: opens 1 case keys, 2 second factors.",
        "Key 2025 still opens 1 case keys.",
        "Key 2024 opens nothing any more: it may be removed.",
    ]


def test_the_check_fails_for_a_key_of_the_same_name_that_is_another(rotate, capsys):
    CaseFactory()

    with pytest.raises(CommandError, match="1"):
        rotate(OTHER_OF_THAT_NAME, command="check_case_keys")

    assert "Key 2025 is another than the one of that name" in capsys.readouterr().out


def test_the_check_names_a_record_that_has_no_key(rotate, capsys):
    case = CaseFactory()
    CaseKey.objects.all().delete()

    with pytest.raises(CommandError, match="1"):
        rotate(OLD, command="check_case_keys")

    assert f"Cannot be opened: case keys, row {case.pk}." in capsys.readouterr().out


def test_a_record_disposed_of_needs_no_key(rotate):
    case = CaseFactory()
    CaseKey.objects.all().delete()
    Case.objects.filter(pk=case.pk).update(
        disposed_at=NOW, given_name="", family_name="", mother_name="", born_on=None
    )

    assert "opens nothing yet" in rotate(OLD, command="check_case_keys")


def test_the_check_names_second_factors_and_words_whose_key_is_gone(rotate, capsys):
    user = UserFactory()
    give_app(user)
    unsent.keep_words(user, place="/cases/1/", fields=TYPED, at=NOW)

    with pytest.raises(CommandError, match="3"):
        rotate(NEW, command="check_case_keys")

    said = capsys.readouterr().out
    assert "CASE_KEYS lacks key 2025, which they need: 2 second factors, 1 unsent words." in said
