"""Sign a visit: what it leaves to do, what is now known, and the record frozen."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from checklists.answers import private
from checklists.answers.before_signing import Gap
from checklists.answers.in_force import prompt_key
from checklists.answers.models import AnswerSheet, Receipt
from checklists.answers.saving import lock
from checklists.audit.recording import record
from checklists.cases.access import WholeRecord
from checklists.facts.contacts import Contact, could_not_be_done
from checklists.facts.facts import facts_after_contact
from checklists.facts.models import CaseFacts
from checklists.facts.storing import write_facts
from checklists.guidance.compiled_version import Compiled
from checklists.outstanding.closing import ConfirmedClosing, close_at_signing
from checklists.outstanding.opening import open_planned
from checklists.outstanding.ticking import tick_answered
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.digest import signed_digest
from checklists.visits.draft.contradicting import Contradiction
from checklists.visits.draft.document_to_sign import document_to_sign
from checklists.visits.draft.holding import NotADraft
from checklists.visits.draft.not_known_that_day import questions_left_by, with_not_known
from checklists.visits.draft.planning import Preview, answers_of_half, preview_of
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import PointCount, Visit


class StillMissing(Exception):
    """Required answers have neither an answer nor a reason, or one that makes no sense any more.
    Nothing has changed."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(len(gaps))
        self.gaps = gaps


class DoNotFitTogether(Exception):
    """Answers of the visit that cannot both be true. Nothing has changed."""

    def __init__(self, found: list[Contradiction]) -> None:
        super().__init__(len(found))
        self.found = found


@transaction.atomic
def sign(
    visit: Visit, *, confirmed_closings: Iterable[ConfirmedClosing], by: User, at: datetime
) -> Visit:
    """Freeze the draft, open what its rules ask for, close what was confirmed, and keep the facts.

    Of `confirmed_closings` only those that the answers propose are closed. The rules read all
    answers, also private ones that `by` could not open any more. Raises NotADraft, StillMissing,
    DoNotFitTogether, closing.SayWhatWasDone or undone.SayWhatStaysUndone, changing nothing.
    """
    row = lock_draft(visit, by)
    preview = preview_of(WorkingVisit(row, WholeRecord(by)))
    if preview.gaps:
        raise StillMissing(preview.gaps)
    if preview.contradictions:
        raise DoNotFitTogether(preview.contradictions)
    proposed = {closing.item_id for closing in preview.plan.closes}
    confirmed = [one for one in confirmed_closings if one.item_id in proposed]
    opened = open_planned(preview.plan, row.case, row, by=by, at=at)
    tick_answered(preview.plan.ticks, row, by=by, at=at)
    closed = close_at_signing(confirmed, row, by=by, at=at)
    write_facts(
        row.case, facts_after_contact(preview.working.facts, preview.contact), on=london_date(at)
    )
    PointCount.objects.bulk_create(point_counts(row, preview.contact, preview.working.compiled))
    # Last: the digest in the event is of the record as it is frozen.
    ciphertext = freeze(row, preview, by, at)
    record(
        "visit.signed",
        row,
        by=by,
        at=at,
        case=row.case_id,
        opened=len(opened),
        closed=len(closed),
        digest=signed_digest(row, ciphertext),
    )
    return row


def lock_draft(visit: Visit, by: User) -> Visit:
    """The person's draft as it is now, with its sheet and the facts of the case held."""
    drafts = Visit.objects.select_for_update(of=("self",)).select_related(
        "case", "case__owner", "version", "author"
    )
    row = drafts.filter(pk=visit.pk, author=by, status=Visit.Status.DRAFT).first()
    if row is None:
        raise NotADraft
    # The visit, the facts, then the sheet: two presses that took them in another order could each
    # wait for the other.
    case = row.case
    case.facts = CaseFacts.objects.select_for_update().get(case=case)
    row.sheet = lock(AnswerSheet(pk=row.sheet_id, case=case, version=row.version))
    return row


def freeze(visit: Visit, preview: Preview, by: User, at: datetime) -> bytes:
    """Close the sheets and the visit for good; gives the ciphertext of the private answers.

    What was hidden again is kept, and marked so; so is what was carried and not confirmed, and
    what is not known yet.
    """
    working = preview.working
    # A receipt answers a save that is sent again, and from here on every save is refused.
    Receipt.objects.filter(sheet=visit.sheet).delete()
    row, _ = private.lock_private_sheet(visit.sheet)
    document = with_not_known(
        document_to_sign(working, at=at), questions_left_by(preview), working, at=at
    )
    private_answers = answers_of_half(document, working.compiled, private=True)
    if private_answers or private.room_of(row):
        row.frozen_at = at
        private.write(row, private_answers)
    sheet = visit.sheet
    sheet.body, sheet.frozen_at = answers_of_half(document, working.compiled, private=False), at
    sheet.save(update_fields=["body", "frozen_at"])
    visit.status, visit.signed_by, visit.signed_at = Visit.Status.SIGNED, by, at
    visit.save(update_fields=["status", "signed_by", "signed_at"])
    return bytes(row.sealed)


def point_counts(visit: Visit, contact: Contact, compiled: Compiled) -> Iterable[PointCount]:
    """One row for each learning point with an answer; 'could not' when any answer says so."""
    entries = {**contact.open_answers, **contact.private_answers}
    outcomes: dict[int, str] = {}
    for key, entry in entries.items():
        number = compiled.prompts[prompt_key(key)].point_number
        outcome = (
            PointCount.Outcome.COULD_NOT
            if could_not_be_done(entry)
            else PointCount.Outcome.RECORDED
        )
        if outcomes.get(number) != PointCount.Outcome.COULD_NOT:
            outcomes[number] = outcome
    return [
        PointCount(
            visit=visit,
            team_id=visit.team_id,
            month=contact.on.replace(day=1),
            point_number=number,
            outcome=outcome,
        )
        for number, outcome in outcomes.items()
    ]
