"""Reads and writes the row that keeps the facts of a case, its private part encrypted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.facts.facts import Facts
from checklists.facts.kept_not_known import to_keep
from checklists.facts.models import CaseFacts
from checklists.facts.schedule import next_contact
from checklists.guidance.in_force import (
    GuidanceInForce,
    guidance_in_force,
    settings_on,
    visit_types,
)


class PrivatePartIsShut(Exception):
    """Facts read without their private part would lose it if written. Nothing was written."""


def read_facts(case: Case, with_private: bool, *, for_update: bool = False) -> Facts:
    """The facts of a case. The caller has checked the private permission.

    `for_update` locks the row until the transaction ends: always before `write_facts`.
    """
    row = lock_facts(case) if for_update else case.facts
    return facts_in(row, decrypt(row, case=case) if with_private else None)


def lock_facts(case: Case) -> CaseFacts:
    return CaseFacts.objects.select_for_update().get(case=case)


def facts_in(row: CaseFacts, private: Mapping[str, Any] | None = None) -> Facts:
    """What a row says, with the document of its private part where that was decrypted."""
    with_private, private = private is not None, private or {}
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
    guidance: GuidanceInForce | None = None,
    settings: Mapping[str, Any] | None = None,
) -> CaseFacts:
    """Store the facts, and what follows as it stands on a day. Raises PrivatePartIsShut.

    `guidance` and the `settings` of that day where they were read already.
    """
    if not facts.with_private:
        raise PrivatePartIsShut
    guidance = guidance or guidance_in_force()
    # The whole row is written, so the caller has locked it when it read the facts.
    row = CaseFacts(
        case=case,
        answers=facts.open_answers,
        counters=facts.open_counters,
        last_contact_on=facts.last_contact_on,
        last_seen_on=facts.last_seen_on,
        **next_columns(case, facts, on, guidance, settings),
    )
    encrypt(row, sealed={"answers": facts.private_answers, "counters": facts.private_counters})
    row.not_known = to_keep(case, facts, row.sealed, guidance, on)
    row.save()
    return row


def plan_next_contact(case: Case, *, on: date) -> None:
    """Store the next contact anew, after a birth, a changed date or as time goes by."""
    row, guidance = lock_facts(case), guidance_in_force()
    facts = facts_in(row)
    columns = next_columns(case, facts, on, guidance)
    not_known = to_keep(case, facts, row.sealed, guidance, on)
    CaseFacts.objects.filter(case=case).update(**columns, not_known=not_known)


def keep_not_known(case: Case, guidance: GuidanceInForce, *, on: date) -> bool:
    """Keep anew what is not known, where a list does not believe it; whether that changed it."""
    row = lock_facts(case)
    not_known = to_keep(case, facts_in(row), row.sealed, guidance, on)
    if not_known == row.not_known:
        return False
    return bool(CaseFacts.objects.filter(case=case).update(not_known=not_known))


def next_columns(
    case: Case,
    facts: Facts,
    on: date,
    guidance: GuidanceInForce | None = None,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    kinds = visit_types() if guidance is None else guidance.kinds
    settings = settings_on(on) if settings is None else settings
    slug, opens_on, until = next_contact(case, facts.contacts_done, kinds, settings, on)
    return {"next_contact": slug, "next_from": opens_on, "next_until": until}
