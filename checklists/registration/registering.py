"""Register a baby, born or unborn, or a twin; record a birth; change what is known of the baby."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from checklists.audit.inserting import NotMine, insert_once
from checklists.audit.recording import record
from checklists.cases.conflicts import copy_blocks_to_twin
from checklists.cases.models.case import Case
from checklists.cases.wrapping import make_key
from checklists.facts.facts import Facts
from checklists.facts.following import dates_of, follow_dates
from checklists.facts.storing import write_facts
from checklists.people.models.teams import Team
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.registration.duplicates import DutyAsked, save_duty_check
from checklists.registration.past_contacts import NOTHING_ASKED, AnswersAboutDates, save_reason

SHARED_BY_TWINS = (
    "family",
    "mother_name",
    "family_name",
    "due_on",
    "born_on",
    "notified_on",
    "address",
    "postcode",
    "team",
    "owner",
)


class NumberInUse(Exception):
    """Another case has this NHS number. Nothing has changed."""


class AlreadyBorn(Exception):
    """The birth was recorded before. Nothing has changed."""


def register(
    *,
    by: User,
    at: datetime,
    team: Team,
    owner: User,
    pk: UUID | None = None,
    asked: DutyAsked | None = None,
    **fields: Any,
) -> Case:
    """A new case with its key and empty facts. `fields` are those of Case.

    `asked` is there when another record may be of the same baby and it is saved all the same.
    Called again with the same `pk` it gives the case made the first time. Raises NumberInUse or
    NotMine.
    """
    # A second press usually ends here; of two at the same moment `insert_once` keeps the first.
    earlier = Case.objects.filter(pk=pk).first() if pk else None
    if earlier is not None:
        return case_made_before(earlier, by)
    with numbers_are_unique(), transaction.atomic():
        case = unsaved_case(by=by, at=at, team=team, owner=owner, pk=pk, **fields)
        kept = insert_once(case)
        if kept is not case:
            return case_made_before(kept, by)
        give_key_and_facts(case, at)
        save_duty_check(case, asked, by=by, at=at)
        record("case.registered", case, by=by, at=at, case=case)
    return case


def case_made_before(case: Case, by: User) -> Case:
    """The case of an id that is sent again. Raises NotMine, also once it is closed to `by`."""
    if case.created_by_id != by.pk or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise NotMine
    return case


def unsaved_case(*, by: User, at: datetime, pk: UUID | None, **fields: Any) -> Case:
    """A case that is not in the database yet."""
    on = london_date(at)
    return Case(pk=pk or uuid4(), owner_since=on, created_at=at, created_by=by, **fields)


def give_key_and_facts(case: Case, at: datetime) -> None:
    """What every case has beside it; the caller's transaction and event."""
    make_key(case)
    write_facts(case, Facts(), on=london_date(at))


def change_case(
    case: Case,
    *,
    by: User,
    at: datetime,
    asked: DutyAsked | None = None,
    about_dates: AnswersAboutDates = NOTHING_ASKED,
    **fields: Any,
) -> list[str]:
    """Change what is known of the baby and the address; gives the names of the fields changed.

    `about_dates` is what the person said of dates that do not fit the signed contacts, or a
    twin's birth. Nothing is written when nothing differs. Raises NumberInUse.
    """
    with numbers_are_unique(), transaction.atomic():
        row = Case.objects.select_for_update().get(pk=case.pk)
        was = dates_of(row)
        changed = set_changed(row, fields)
        if changed:
            row.save(update_fields=changed)
            follow_dates(row, was, by=by, at=at)
            save_reason(row, about_dates, by=by, at=at)
            save_duty_check(row, asked, by=by, at=at)
            record(
                "case.edited", row, by=by, at=at, case=row, fields=changed, **about_dates.details
            )
    set_changed(case, fields)
    return changed


def record_birth(
    case: Case,
    *,
    born_on: date,
    given_name: str,
    family_name: str,
    nhs_number: str | None,
    by: User,
    at: datetime,
    asked: DutyAsked | None = None,
    about_dates: AnswersAboutDates = NOTHING_ASKED,
) -> None:
    """The unborn baby of this case is born; visits and answers stay as they are, and open items
    get the urgency of a born baby's.

    Raises AlreadyBorn or NumberInUse.
    """
    fields = {
        "born_on": born_on,
        "given_name": given_name or case.given_name,
        "family_name": family_name or case.family_name,
        "nhs_number": nhs_number or case.nhs_number,
    }
    with numbers_are_unique(), transaction.atomic():
        row = Case.objects.select_for_update().get(pk=case.pk)
        if row.is_born:
            raise AlreadyBorn
        was = dates_of(row)
        set_changed(row, fields)
        row.save(update_fields=list(fields))
        follow_dates(row, was, by=by, at=at)
        save_reason(row, about_dates, by=by, at=at)
        save_duty_check(row, asked, by=by, at=at)
        record("case.birth_recorded", row, by=by, at=at, case=row, **about_dates.details)
    set_changed(case, fields)


def register_twin(
    case: Case,
    *,
    by: User,
    at: datetime,
    pk: UUID | None = None,
    asked: DutyAsked | None = None,
    about_dates: AnswersAboutDates = NOTHING_ASKED,
    **fields: Any,
) -> Case:
    """A case beside this one: same family, address, team and owner, its own record from now on.

    `fields` are the twin's own: names, date of birth, NHS number. The first twin gets its place
    in the order when it has none. Conflict blocks of the first stand on the twin too.
    Raises NumberInUse or NotMine.
    """
    with numbers_are_unique(), transaction.atomic():
        twins = list(Case.objects.select_for_update().filter(family=case.family))
        # Only under the lock: a second press may have waited while the first registered this one.
        if earlier := Case.objects.filter(pk=pk).first() if pk else None:
            return case_made_before(earlier, by)
        first = next(twin for twin in twins if twin.pk == case.pk)
        if first.birth_order is None:
            first.birth_order = case.birth_order = 1
            first.save(update_fields=["birth_order"])
        place = max(twin.birth_order or 1 for twin in twins) + 1
        shared = {name: getattr(first, name) for name in SHARED_BY_TWINS}
        own = {**shared, "birth_order": place, **fields}
        twin = unsaved_case(by=by, at=at, pk=pk, **own)
        twin.save(force_insert=True)
        give_key_and_facts(twin, at)
        copy_blocks_to_twin(first, twin)
        beside = {"beside": str(case.pk), **about_dates.details}
        save_duty_check(twin, asked, by=by, at=at)
        record("case.twin_registered", twin, by=by, at=at, case=twin, **beside)
    return twin


def set_changed(case: Case, fields: Mapping[str, Any]) -> list[str]:
    """Set the fields that differ and give their names."""
    changed = [name for name, value in fields.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, fields[name])
    return changed


@contextmanager
def numbers_are_unique() -> Iterator[None]:
    """Turn the database's refusal of a second equal NHS number into NumberInUse."""
    try:
        yield
    except IntegrityError as refused:
        if "nhs_number" in str(refused):
            raise NumberInUse from refused
        raise
