"""Sign a visit: what it leaves to do, what is now known, and the record frozen."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from checklists.answers import private
from checklists.answers.before_signing import Gap
from checklists.answers.in_force import prompt_key
from checklists.answers.models import Receipt
from checklists.audit.recording import record
from checklists.cases.access import WholeRecord
from checklists.facts.contacts import Contact, could_not_be_done
from checklists.facts.facts import facts_after_contact
from checklists.facts.storing import write_facts
from checklists.guidance.compiled_version import Compiled
from checklists.guidance.in_force import GuidanceInForce, guidance_in_force
from checklists.outstanding.closing import ConfirmedClosing, close_at_signing
from checklists.outstanding.opening import open_planned
from checklists.outstanding.ticking import tick_answered
from checklists.people.models.users import User
from checklists.reading.clock import london_date
from checklists.visits.digest import signed_digest
from checklists.visits.draft.contradicting import Contradiction
from checklists.visits.draft.document_to_sign import document_to_sign
from checklists.visits.draft.holding import hold_to_sign
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
    visit: Visit,
    *,
    confirmed_closings: Iterable[ConfirmedClosing],
    by: User,
    at: datetime,
    guidance: GuidanceInForce | None = None,
) -> Visit:
    """Freeze the draft, open what its rules ask for, close what was confirmed, and keep the facts.

    Of `confirmed_closings` only those that the answers propose are closed. The rules read all
    answers, also private ones that `by` could not open any more. Raises NotADraft, StillMissing,
    DoNotFitTogether, closing.SayWhatWasDone or undone.SayWhatStaysUndone, changing nothing.
    `guidance` where it was read already.
    """
    row, _ = hold_to_sign(visit.pk, by=by)
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
    keep_facts(preview, guidance or guidance_in_force(), on=london_date(at))
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


def keep_facts(preview: Preview, guidance: GuidanceInForce, *, on: date) -> None:
    """What is known once it is signed, and the next contact as it stands on that day."""
    working, contact = preview.working, preview.contact
    write_facts(
        working.case,
        facts_after_contact(working.facts, contact),
        on=on,
        guidance=guidance,
        settings=working.settings if contact.on == on else None,
    )


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
