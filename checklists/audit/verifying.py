"""Checks that the log is as it was written: reads every chain and every seal once, in order.

It reads all of it, or what came after one seal. Memory holds one batch of events, two seals, and
the names of the chains with a problem. Each problem is a sentence for whoever runs `verify_audit`;
it names rows, never people.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import groupby, zip_longest
from operator import attrgetter, or_
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Q

from checklists.audit import comparing, recording, seals
from checklists.audit.comparing import LastStated
from checklists.audit.models import Event, Seal
from checklists.audit.stating import in_batches

Heads = Mapping[str, list[Any]]
Tell = Callable[[int], None]
START = [0, ""]  # the place before the first event of a chain, and no digest
EVENTS_AT_ONCE = 2000
TOLD_EVERY = 100_000  # events
HEADS_AT_ONCE = 200  # conditions of one statement


class Problem(NamedTuple):
    """`kind` only tells problems apart, so that only the first of each kind is reported."""

    kind: str
    words: str


def log_problems(path: Path, last: LastStated, tell: Tell) -> Iterator[str]:
    """What is wrong with the log, judged by itself and by the seals of database and file.

    `last` is told what the events state of rows, `tell` how many events were read, now and then.
    """
    yield from problems_of_chains(last.listen(counted(all_events(), tell)), {})
    yield from first_of_each(seal_problems(path))


def problems_since(seal: Seal, path: Path, last: LastStated, tell: Tell) -> Iterator[str]:
    """The same of what came after a seal: the events after its heads, and it and later seals."""
    events = last.listen(counted(events_after(seal.heads), tell))
    yield from problems_of_chains(events, seal.heads)
    yield from first_of_each(seal_problems(path, seal.number))


def all_events() -> Iterator[Event]:
    return Event.objects.order_by("chain", "seq").iterator(chunk_size=EVENTS_AT_ONCE)


def events_after(heads: Heads) -> Iterator[Event]:
    """The events after these heads, chain by chain; of people who have no head, all of theirs."""
    people = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.values_list("pk", flat=True)
    begun = {recording.NOBODY, recording.SYSTEM, *map(str, people), *heads}
    for chains in in_batches(sorted(begun), HEADS_AT_ONCE):
        places = reduce(or_, (Q(chain=one, seq__gt=heads.get(one, START)[0]) for one in chains))
        rows = Event.objects.filter(places).order_by("chain", "seq")
        yield from rows.iterator(chunk_size=EVENTS_AT_ONCE)


def counted(events: Iterable[Event], tell: Tell) -> Iterator[Event]:
    for number, event in enumerate(events, 1):
        if number % TOLD_EVERY == 0:
            tell(number)
        yield event


def problems_of_chains(events: Iterable[Event], heads: Heads) -> Iterator[str]:
    """Of events in order of chain and place, each chain from its head on."""
    for chain, those in groupby(events, attrgetter("chain")):
        seq, digest = heads.get(chain, START)
        head = Event(chain=chain, seq=seq, digest=digest)
        yield from first_of_each(chain_problems(head, those))


def first_of_each(problems: Iterable[Problem]) -> Iterator[str]:
    reported = set()
    for problem in problems:
        if problem.kind not in reported:
            reported.add(problem.kind)
            yield problem.words


# --- the chains ---------------------------------------------------------------------------------


def chain_problems(head: Event, events: Iterable[Event]) -> Iterator[Problem]:
    """Of the events of a chain that follow its head, which a seal names or has the place 0."""
    before, is_sound = head, True
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
        if before.pk and event.pk < before.pk:
            # What a row was last stated as is judged by the order of ids.
            yield Problem("order", f"{event_words(event)} has a lower id than the row before.")
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
    return f"R{comparing.event_words(event)[1:]}"


# --- the seals ----------------------------------------------------------------------------------


def seal_problems(path: Path, first: int = 1) -> Iterator[Problem]:
    """Compare each seal with the one before, its twin in the other place, and the chains.

    From the number `first` on, which is compared with the chains alone.
    """
    problems = SealProblems(path, "" if first == 1 else None)
    before, reported = Seal(heads={}), set[str]()
    lines, rows = seals.read_file(path, first), seals.stored_seals(first)
    pairs = zip_longest(with_gaps(lines, first), with_gaps(rows, first))
    for number, (line, row) in enumerate(pairs, first):
        yield from problems.of_number(number, line, row)
        trusted = next((seal for seal in (line, row) if seal and is_sound(seal)), None)
        if trusted:
            yield from head_problems(trusted, before, reported)
            before = trusted
    if not before.number:
        yield Problem("never", "No seal can be read, so a log cut short would not show.")


def with_gaps(seals_in_order: Iterable[Seal], place: int) -> Iterator[Seal | None]:
    """The seals in order from that place on, with None for each number that is missing."""
    for seal in seals_in_order:
        yield from [None] * (seal.number - place)
        yield seal
        place = max(seal.number, place) + 1


def is_sound(seal: Seal) -> bool:
    return bool(seal.digest) and seals.digest_of(seal) == seal.digest


class SealProblems:
    """Problems of the seals themselves. It remembers the previous digest in each place."""

    def __init__(self, path: Path, before: str | None) -> None:
        """`before` is the digest that comes before, None where it is not asked."""
        self.path = path
        self.is_there = path.exists()
        self.before: dict[str, str | None] = {"the file": before, "the database": before}

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
