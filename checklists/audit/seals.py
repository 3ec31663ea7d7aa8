"""Seals: where every chain of the log ended at a moment, kept in the database and outside it.

A chain shows a change inside it, but not that its last rows were cut off, or that all of it was
rewritten. A seal shows that too, as long as one copy of it is out of reach.
"""

import json
import os
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils.dateparse import parse_datetime

from checklists.audit.models import Event, Seal
from checklists.audit.recording import record

ONLY_OURS = 0o600
APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT
READ_AT_ONCE = 20  # one seal names every person of the service


class SealsDiffer(Exception):
    """File and database do not end with the same seal. Nothing was sealed."""


class BeingSealed(Exception):
    """Another command is sealing the log at this moment. This one has sealed nothing."""


@transaction.atomic
def seal_log(path: Path, *, at: datetime) -> Seal:
    """Seal the heads of all chains: in a row, and in a line that is on disk when this returns.

    Raises SealsDiffer, BeingSealed or OSError; then nothing has changed.
    """
    before = last_seal(path)
    seal = Seal(number=before.number + 1 if before else 1, at=at)
    seal.heads, seal.total = chain_heads()
    seal.previous_digest = before.digest if before else ""
    seal.digest = digest_of(seal)
    insert_seal(seal)
    append_to_file(path, seal)
    return seal


def last_seal(path: Path) -> Seal | None:
    """The seal that both places end with; None before the first.

    One that reached the file, but not the database because the power failed, is taken from there.
    """
    row, line = Seal.objects.last(), next(iter(deque(read_file(path), maxlen=1)), None)
    if row is None and line is None:
        return None
    if line and is_next_after(line, row):
        insert_seal(line)
        return line
    if row is None or line is None or (row.number, row.digest) != (line.number, line.digest):
        raise SealsDiffer
    return row


def is_next_after(seal: Seal, before: Seal | None) -> bool:
    """Whether the seal is sound and comes next after `before`, or first after None."""
    number, digest = (before.number, before.digest) if before else (0, "")
    return (
        seal.number == number + 1
        and seal.previous_digest == digest
        and seal.digest == digest_of(seal)
    )


def insert_seal(seal: Seal) -> None:
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError as taken:
        raise BeingSealed from taken


def chain_heads() -> tuple[dict[str, list[Any]], int]:
    """({chain: [place of its last event, digest of that]}, the number of all events).

    Memory holds one entry for each chain, never all events. A chain that grows meanwhile is sealed
    at a place it had.
    """
    found, total = {}, 0
    ends = Event.objects.values("chain").annotate(last=Max("seq"), held=Count("pk"))
    for end in ends.order_by("chain").iterator():
        last = Event.objects.only("digest").get(chain=end["chain"], seq=end["last"])
        found[end["chain"]] = [end["last"], last.digest]
        total += end["held"]
    return found, total


def digest_of(seal: Seal) -> str:
    """sha256 over the previous digest and everything in this seal, in hexadecimal."""
    return sha256((seal.previous_digest + canonical_json(content_of(seal))).encode()).hexdigest()


def content_of(seal: Seal) -> dict[str, Any]:
    return {
        "number": seal.number,
        "at": seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "heads": seal.heads,
        "total": seal.total,
    }


def canonical_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def append_to_file(path: Path, seal: Seal, flags: int = APPEND) -> None:
    """Add the seal to the file as one whole line, and wait until the disk holds it."""
    fields = {**content_of(seal), "previous_digest": seal.previous_digest, "digest": seal.digest}
    line = f"{canonical_json(fields)}\n".encode()
    is_new = not path.exists()
    file = os.open(path, flags, ONLY_OURS)
    try:
        size_before = os.fstat(file).st_size
        if os.write(file, line) < len(line):
            os.ftruncate(file, size_before)  # half a line would spoil the next one
            raise OSError(f"{path} has no room for a seal")
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        sync_folder(path)


def sync_folder(path: Path) -> None:
    """Wait until the disk holds the name of a new file too: fsync of the file alone does not."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_file(path: Path, first: int = 1) -> Iterator[Seal]:
    """The seals of the file from the line `first` on, one at a time; none without a file.

    A line that is not a seal is given as a seal with its place as number and no digest.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(islice(lines, first - 1, None), first):
            yield parse_seal(line) or Seal(number=number, heads={})


def parse_seal(line: str) -> Seal | None:
    try:
        found = json.loads(line)
        seal = Seal(**{**found, "at": parse_datetime(found["at"])})
        digest_of(seal)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return seal if isinstance(seal.number, int) and isinstance(seal.heads, dict) else None


def stored_seals(first: int = 1) -> Iterator[Seal]:
    """The seals of the database from that number on, one at a time."""
    rows = Seal.objects.filter(number__gte=first).order_by("number")
    return rows.iterator(chunk_size=READ_AT_ONCE)


@transaction.atomic
def rebuild_file(path: Path, *, at: datetime) -> int:
    """Rebuild a lost file from the database and log that; gives the number of seals written.

    Raises FileExistsError, changing nothing, when there is a file.
    """
    written = 0
    for seal in stored_seals():
        append_to_file(path, seal, APPEND if written else APPEND | os.O_EXCL)
        written += 1
    record("audit.seal_file_made", by=None, at=at, seals=written)
    return written
