"""What an older version encrypted opens where it stood when it was listed, and nowhere else."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.audit.models import Event
from checklists.cases.binding import bind_cases
from checklists.cases.encryption import DIGEST_BYTES, decrypt, encrypt
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import CannotBeDecrypted
from checklists.household.models import HouseholdEntry
from tests.accounts.second_factors import SECRET, give_app, secret_of
from tests.accounts.unbound_secrets import unbound
from tests.cases.sealed_rows import case_from_before, later, seal_as_before
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS, OTHERS = {"answers": {"why": "Invented"}}, {"answers": {"why": "Of another row"}}


@pytest.fixture
def case():
    return case_from_before()


@pytest.fixture
def entry(case):
    """Frozen: the database refuses to change it."""
    return entry_of(case, WORDS)


def entry_of(case, words, times=0):
    row = HouseholdEntry(case=case, by=case.owner, at=later(times))
    seal_as_before(row, case, sealed=words).save()
    return row


def again(row):
    """As another request reads it: the key of its case is fetched anew."""
    return type(row).objects.get(pk=row.pk)


def bind():
    call_command("bind_ciphertexts", verbosity=0)


def test_it_is_not_opened_unless_an_upgrade_lasts(entry, settings):
    with pytest.raises(CannotBeDecrypted, match="not bound to it"):
        decrypt(again(entry))

    settings.UNBOUND_CIPHERTEXTS = True
    assert decrypt(again(entry)) == WORDS


def test_once_listed_it_opens_and_stays_byte_for_byte(entry):
    before = bytes(again(entry).sealed)

    bind()

    assert decrypt(again(entry)) == WORDS
    assert bytes(again(entry).sealed) == before


@pytest.mark.parametrize("lasts", [True, False])
def test_once_listed_it_opens_in_no_other_row(case, entry, settings, lasts):
    other = entry_of(case, OTHERS, times=1)
    bind()
    settings.UNBOUND_CIPHERTEXTS = lasts

    moved = again(entry)
    moved.sealed = again(other).sealed

    with pytest.raises(CannotBeDecrypted, match="not bound to it"):
        decrypt(moved)


def test_nothing_from_before_gets_into_a_row_that_may_still_change(case, entry, settings):
    """A draft is written anew; then somebody puts a signed ciphertext of the same case there."""
    bind()
    settings.UNBOUND_CIPHERTEXTS = True
    row = again(case.facts)
    encrypt(row, sealed=WORDS).save()

    type(row).objects.filter(pk=row.pk).update(sealed=bytes(again(entry).sealed))

    with pytest.raises(CannotBeDecrypted, match="not bound to it"):
        decrypt(again(row))


@pytest.fixture
def sheet(case, version):
    row = PrivateSheet(sheet=AnswerSheet.objects.create(case=case, version=version))
    seal_as_before(row, case, sealed=OTHERS).save(force_insert=True)
    return row


def test_an_older_text_of_a_draft_is_not_put_back(sheet):
    older = bytes(sheet.sealed)
    bind()
    row = again(sheet)
    row.revision += 1
    encrypt(row, sealed=WORDS).save()

    PrivateSheet.objects.filter(pk=row.pk).update(sealed=older)

    with pytest.raises(CannotBeDecrypted, match="not bound to it"):
        decrypt(again(sheet))


@pytest.mark.parametrize(
    "change", [lambda listed: None, lambda listed: b"", lambda listed: listed + b"x" * DIGEST_BYTES]
)
def test_the_list_cannot_be_changed(case, entry, settings, change):
    settings.UNBOUND_CIPHERTEXTS = True
    bind()
    key = CaseKey.objects.get(pk=case.pk)

    CaseKey.objects.filter(pk=case.pk).update(earlier=change(bytes(key.earlier)))

    with pytest.raises(CannotBeDecrypted):
        decrypt(again(entry))


def test_cut_off_it_goes_on(capsys):
    entries = [entry_of(case_from_before(), WORDS) for _ in range(3)]
    next(bind_cases())

    call_command("bind_ciphertexts")

    assert "Bound: 2 ciphertexts of 2 cases" in capsys.readouterr().out
    assert [decrypt(again(entry)) for entry in entries] == [WORDS] * 3


def test_a_new_case_needs_no_list():
    row = HouseholdEntry(case=CaseFactory(), by=UserFactory(), at=later(0))
    encrypt(row, sealed=WORDS).save()

    bind()

    assert bytes(CaseKey.objects.get().earlier) == b""
    assert decrypt(again(row)) == WORDS


def test_what_its_key_never_opened_is_named_and_not_listed(case, entry, capsys):
    foreign = bytes(entry_of(case_from_before(), WORDS).sealed)
    row = HouseholdEntry(case=case, by=case.owner, at=later(1), sealed=foreign)
    row.save()

    with pytest.raises(CommandError, match="1 ciphertexts cannot be opened"):
        call_command("bind_ciphertexts")

    assert f"Cannot be opened: householdentry.sealed {later(1).isoformat()[:16]}" in (
        capsys.readouterr().out
    )
    assert decrypt(again(entry)) == WORDS


def test_second_factors_are_bound_by_the_same_command(settings):
    user = UserFactory()
    app = give_app(user)
    app.data["secret"] = unbound(SECRET)
    app.save()

    bind()

    assert secret_of(user) == SECRET
    assert Event.objects.get(kind="keys.bound").details["second_factors"] == 1


def test_a_case_whose_key_is_lost_is_counted(case, settings):
    settings.CASE_KEYS = ["other:" + "A" * 43 + "="]

    with pytest.raises(CommandError, match="1 case keys cannot be opened"):
        bind()


# --- the checks ---------------------------------------------------------------------------------


def ids_of_checks():
    found = run_checks(databases=["default"], tags=["database"])
    return {one.id for one in found} & {"safebabies.E014", "safebabies.W023", "safebabies.W024"}


def test_the_checks_say_when_an_upgrade_is_not_finished(case, settings):
    assert ids_of_checks() == {"safebabies.E014"}

    settings.UNBOUND_CIPHERTEXTS = True
    assert ids_of_checks() == set()

    bind()
    assert ids_of_checks() == {"safebabies.W023"}

    settings.UNBOUND_CIPHERTEXTS = False
    assert ids_of_checks() == set()


def test_the_checks_say_when_a_key_is_missing(case, settings):
    settings.CASE_KEYS = ["other:" + "A" * 43 + "="]

    assert ids_of_checks() == {"safebabies.W024"}
