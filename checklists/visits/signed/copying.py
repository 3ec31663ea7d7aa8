"""A signed visit as plain text, for pasting into the trust's own record."""

from collections.abc import Iterable, Iterator, Sequence

from checklists.nhsuk.wording import at_time, in_words, spaced_nhs_number
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.reading.clock import london_date
from checklists.visits import presence
from checklists.visits.about import age_at, birth_as_signed
from checklists.visits.answers_in_words import AmendmentInWords, AnswerInWords, Part
from checklists.visits.models import Visit
from checklists.visits.signed.items import closed_words, opened_before
from checklists.visits.signed.not_known import PageLeft
from checklists.visits.words import baby_of, is_late, name_of, signer_of


def plain_text(
    visit: Visit,
    parts: Iterable[Part],
    items: Iterable[OutstandingItem],
    closed: Iterable[OutstandingItem] = (),
    *,
    is_private: bool,
    not_known: Sequence[PageLeft] = (),
    amended: Iterable[AmendmentInWords] = (),
) -> str:
    """The text of one half of the record; each half says which visit it belongs to.

    `items` are those the visit opened and `closed` those it closed, of which each half names its
    own; `not_known` is what was left unknown that day, and `amended` what was written under this
    half as a whole.
    """
    lines = [*heading_lines(visit)]
    if is_private:
        lines += ["", "Kept apart from what the family may read."]
    for part in parts:
        lines += [
            "",
            part.title.upper(),
            *(line for said in part.answers for line in answer_lines(said)),
        ]
    if not_known:
        lines += ["", "NOT KNOWN YET THAT DAY", *map(page_left_line, not_known)]
    whole = [line for one in amended for line in amendment_lines(one)]
    if whole:
        lines += ["", "AMENDED AS A WHOLE", *whole]
    opened = [opened_line(item) for item in items if item.private == is_private]
    if opened:
        lines += ["", "OPENED AT THIS VISIT", *opened]
    shut = [closed_line(item, visit) for item in closed if item.private == is_private]
    if shut:
        lines += ["", "CLOSED AT THIS VISIT", *shut]
    return "\n".join(lines)


def page_left_line(page: PageLeft) -> str:
    questions = [f"  {one.question} {one.stood}" for one in page.questions]
    return "\n".join([f"- {page.title}: {page.count}", *questions])


def opened_line(item: OutstandingItem) -> str:
    return f"- {item.title}. {Priority(item.priority).label}, due {in_words(item.due_on)}"


def closed_line(item: OutstandingItem, visit: Visit) -> str:
    level = Priority(item.priority).label
    return f"- {item.title}. {level}. {opened_before(item)}. {closed_words(item, visit)}"


def amendment_lines(one: AmendmentInWords) -> Iterator[str]:
    yield f"  Amended by {one.written}: {one.says}"
    yield f"  Because: {one.reason}"


def baby_in_words(visit: Visit) -> str:
    """'Wren Fableton, born 9 October 2026, NHS number 999 123 4565'; says so without a number."""
    case = visit.case
    number = spaced_nhs_number(case.nhs_number) if case.nhs_number else "not known"
    return f"{baby_of(visit)}, {birth_as_signed(visit)}, NHS number {number}"


def heading_lines(visit: Visit) -> Iterator[str]:
    case, held_on = visit.case, london_date(visit.held_at)
    number = f", NHS number {spaced_nhs_number(case.nhs_number)}" if case.nhs_number else ""
    yield f"{baby_of(visit)}, {birth_as_signed(visit)}{number}"
    yield f"{name_of(visit)}, {in_words(held_on)}, {at_time(visit.held_at)}"
    yield f"Age at the visit: {age_at(visit)}"
    if visit.outcome == Visit.Outcome.HELD:
        yield f"{Visit.Place(visit.place).label}. {presence.was_here(visit.was_present)}"
    else:
        yield f"{Visit.Outcome(visit.outcome).label}. {visit.note}".strip()
    if visit.signed_at:
        signed = f"{in_words(visit.signed_at)}, {at_time(visit.signed_at)}"
        yield f"Signed by {signer_of(visit)}, {signed}"
    if is_late(visit):
        yield f"Late entry: written {in_words(visit.written_at)}, {at_time(visit.written_at)}"
    yield f"Asked in the wording of version {visit.version.number}"


def answer_lines(said: AnswerInWords) -> Iterator[str]:
    reason = f": {said.reason}" if said.reason else ""
    aside = "" if said.counts else " (no longer asked when the visit was signed)"
    yield f"- {said.question}"
    yield f"  {said.answer}{reason}{aside}"
    if said.last:
        yield f"  {said.last}"
    if said.note:
        yield f"  Note: {said.note}"
    if said.how:
        yield f"  {said.how}"
    for one in said.amended:
        yield from amendment_lines(one)
