"""Checks that the log is as it was written: reads every chain and every seal once, in order.

Memory holds one batch of events, two seals, and the names of the chains with a problem.
Each problem is a sentence for whoever runs `verify_audit`; it names rows, never people.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby, islice, zip_longest
from operator import attrgetter, or_
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from django.db.models import Max, Q

from checklists.audit import recording, seals
from checklists.audit.models import Event, Seal

EVENTS_AT_ONCE = 2000
HEADS_AT_ONCE = 200  # conditions of one statement

T = TypeVar("T")


class Problem(NamedTuple):
    """`kind` only tells problems apart, so that only the first of each kind is reported."""

    kind: str
    words: str


def log_problems(path: Path) -> Iterator[str]:
    """What is wrong with the log, judged by itself and by the seals of database and file."""
    for chain, events in groupby(all_events(), attrgetter("chain")):
        yield from first_of_each(chain_problems(chain, events))
    yield from first_of_each(seal_problems(path))


def all_events() -> Iterator[Event]:
    return Event.objects.order_by("chain", "seq").iterator(chunk_size=EVENTS_AT_ONCE)


def first_of_each(problems: Iterable[Problem]) -> Iterator[str]:
    reported = set()
    for problem in problems:
        if problem.kind not in reported:
            reported.add(problem.kind)
            yield problem.words


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(things)
    while batch := list(islice(remaining, size)):
        yield batch


# --- the chains ---------------------------------------------------------------------------------


def chain_problems(chain: str, events: Iterable[Event]) -> Iterator[Problem]:
    before, is_sound = Event(chain=chain, seq=0), True
    for event in events:
        if event.seq != before.seq + 1:
            yield missing_problem(before.seq + 1, event)
        elif is_sound and event.previous_digest != before.digest:
            first = before if before.seq else event
            yield Problem("anew", f"{event_words(first)} or the next row was written anew.")
        is_sound = recording.digest_of(event) == event.digest
        if not is_sound:
            yield Problem("changed", f"{event_words(event)} was changed or moved.")
        elif not is_of_its_chain(event):
            yield Problem("actor", f"{event_words(event)} names another person than its chain.")
        before = event


def missing_problem(first: int, event: Event) -> Problem:
    """Rows missing before this one. Only a seal can tell what was cut off the end."""
    if event.seq <= first:
        return Problem("gone", f"{event_words(event)} has a place that no row has.")
    missing = row_numbers(first, event.seq - 1)
    verb = "is" if first == event.seq - 1 else "are"
    return Problem("gone", f"{missing} of chain {event.chain} {verb} missing.")


def row_numbers(first: int, last: int) -> str:
    return f"Row {first}" if first == last else f"Rows {first} to {last}"


def is_of_its_chain(event: Event) -> bool:
    if event.by_id:
        return event.chain == str(event.by_id)
    return event.chain in (recording.NOBODY, recording.SYSTEM)


def event_words(event: Event) -> str:
    return (
        f"Row {event.seq} of chain {event.chain} ({event.kind}, {event.at:%Y-%m-%d %H:%M:%S} UTC)"
    )


# --- the seals ----------------------------------------------------------------------------------


def seal_problems(path: Path) -> Iterator[Problem]:
    """Compare each seal with the one before, its twin in the other place, and the chains."""
    problems = SealProblems(path)
    before, reported = Seal(heads={}), set[str]()
    pairs = zip_longest(with_gaps(seals.read_file(path)), with_gaps(seals.stored_seals()))
    for number, (line, row) in enumerate(pairs, 1):
        yield from problems.of_number(number, line, row)
        trusted = next((seal for seal in (line, row) if seal and is_sound(seal)), None)
        if trusted:
            yield from head_problems(trusted, before, reported)
            before = trusted
    if not before.number:
        yield Problem("never", "No seal can be read, so a log cut short would not show.")


def with_gaps(seals_in_order: Iterable[Seal]) -> Iterator[Seal | None]:
    """The seals in order, with None for each number that is missing."""
    place = 1
    for seal in seals_in_order:
        yield from [None] * (seal.number - place)
        yield seal
        place = max(seal.number, place) + 1


def is_sound(seal: Seal) -> bool:
    return bool(seal.digest) and seals.digest_of(seal) == seal.digest


class SealProblems:
    """Problems of the seals themselves. It remembers the previous digest in each place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_there = path.exists()
        self.before: dict[str, str | None] = {"the file": "", "the database": ""}

    def of_number(self, number: int, line: Seal | None, row: Seal | None) -> Iterator[Problem]:
        if not line and not self.is_there:
            yield Problem("no file", f"The file of the seals is missing: {self.path}")
        elif not line:
            yield Problem("not in file", f"Seal {number} is in the database and not in the file.")
        if not row:
            yield Problem("not in rows", f"Seal {number} is in the file and not in the database.")
        for where, seal in (("the file", line), ("the database", row)):
            if seal and not self.follows(where, seal, number):
                yield Problem(f"changed in {where}", f"Seal {number} in {where} was changed.")
            self.before[where] = seal.digest if seal else None
        if line and row and line.digest != row.digest:
            yield Problem(
                "two of them", f"Seal {number} in the database is not the one of the file."
            )

    def follows(self, where: str, seal: Seal, number: int) -> bool:
        before = self.before[where]
        fits = before is None or seal.previous_digest == before
        return fits and seal.number == number and is_sound(seal)


def head_problems(seal: Seal, before: Seal, reported: set[str]) -> Iterator[Problem]:
    """The chains that are not, or no longer, as the seal has them; each is reported once."""
    if seal.heads and not Event.objects.exists():
        yield Problem("emptied", f"The log is empty; seal {seal.number} held {seal.total} events.")
        return
    moved = {
        chain: head
        for chain, head in seal.heads.items()
        if head != before.heads.get(chain) and chain not in reported
    }
    for chain, digest in digests_at(moved):
        if digest != moved[chain][1]:
            reported.add(chain)
            first = before.heads.get(chain, [0])[0] + 1
            yield head_problem(seal, chain, first, moved[chain][0], is_there=digest is not None)


def digests_at(heads: dict[str, list[Any]]) -> Iterator[tuple[str, str | None]]:
    """(chain, digest of the row at its head, or None where there is no such row) for each head."""
    for batch in in_batches(heads.items(), HEADS_AT_ONCE):
        places = reduce(or_, (Q(chain=chain, seq=head[0]) for chain, head in batch))
        found = dict(Event.objects.filter(places).values_list("chain", "digest"))
        yield from ((chain, found.get(chain)) for chain, _ in batch)


def head_problem(seal: Seal, chain: str, first: int, sealed: int, *, is_there: bool) -> Problem:
    if is_there:
        which = f"{row_numbers(first, sealed)} of chain {chain}"
        return Problem(f"anew {chain}", f"{which}: not as seal {seal.number} has them.")
    last = Event.objects.filter(chain=chain).aggregate(last=Max("seq"))["last"] or 0
    which = f"{row_numbers(min(last + 1, sealed), sealed)} of chain {chain}"
    return Problem(f"cut {chain}", f"{which}: gone since seal {seal.number}.")
