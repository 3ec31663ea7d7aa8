"""Correct a signed visit by writing under it. What was signed is never changed.

What rules, lists and the next visit go by is what was signed: an amendment is words for people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from checklists.answers import private
from checklists.answers.in_force import Document
from checklists.audit.recording import record
from checklists.cases.access import access_to
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.nhsuk.wording import at_time, in_words
from checklists.people.models.users import User
from checklists.visits.answers_in_words import AmendmentInWords, Part
from checklists.visits.digest import amendment_digest
from checklists.visits.models import Amendment, Visit

THE_WHOLE = ""  # as a key: the visit, or all that is kept apart of it


class MayNotAmend(LookupError):
    """The visit is no signed one that this person may amend. Nothing has changed."""


class NoSuchAnswer(LookupError):
    """This half of the visit has no answer of that key. Nothing has changed."""


@dataclass(frozen=True)
class Correction:
    """What is corrected, by the key of its answer or THE_WHOLE; how it should read; and why."""

    key: str
    says: str
    reason: str
    private: bool


@dataclass(frozen=True)
class DecryptedAmendment:
    """An amendment opened, with what says where it belongs."""

    pk: UUID
    private: bool
    key: str
    says: str
    reason: str
    by: User
    at: datetime


@transaction.atomic
def amend(
    visit: Visit, correction: Correction, *, by: User, at: datetime, pk: UUID | None = None
) -> Amendment:
    """Write under the visit; sent again with the same `pk`, what was written the first time.

    Raises MayNotAmend, NoSuchAnswer or private.NotPermitted.
    """
    row = lock_visit(visit, by)
    earlier = Amendment.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        # The id may be of what somebody else wrote elsewhere: nothing is told of that.
        if (earlier.visit_id, earlier.by_id) != (row.pk, by.pk):
            raise MayNotAmend
        return earlier
    answers = answers_of_half(row, by, is_private=correction.private)
    if correction.key != THE_WHOLE and correction.key not in answers:
        raise NoSuchAnswer(correction.key)
    words = {"key": correction.key, "says": correction.says, "reason": correction.reason}
    amendment = Amendment(id=pk or uuid4(), visit=row, private=correction.private, by=by, at=at)
    encrypt(amendment, sealed=words).save(force_insert=True)
    digest = amendment_digest(amendment)
    record("visit.amended", amendment, by=by, at=at, case=row.case_id, digest=digest)
    return amendment


def lock_visit(visit: Visit, by: User) -> Visit:
    """The visit, held until the transaction ends: nobody marks it as entered in error meanwhile."""
    rows = Visit.objects.amendable_by(by).select_for_update(of=("self",))
    row = rows.select_related("case", "sheet").filter(pk=visit.pk).first()
    if row is None:
        raise MayNotAmend
    return row


def answers_of_half(visit: Visit, by: User, *, is_private: bool) -> Document:
    """Raises MayNotAmend or private.NotPermitted."""
    if not is_private:
        answers: Document = visit.sheet.body
        return answers
    right = access_to(by, visit.case_id)
    if right is None:
        raise MayNotAmend
    visit.sheet.case = visit.case
    return private.read(visit.sheet, right)


def read_amendments(visit: Visit, *, private: bool) -> dict[str, tuple[AmendmentInWords, ...]]:
    """What was written under one half of a visit, by key and oldest first.

    The caller has the permission for that half, and gives the visit with its case.
    """
    found: dict[str, tuple[AmendmentInWords, ...]] = defaultdict(tuple)
    for row in visit.amendments.filter(private=private).select_related("by"):
        words = decrypt(row, case=visit.case)
        written = f"{row.by.name_on(row.at)}, {in_words(row.at)}, {at_time(row.at)}"
        found[words["key"]] += (AmendmentInWords(words["says"], words["reason"], written),)
    return found


def decrypt_amendments(case: Case, visits: Iterable[Visit]) -> dict[UUID, list[DecryptedAmendment]]:
    """All that was written under these visits of a case, by visit and oldest first.

    The caller has the private permission.
    """
    found: dict[UUID, list[DecryptedAmendment]] = defaultdict(list)
    rows = Amendment.objects.filter(visit__in=[visit.pk for visit in visits])
    for row in rows.select_related("by"):
        words = decrypt(row, case=case)
        found[row.visit_id].append(
            DecryptedAmendment(pk=row.pk, private=row.private, by=row.by, at=row.at, **words)
        )
    return found


def answers_amended(case: Case, visits: Collection[str], *, private: bool) -> set[tuple[str, str]]:
    """{(id of the visit, key)} of what was amended since. The caller may read that half.

    Asked by the case, so that it is one statement for every history.
    """
    rows = Amendment.objects.filter(visit__case=case, private=private)
    written = [row for row in rows if str(row.visit_id) in visits and row.sealed]
    return {(str(row.visit_id), decrypt(row, case=case)["key"]) for row in written}


def with_amendments(
    parts: Iterable[Part], amended: Mapping[str, tuple[AmendmentInWords, ...]]
) -> list[Part]:
    """The parts with what was written under each answer since it was signed.

    What has no key is no answer, and is amended with the whole of its half.
    """
    return [
        replace(
            part,
            answers=[
                replace(said, amended=amended.get(said.key, ())) if said.key else said
                for said in part.answers
            ],
        )
        for part in parts
    ]
