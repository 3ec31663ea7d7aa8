"""Whether signed visits and amendments are still what was written, judged by their events."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from checklists.answers import private
from checklists.audit.models import Event
from checklists.audit.recording import reference_to
from checklists.audit.stating import in_batches
from checklists.visits.digest import EDITIONS, amendment_digest, signed_digest
from checklists.visits.models import Amendment, Visit

AMENDED = "visit.amended"
DISCARDED = "visit.discarded"
SIGNINGS = ("visit.signed", "visit.not_held")
CLEARED = "case.cleared"  # two people disposed of the record, and its visits went with it
WITHDRAWN = "visit.withdrawn"
WERE_SIGNED = (Visit.Status.SIGNED, Visit.Status.WITHDRAWN)
AT_ONCE = 200  # each with its whole document


def visit_problems() -> Iterator[str]:
    """A sentence for each visit that does not fit its event, or is there without the other.

    A batch of visits is held at a time.
    """
    visits = Visit.objects.filter(status=Visit.Status.SIGNED).select_related("sheet")
    for batch in in_batches(visits.order_by("pk").iterator(chunk_size=AT_ONCE), AT_ONCE):
        # As they lie: no key is needed to see that something was changed.
        ciphertexts = private.ciphertexts(visit.sheet_id for visit in batch)
        events = signings_of(batch)
        for visit in batch:
            yield from problems_of(
                visit, ciphertexts.get(visit.sheet_id, b""), events[reference_to(visit)]
            )
    yield from withdrawal_problems()
    yield from discard_problems()
    yield from events_without_visit()
    yield from amendment_problems()


def problems_of(visit: Visit, ciphertext: bytes, events: list[Event]) -> Iterator[str]:
    if not events:
        yield f"Visit {visit.pk} is signed, and no event says so."
    elif len(events) > 1:
        yield f"Visit {visit.pk} was signed once and has {len(events)} events of signing."
    elif not fits_signing(visit, ciphertext, events[0]):
        yield f"Visit {visit.pk} was changed after it was signed."


def fits_signing(visit: Visit, ciphertext: bytes, event: Event) -> bool:
    """True also for a visit signed before events kept a digest; whoever asks is told of those."""
    kept = event.details.get("digest")
    if kept is None:
        return True
    edition = kept.partition(":")[0]
    same = edition in EDITIONS and signed_digest(visit, ciphertext, edition) == kept
    return same and (event.by_id, event.case_ref) == (visit.signed_by_id, visit.case_id)


def signings_of(visits: Iterable[Visit]) -> dict[str, list[Event]]:
    return events_of({visit.case_id for visit in visits}, SIGNINGS)


def events_of(cases: Iterable[UUID], kinds: Iterable[str]) -> dict[str, list[Event]]:
    """The events by the name of what they speak of. Found by the case, which has an index."""
    found = defaultdict(list)
    for event in Event.objects.filter(case_ref__in=cases, kind__in=kinds).order_by("at", "pk"):
        found[event.target].append(event)
    return found


def withdrawal_problems() -> Iterator[str]:
    """A sentence for each visit that was emptied without two people, or that still holds words."""
    visits = Visit.objects.filter(status=Visit.Status.WITHDRAWN).select_related("sheet")
    for batch in in_batches(visits.order_by("pk").iterator(chunk_size=AT_ONCE), AT_ONCE):
        ciphertexts = private.ciphertexts(visit.sheet_id for visit in batch)
        events = events_of({visit.case_id for visit in batch}, [WITHDRAWN])
        for visit in batch:
            if not any(by_two(event) for event in events[reference_to(visit)]):
                yield f"Visit {visit.pk} was taken out, and no event says that two people did it."
            if visit.sheet.body or ciphertexts.get(visit.sheet_id) or has_amendments(visit):
                yield f"Visit {visit.pk} was taken out and still holds words."


def discard_problems() -> Iterator[str]:
    """A sentence for each draft that was discarded without an event, or still holds words."""
    visits = Visit.objects.filter(status=Visit.Status.DISCARDED).select_related("sheet")
    for batch in in_batches(visits.order_by("pk").iterator(chunk_size=AT_ONCE), AT_ONCE):
        ciphertexts = private.ciphertexts(visit.sheet_id for visit in batch)
        events = events_of({visit.case_id for visit in batch}, [DISCARDED])
        for visit in batch:
            if not any(fits_discard(visit, event) for event in events[reference_to(visit)]):
                yield f"Visit {visit.pk} was discarded, and no event says by whom it may be."
            if visit.sheet.body or ciphertexts.get(visit.sheet_id):
                yield f"Visit {visit.pk} was discarded and still holds words."


def fits_discard(visit: Visit, event: Event) -> bool:
    """By its author alone, or by two; the verb looks whether it must be two."""
    return event.by_id == visit.discarded_by_id and (
        event.by_id == visit.author_id or by_two(event)
    )


def by_two(event: Event) -> bool:
    asked_by = event.details.get("asked_by")
    return bool(asked_by) and asked_by != str(event.by_id)


def has_amendments(visit: Visit) -> bool:
    return visit.amendments.exclude(sealed=b"").exists()


def events_without_visit() -> Iterator[str]:
    for batch in targets_of(SIGNINGS):
        signed = Visit.objects.filter(pk__in=ids_in(batch)).filter(status__in=WERE_SIGNED)
        there = {reference_to(visit) for visit in signed.only("pk")}
        for target in batch:
            if target not in there:
                yield f"The log says that {target} was signed; it is not there as a signed visit."


def amendment_problems() -> Iterator[str]:
    """A sentence for each amendment that does not fit its event, or is there without the other.

    Of one whose visit was entered in error nothing is left to compare.
    """
    rows = Amendment.objects.select_related("visit").order_by("pk")
    for batch in in_batches(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
        events = events_of({row.visit.case_id for row in batch}, [AMENDED])
        for row in batch:
            which = f"Amendment {row.pk} of visit {row.visit_id}"
            if not events[reference_to(row)]:
                yield f"{which} is there, and no event says so."
            elif not all(fits_amendment(row, event) for event in events[reference_to(row)]):
                yield f"{which} was changed after it was written."
    for targets in targets_of([AMENDED]):
        there = {
            reference_to(row) for row in Amendment.objects.filter(pk__in=ids_in(targets)).only("pk")
        }
        for target in targets:
            if target not in there:
                yield f"The log says that {target} was written; it is not there."


def fits_amendment(amendment: Amendment, event: Event) -> bool:
    if amendment.visit.status == Visit.Status.WITHDRAWN:
        return True
    same = event.details.get("digest") == amendment_digest(amendment)
    return same and (event.by_id, event.case_ref) == (amendment.by_id, amendment.visit.case_id)


def targets_of(kinds: Iterable[str]) -> Iterator[list[str]]:
    """What events of these kinds speak of, in batches; cases that were cleared are left out."""
    cleared = Event.objects.filter(kind=CLEARED).values("case_ref")
    kept = Event.objects.filter(kind__in=kinds).exclude(case_ref__in=cleared)
    targets = kept.order_by("pk").values_list("target", flat=True)
    return in_batches(targets.iterator(chunk_size=AT_ONCE), AT_ONCE)


def ids_in(targets: Iterable[str]) -> Iterator[UUID]:
    for target in targets:
        try:
            yield UUID(target.partition(":")[2])
        except ValueError:  # not written by us; it is then named as missing
            continue


def signed_without_digest() -> int:
    """How many visits were signed before events kept a digest; nothing can be said of those."""
    return Event.objects.filter(kind__in=SIGNINGS, details__digest__isnull=True).count()
