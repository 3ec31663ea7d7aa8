"""One way to write the log: inside the transaction of what it speaks of."""

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
from checklists.audit.request import current_reference

NOBODY = "nobody"  # a request without a person, such as a refused sign-in
SYSTEM = "system"  # a command
TRIES = 50  # each one lost means that another request of the same person got on


class Person(Protocol):
    """What the log asks of whoever does something. People stand above this room."""

    pk: Any

    def role_codes(self, at: datetime) -> str:
        """What the person was at that moment, as codes with a space between."""


class NotInATransaction(Exception):
    """An event was to be written on its own; it belongs in the transaction of its verb."""


class ChainIsBusy(Exception):
    """The same person's other requests took every next place in the chain. Nothing was written."""


def record(
    kind: str,
    target: models.Model | str | None = None,
    *,
    by: Person | AnonymousUser | None,
    at: datetime,
    case: models.Model | UUID | None = None,
    why: str = "",
    shown: Iterable[UUID] = (),
    **details: Any,
) -> Event:
    """Add an event to the chain of the person `by`, or of nobody or the system when None.

    `details` hold counts, states and ids, never what was said and no names. Raises
    NotInATransaction outside one, and ChainIsBusy after many lost races.
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
        target=named(target),
        shown=plain([str(pk) for pk in shown]),
        details=plain(details),
        request_ref=current_reference.get(),
    )
    for _ in range(TRIES):
        if append(event):
            return event
    raise ChainIsBusy(kind)


def append(event: Event) -> bool:
    """Write the event behind the last one of its chain; False when someone else got there first."""
    last = Event.objects.filter(chain=event.chain).order_by("-seq").first()
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
    """sha256 over the digest before and everything this event says, in hexadecimal."""
    said = {
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
    if event.roles:  # the first events were written without them
        said["roles"] = event.roles
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256((event.previous_digest + canonical).encode()).hexdigest()


def chain_of(by: Person | AnonymousUser | None) -> str:
    if by and by.pk:
        return str(by.pk)
    return NOBODY if current_reference.get() else SYSTEM


def roles_of(by: Person | AnonymousUser | None, at: datetime) -> str:
    return by.role_codes(at) if by and not isinstance(by, AnonymousUser) else ""


def named(target: models.Model | str | None) -> str:
    """'visit:<id>' for a row; text stays as it is."""
    if isinstance(target, models.Model):
        return f"{target._meta.model_name}:{target.pk}"
    return target or ""


def plain(value: Any) -> Any:
    """The value as it comes back from the database, so that its digest can be checked later."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
