"""Adults are added to a household, changed, ended and brought back. Not known is an answer too.

An adult's row is identity only. What is known of an adult is private answers keyed
`prompt:adult_id`, the same that a visit writes; here they are stored as a household entry and
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
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.facts.contacts import Answers
from checklists.facts.facts import Facts, facts_after_household_entry
from checklists.facts.storing import read_facts, write_facts
from checklists.guidance import naming
from checklists.household.models import Adult, HouseholdEntry
from checklists.people.models.users import User
from checklists.reading.clock import london_date

NAME_NOT_KNOWN = naming.NAME_NOT_KNOWN

Said = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Entry:
    """What was written on the household page at one moment, by answers as of a visit."""

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
    # Two taps may arrive at the same moment: the second one finds the row of the first.
    stored = insert_once(adult)
    if stored is not adult:
        return change_adult(case, stored, named=named, answers=answers, by=by, at=at)
    save_entry(case, adult, answers, by=by, at=at)
    record("household.added", adult, by=by, at=at, case=case)
    return adult


@transaction.atomic
def change_adult(
    case: Case, adult: Adult, *, named: str, answers: Said, by: User, at: datetime
) -> Adult:
    """Store what is known now; only what differs is stored. Raises NotMine."""
    if adult.case_id != case.pk:
        raise NotMine
    is_renamed = adult.named != named
    if is_renamed:
        adult.named = named
        adult.save(update_fields=["named"])
    if save_entry(case, adult, answers, by=by, at=at) or is_renamed:
        record("household.changed", adult, by=by, at=at, case=case)
    return adult


@transaction.atomic
def end_adult(adult: Adult, *, by: User, at: datetime) -> None:
    """This adult is no longer around the baby. The record stays."""
    adult = Adult.objects.select_for_update().get(pk=adult.pk)
    if adult.until_on is None:
        adult.until_on = london_date(at)
        adult.save(update_fields=["until_on"])
        record("household.left", adult, by=by, at=at, case=adult.case_id)


@transaction.atomic
def bring_adult_back(adult: Adult, *, by: User, at: datetime) -> None:
    """This adult is around the baby again, or was ended by mistake."""
    adult = Adult.objects.select_for_update().get(pk=adult.pk)
    if adult.until_on is not None:
        adult.until_on = None
        adult.save(update_fields=["until_on"])
        record("household.back", adult, by=by, at=at, case=adult.case_id)


def save_entry(case: Case, adult: Adult, answers: Said, *, by: User, at: datetime) -> bool:
    """Store what differs from what is known, encrypted, and add it to the facts.

    False when nothing differs.
    """
    # Locked before it is compared, so that nothing another person stores meanwhile is lost.
    facts = read_facts(case, with_private=True, for_update=True)
    given = {f"{key}:{adult.pk}": dict(answer) for key, answer in answers.items()}
    new = {key: answer for key, answer in given.items() if differs(facts, key, answer)}
    if not new:
        return False
    encrypt(HouseholdEntry(case=case, at=at, by=by), sealed={"answers": new}).save()
    on = london_date(at)
    write_facts(case, facts_after_household_entry(facts, new, on=on, by=by.name), on=on)
    return True


def differs(facts: Facts, key: str, answer: Mapping[str, Any]) -> bool:
    """Whether an answer says something new; an empty one leaves what is known."""
    known = facts.private_answers.get(key, {"value": "", "reason": ""})
    return bool(answer["value"]) and (
        known["value"] != answer["value"] or known["reason"] != answer.get("reason", "")
    )


def entries(case: Case) -> list[Entry]:
    """All that was written about adults outside visits, oldest first, to rebuild the facts."""
    return [
        Entry(
            at=row.at,
            by=row.by.name_on(row.at),
            answers=decrypt(row, case=case)["answers"],
        )
        for row in case.household_entries.select_related("by")
    ]
