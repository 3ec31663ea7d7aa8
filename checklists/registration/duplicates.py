"""Find out whether a baby has a record already, as far as this person may know.

Records the person may open are shown. Any other, foreign or blocked alike, is answered with the
same words and the same statements: ask the duty lead.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from checklists.audit.recording import record
from checklists.cases.by_name import with_name_on_date
from checklists.cases.conflicts import leads_to_tell
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.rules import Baby, may_be_same, same_number
from checklists.people.alerting import alert
from checklists.people.models.users import User
from checklists.people.requests import AnyUser
from checklists.reading.names import key_of
from checklists.registration.models import DutyCheck

MOST_LOGGED = 5  # of one search: a common name does not fill the log
SAVED_AFTER_ASKING = "saved_after_asking"


@dataclass(frozen=True)
class Matches:
    """Records that may be of the same baby; `hidden` are those the person may not open.

    `taken` says that one of them has the same NHS number.
    """

    shown: list[Case] = field(default_factory=list)
    hidden: list[UUID] = field(default_factory=list)
    taken: bool = False


@dataclass(frozen=True)
class DutyAsked:
    """Whom of the duty desk the author says they asked, about which records they cannot open."""

    whom: str
    others: list[UUID]


def find_matches(baby: Baby, by: AnyUser, *, own: UUID, family: UUID | None = None) -> Matches:
    """What may be the same baby, apart from the record `own` and, by name, those of its family."""
    rows = Case.objects.filter(same_number_as(baby) | Q(same_name_as(baby), ~Q(family=family)))
    same = [case for case in rows.exclude(pk=own) if may_be_same(baby, case.baby)]
    open_to = Case.objects.visible_to(by).select_related("owner").order_by("created_at", "pk")
    shown = list(open_to.filter(pk__in=[case.pk for case in same])) if same else []
    seen = {case.pk for case in shown}
    return Matches(
        shown=shown,
        hidden=[case.pk for case in same if case.pk not in seen],
        taken=any(same_number(baby, case.baby) for case in same),
    )


def same_number_as(baby: Baby) -> Q:
    return Q(nhs_number=baby.nhs_number) if baby.nhs_number else Q(pk__in=[])


def same_name_as(baby: Baby) -> Q:
    """Every record of one of the dates that has the letters of the baby's or the mother's name."""
    keys = {"name_key": key_of(baby.name), "mother_key": key_of(baby.mother_name)}
    return with_name_on_date(keys, {"born_on": baby.born_on, "due_on": baby.due_on})


@transaction.atomic
def log_hidden(hidden: Iterable[UUID], *, by: AnyUser, at: datetime) -> None:
    """One event for each record that was not shown, whether it is foreign or blocked."""
    for pk in sorted(hidden)[:MOST_LOGGED]:
        record("case.match_refused", by=by, at=at, case=pk)


def save_duty_check(case: Case, asked: DutyAsked | None, *, by: User, at: datetime) -> None:
    """Save whom they say they asked, and alert the leads; the caller's transaction and event.

    None when there was nothing to ask.
    """
    if asked is None:
        return
    check = DutyCheck(case=case, at=at, by=by, others=[str(pk) for pk in asked.others])
    encrypt(check, sealed={"asked": asked.whom}).save()
    log_hidden(asked.others, by=by, at=at)
    leads = leads_to_tell([case.pk, *asked.others], at)
    alert(leads, SAVED_AFTER_ASKING, at=at, about=by, case_ref=case.pk)


def who_was_asked(check: DutyCheck) -> str:
    """Whom they say they asked."""
    return str(decrypt(check).get("asked", ""))
