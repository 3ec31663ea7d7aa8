"""The adults around the baby, with what is not known as a fact, and the professionals.

An adult's row is identity only. What is known of an adult is private answers keyed
`prompt:adult_id`, the same that a visit writes; here they are kept as a household entry and
become part of CaseFacts at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from checklists.audit.inserting import NotMine, insert_once
from checklists.audit.recording import record
from checklists.cases.encryption import seal, unseal
from checklists.cases.models.case import Case
from checklists.facts.contacts import Answers
from checklists.facts.facts import Facts, read_facts, with_household, write_facts
from checklists.guidance import naming
from checklists.household.models import Adult, HouseholdEntry, Professional
from checklists.people.models.users import User
from checklists.reading.clock import london_date

NAME_NOT_KNOWN = naming.NAME_NOT_KNOWN

Said = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One writing on the household page: `answers` as for `facts.with_household`."""

    at: datetime
    by: str
    answers: Answers


@transaction.atomic
def add_adult(
    case: Case, *, named: str, answers: Said, by: User, at: datetime, pk: UUID | None = None
) -> Adult:
    """A new adult of this case; `answers` is {"adult_role": {"value", "reason"}, ...}.

    Sent again with the same `pk` it changes the one made the first time. Raises NotMine.
    """
    earlier = Adult.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        return change_adult(case, earlier, named=named, answers=answers, by=by, at=at)
    on = london_date(at)
    adult = Adult(id=pk or uuid4(), case=case, named=named, since_on=on, added_by=by)
    kept = insert_once(adult)
    if kept is not adult:
        return change_adult(case, kept, named=named, answers=answers, by=by, at=at)
    keep(case, adult, answers, by=by, at=at)
    record("household.added", adult, by=by, at=at, case=case)
    return adult


@transaction.atomic
def change_adult(
    case: Case, adult: Adult, *, named: str, answers: Said, by: User, at: datetime
) -> Adult:
    """Write what is known now. What does not differ is not written again. Raises NotMine."""
    if adult.case_id != case.pk:
        raise NotMine
    renamed = adult.named != named
    if renamed:
        adult.named = named
        adult.save(update_fields=["named"])
    if keep(case, adult, answers, by=by, at=at) or renamed:
        record("household.changed", adult, by=by, at=at, case=case)
    return adult


@transaction.atomic
def end_adult(adult: Adult, *, by: User, at: datetime) -> None:
    """This adult is no longer around the baby. The record stays."""
    if adult.until_on is None:
        adult.until_on = london_date(at)
        adult.save(update_fields=["until_on"])
        record("household.left", adult, by=by, at=at, case=adult.case_id)


@transaction.atomic
def bring_back(adult: Adult, *, by: User, at: datetime) -> None:
    """This adult is around the baby again, or was ended by mistake."""
    if adult.until_on is not None:
        adult.until_on = None
        adult.save(update_fields=["until_on"])
        record("household.back", adult, by=by, at=at, case=adult.case_id)


def keep(case: Case, adult: Adult, answers: Said, *, by: User, at: datetime) -> bool:
    """Seal what differs from what is known, and put it into the facts. False when nothing does."""
    facts = read_facts(case, with_private=True, for_update=True)
    said = {f"{key}:{adult.pk}": dict(answer) for key, answer in answers.items()}
    new = {key: answer for key, answer in said.items() if differs(facts, key, answer)}
    if not new:
        return False
    HouseholdEntry.objects.create(case=case, at=at, by=by, sealed=seal(case, {"answers": new}))
    on = london_date(at)
    write_facts(case, with_household(facts, new, on=on, by=by.name), on=on)
    return True


def differs(facts: Facts, key: str, answer: Mapping[str, Any]) -> bool:
    known = facts.private_answers.get(key, {"value": "", "reason": ""})
    return bool(answer["value"]) and (
        known["value"] != answer["value"] or known["reason"] != answer.get("reason", "")
    )


def entries(case: Case) -> list[Entry]:
    """All that was written of adults outside visits, oldest first, to rebuild the facts from."""
    return [
        Entry(
            at=row.at, by=row.by.name_on(row.at), answers=unseal(case, bytes(row.sealed))["answers"]
        )
        for row in case.household_entries.select_related("by")
    ]


@transaction.atomic
def add_professional(
    case: Case, *, by: User, at: datetime, pk: UUID | None = None, **fields: str
) -> Professional:
    """Someone from another service. Sent again with the same `pk` it gives the first. NotMine."""
    earlier = Professional.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        return of_case(earlier, case)
    professional = Professional(id=pk or uuid4(), case=case, **fields)
    kept = insert_once(professional)
    if kept is not professional:
        return of_case(kept, case)
    record("professional.added", professional, by=by, at=at, case=case)
    return professional


def of_case(professional: Professional, case: Case) -> Professional:
    """The professional that a repeated id gives back. Raises NotMine."""
    if professional.case_id != case.pk:
        raise NotMine
    return professional


@transaction.atomic
def end_professional(professional: Professional, *, by: User, at: datetime) -> None:
    """No longer works with the family. The record stays."""
    if professional.until_on is None:
        professional.until_on = london_date(at)
        professional.save(update_fields=["until_on"])
        record("professional.left", professional, by=by, at=at, case=professional.case_id)
