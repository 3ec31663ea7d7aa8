"""A row of every table that holds ciphertext, and ciphertext as it was before it had a place."""

import json
from datetime import UTC, datetime, timedelta

from checklists.answers.models import AnswerSheet, PrivateSheet
from checklists.cases.encryption import key_of
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.models.date_reasons import DateReason
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.keys import CaseKey
from checklists.cases.wrapping import encrypt_bytes, unwrap_key, wrap_key
from checklists.facts.models import CaseFacts
from checklists.handover.models import Transfer
from checklists.household.models import HouseholdEntry
from checklists.outstanding.models import ItemEvent, OutstandingItem
from checklists.records.models import LegalHold, SubjectRequest
from checklists.registration.models import DutyCheck
from checklists.visits.models import Amendment, Visit, Withdrawal
from tests.factories import CaseFactory

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def rows_of(case, by, at=NINE):
    """One of each table, not stored: they say where they stand all the same."""
    visit = Visit(case=case)
    return [
        CaseFacts(case=case),
        PrivateSheet(sheet=AnswerSheet(case=case)),
        DutyCheck(case=case, by=by, at=at),
        DateReason(case=case, by=by, at=at),
        EmergencyGrant(case=case),
        ConflictBlock(case=case, user=by, set_by=by, set_at=at),
        SubjectRequest(case=case),
        LegalHold(case=case, set_by=by, set_at=at),
        Transfer(case=case),
        HouseholdEntry(case=case, by=by, at=at),
        ItemEvent(item=OutstandingItem(case=case), kind="acted", by=by, at=at),
        Amendment(visit=visit),
        Withdrawal(visit=visit),
    ]


def later(times):
    return NINE + timedelta(minutes=times)


def seal_as_before(row, case, **documents):
    """As the version that bound a ciphertext to its case alone wrote it."""
    for column, document in documents.items():
        plain, binding = json.dumps(document).encode(), f"safebabies:words:{case.pk}".encode()
        setattr(row, column, encrypt_bytes(key_of(case).data_key, plain, binding))
    return row


def case_from_before(**fields):
    """A case whose key has no list yet."""
    case = CaseFactory(**fields)
    key = CaseKey.objects.get(pk=case.pk)
    data_key, key.earlier = unwrap_key(key), None
    wrap_key(key, data_key)
    key.save()
    return Case.objects.get(pk=case.pk)
