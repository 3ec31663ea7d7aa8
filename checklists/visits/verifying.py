"""Whether each signed visit is still what was signed, judged by the event of its signing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from checklists.answers import private
from checklists.audit.models import Event
from checklists.audit.recording import named
from checklists.audit.verifying import in_batches
from checklists.visits.digest import EDITIONS, signed_digest
from checklists.visits.models import Visit

SIGNINGS = ("visit.signed", "visit.not_held")
CLEARED = "case.cleared"  # two people disposed of the record, and its visits went with it
AT_ONCE = 200  # each with its whole document


def visit_problems() -> Iterator[str]:
    """A sentence for each visit that does not fit its event, or is there without the other.

    A batch of visits is held at a time.
    """
    visits = Visit.objects.filter(status=Visit.Status.SIGNED).select_related("sheet")
    for batch in in_batches(visits.order_by("pk").iterator(chunk_size=AT_ONCE), AT_ONCE):
        ciphertexts = private.ciphertexts(visit.sheet_id for visit in batch)
        events = signings_of(batch)
        for visit in batch:
            yield from problems_of(
                visit, ciphertexts.get(visit.sheet_id, b""), events[named(visit)]
            )
    yield from events_without_visit()


def problems_of(visit: Visit, ciphertext: bytes, events: list[Event]) -> Iterator[str]:
    if not events:
        yield f"Visit {visit.pk} is signed, and no event says so."
    elif len(events) > 1:
        yield f"Visit {visit.pk} was signed once and has {len(events)} events of signing."
    elif not fits(visit, ciphertext, events[0]):
        yield f"Visit {visit.pk} was changed after it was signed."


def fits(visit: Visit, ciphertext: bytes, event: Event) -> bool:
    """True also for a visit signed before events kept a digest; whoever asks is told of those."""
    kept = event.details.get("digest")
    if kept is None:
        return True
    edition = kept.partition(":")[0]
    same = edition in EDITIONS and signed_digest(visit, ciphertext, edition) == kept
    return same and (event.by_id, event.case_ref) == (visit.signed_by_id, visit.case_id)


def signings_of(visits: Iterable[Visit]) -> dict[str, list[Event]]:
    """The events of signing by the name of their visit. Found by the case, which has an index."""
    cases = {visit.case_id for visit in visits}
    found = defaultdict(list)
    for event in Event.objects.filter(case_ref__in=cases, kind__in=SIGNINGS).order_by("at", "pk"):
        found[event.target].append(event)
    return found


def events_without_visit() -> Iterator[str]:
    cleared = Event.objects.filter(kind=CLEARED).values("case_ref")
    kept = Event.objects.filter(kind__in=SIGNINGS).exclude(case_ref__in=cleared)
    targets = kept.order_by("pk").values_list("target", flat=True)
    for batch in in_batches(targets.iterator(chunk_size=AT_ONCE), AT_ONCE):
        signed = Visit.objects.filter(pk__in=ids_in(batch), status=Visit.Status.SIGNED)
        there = {named(visit) for visit in signed.only("pk")}
        for target in batch:
            if target not in there:
                yield f"The log says that {target} was signed; it is not there as a signed visit."


def ids_in(targets: Iterable[str]) -> Iterator[UUID]:
    for target in targets:
        try:
            yield UUID(target.removeprefix("visit:"))
        except ValueError:  # not written by us; it is then named as missing
            continue


def signed_without_digest() -> int:
    """How many visits were signed before events kept a digest; nothing can be said of those."""
    return Event.objects.filter(kind__in=SIGNINGS, details__digest__isnull=True).count()
