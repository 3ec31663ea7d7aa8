"""Reads and writes the row that keeps the facts of a case, its private part encrypted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.models import CaseFacts
from checklists.facts.schedule import next_contact
from checklists.guidance.in_force import settings_on, visit_types
from checklists.guidance.models import VisitType


class PrivatePartIsShut(Exception):
    """Facts read without their private part would lose it if written. Nothing was written."""


def read_facts(case: Case, with_private: bool, *, for_update: bool = False) -> Facts:
    """The facts of a case. The caller has checked the private permission.

    `for_update` locks the row until the transaction ends: always before `write_facts`.
    """
    row = CaseFacts.objects.select_for_update().get(case=case) if for_update else case.facts
    private = decrypt(row, case=case) if with_private else {}
    return Facts(
        open_answers=row.answers,
        open_counters=row.counters,
        private_answers=private.get("answers", {}),
        private_counters=private.get("counters", {}),
        last_contact_on=row.last_contact_on,
        last_seen_on=row.last_seen_on,
        with_private=with_private,
    )


def write_facts(
    case: Case,
    facts: Facts,
    *,
    on: date,
    kinds: Sequence[VisitType] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> CaseFacts:
    """Store the facts, and the next contact as it stands on a day. Raises PrivatePartIsShut.

    `kinds` of contact and the `settings` of that day where they were read already.
    """
    if not facts.with_private:
        raise PrivatePartIsShut
    # The whole row is written, so the caller has locked it when it read the facts.
    row = CaseFacts(
        case=case,
        answers=facts.open_answers,
        counters=facts.open_counters,
        last_contact_on=facts.last_contact_on,
        last_seen_on=facts.last_seen_on,
        **next_columns(case, facts, on, kinds, settings),
    )
    encrypt(row, sealed={"answers": facts.private_answers, "counters": facts.private_counters})
    row.save()
    return row


def plan_next_contact(case: Case, *, on: date) -> None:
    """Store the next contact anew, after a birth, a changed date or as time goes by."""
    facts = read_facts(case, with_private=False, for_update=True)
    CaseFacts.objects.filter(case=case).update(**next_columns(case, facts, on))


def next_columns(
    case: Case,
    facts: Facts,
    on: date,
    kinds: Sequence[VisitType] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    kinds = visit_types() if kinds is None else kinds
    settings = settings_on(on) if settings is None else settings
    slug, opens_on, until = next_contact(case, facts.contacts_done, kinds, settings, on)
    return {"next_contact": slug, "next_from": opens_on, "next_until": until}
