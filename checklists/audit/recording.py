"""The one way to write to the log: inside the transaction of the change it reports."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction

from checklists.audit.models import Event
from checklists.audit.querysets import note_all_stated
from checklists.audit.request import current_reference
from checklists.audit.stating import reference_of, state_written_rows

NOBODY = "nobody"  # a request without a person, such as a refused sign-in
SYSTEM = "system"  # a command
MOST_TRIES = 50  # each lost race means that another request of the same person wrote its event
HOLD = "pg_advisory_xact_lock(hashtextextended(%s, 0))"
TRY_TO_HOLD = "pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


class Person(Protocol):
    """What the log asks of whoever does something. The room of people is above this one."""

    pk: Any

    def role_codes(self, at: datetime) -> str:
        """The roles the person held at that moment, as codes with a space between."""


class NotInATransaction(Exception):
    """An event was to be written outside a transaction; it belongs in that of its verb."""


class ChainIsBusy(Exception):
    """Other requests of the same person took each place in the chain. Nothing was written."""


def record(
    kind: str,
    target: models.Model | str | None = None,
    *,
    by: Person | AnonymousUser | None,
    at: datetime,
    case: models.Model | UUID | None = None,
    why: str = "",
    shown: Iterable[UUID] = (),
    behind: Event | None = None,
    **details: Any,
) -> Event:
    """Add an event to the chain of the person `by`, or of nobody or the system when None.

    `details` hold counts, states and ids, never what was said, and no names. The event states the
    covered rows that the transaction has written since the event before, so it comes after the
    last of them. `behind` is what this transaction wrote last to the same chain, where that is at
    hand: nobody else can have written behind it, so it is not looked for.
    Raises NotInATransaction outside one, and ChainIsBusy after many lost races.
    """
    if not connection.in_atomic_block:
        raise NotInATransaction(kind)
    event = Event(
        chain=chain_of(by),
        at=at,
        kind=kind,
        by_id=by.pk if by else None,
        roles=roles_of(by, at),
        why=why,
        case_ref=case.pk if isinstance(case, models.Model) else case,
        target=reference_to(target),
        shown=as_stored([str(pk) for pk in shown]),
        details=as_stored(details),
        rows=state_written_rows(),
        request_ref=current_reference.get(),
    )
    for _ in range(MOST_TRIES):
        if append_to_chain(event, behind or last_of(event.chain)):
            note_all_stated()
            return event
    raise ChainIsBusy(kind)


def hold_chain(by: Person) -> bool:
    """Let every other request of this person that does so wait until the transaction ends.

    A transaction that locks rows and writes events holds two things, and two that take them in
    another order could each wait for the other. So it begins here: a press in its middleware, and
    each verb that is asked for outside a press. Says whether it may have waited itself: what was
    read before may not be so any more.
    """
    if connection.vendor == "sqlite":  # lets one transaction write at a time; its begin waits
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {TRY_TO_HOLD}", [chain_of(by)])
        if cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT {HOLD}", [chain_of(by)])
    return True


def last_of(chain: str) -> Event | None:
    return Event.objects.filter(chain=chain).order_by("-seq").first()


def append_to_chain(event: Event, last: Event | None) -> bool:
    """Write the event after the last one of its chain; False when another took its place first."""
    event.seq = last.seq + 1 if last else 1
    event.previous_digest = last.digest if last else ""
    event.digest = digest_of(event)
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def digest_of(event: Event) -> str:
    """sha256 over the previous digest and everything in this event, in hexadecimal."""
    content = {
        "chain": event.chain,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": event.kind,
        "by": str(event.by_id) if event.by_id else None,
        "why": event.why,
        "case": str(event.case_ref) if event.case_ref else None,
        "target": event.target,
        "shown": event.shown,
        "details": event.details,
        "request": event.request_ref,
    }
    if event.roles:  # events from before this column must keep their digest
        content["roles"] = event.roles
    if event.rows:  # the same
        content["rows"] = event.rows
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256((event.previous_digest + canonical).encode()).hexdigest()


def chain_of(by: Person | AnonymousUser | None) -> str:
    if by and by.pk:
        return str(by.pk)
    return NOBODY if current_reference.get() else SYSTEM


def roles_of(by: Person | AnonymousUser | None, at: datetime) -> str:
    return by.role_codes(at) if by and not isinstance(by, AnonymousUser) else ""


def reference_to(target: models.Model | str | None) -> str:
    """'visit:<id>' for a row; text stays as it is."""
    if isinstance(target, models.Model):
        return reference_of(target._meta.model, target.pk)  # its type may be that of a lazy user
    return target or ""


def as_stored(value: Any) -> Any:
    """The value as it comes back from the database, so that its digest can be checked later."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
