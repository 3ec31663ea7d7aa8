"""Visits made through the verbs, for tests that tell a story over several contacts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from checklists.answers.before_signing import OUT_OF_PLACE
from checklists.answers.in_force import prompt_key
from checklists.answers.saving import Change, save_point
from checklists.cases.access import WholeRecord
from checklists.cases.models.case import Case
from checklists.facts.models import CaseFacts
from checklists.outstanding.closing import ConfirmedClosing
from checklists.outstanding.models import OutstandingItem
from checklists.visits.draft.contradicting import contradictions, without_contradicting
from checklists.visits.draft.discarding import discard
from checklists.visits.draft.signing import sign
from checklists.visits.draft.starting import start
from checklists.visits.draft.stopping import MOST_PASSES, change_for, revision_of, stop_early
from checklists.visits.draft.working import WorkingVisit
from checklists.visits.models import Visit, Withdrawal
from checklists.withdrawal.withdrawing import ask_withdrawal

AT_THE_VISIT = datetime(2026, 11, 23, 14, 21, tzinfo=UTC)


def begin(case, *, visit_type="6-8-week", at=AT_THE_VISIT, present=("mother",), place="home"):
    """A draft by the owner of the case."""
    return start(
        case,
        visit_type=visit_type,
        held_at=at,
        place=place,
        present=list(present),
        by=case.owner,
        at=at,
    )


def begun_in_error(case: Case, *, mistake: Visit.Mistake, at: datetime = AT_THE_VISIT) -> Visit:
    """A visit without a word, discarded."""
    visit = begin(case, visit_type="targeted", at=at)
    discard(visit, mistake=mistake, by=visit.author, at=at)
    return visit


def draft_with_withdrawal_asked(
    case: Case, answers: Mapping[str, object], *, reason: str, at: datetime = AT_THE_VISIT
) -> tuple[Visit, Withdrawal]:
    """A draft with words that waits for a second person to agree that it was begun in error."""
    visit = say(begin(case, visit_type="targeted", at=at), answers, at=at)
    return visit, ask_withdrawal(visit, reason=reason, by=visit.author, at=at)


def say(visit, answers, *, at=AT_THE_VISIT, base=None):
    """Save {key: value} or {key: (value, reason)} or {key: Change}; `base` are the revisions of
    what was answered before."""
    changes = {key: change_of(given) for key, given in answers.items()}
    save_point(
        visit.sheet,
        changes=changes,
        base_revisions=base or {},
        receipt=None,
        by=visit.author,
        at=at,
    )
    visit.sheet.refresh_from_db()
    return visit


def change_of(given):
    if isinstance(given, Change):
        return given
    value, reason = given if isinstance(given, tuple) else (given, "")
    return Change(value, reason=reason)


def leave_the_rest(visit, *, reason="short_of_time", at=AT_THE_VISIT):
    """One reason for everything unanswered."""
    visit.case = reread(visit.case)
    stop_early(visit, WholeRecord(visit.author), reason=reason, at=at)
    return leave_one_by_one(visit, reason=reason, at=at)


def leave_one_by_one(visit, *, reason, at):
    """What only she can answer, she leaves herself, each with its reason and nothing that does
    not fit what she said."""
    for _ in range(MOST_PASSES):
        working = WorkingVisit(visit, WholeRecord(visit.author))
        gaps = [gap for gap in working.gaps() if gap.why != OUT_OF_PLACE]
        wanted = {gap.key: change_for(gap, working, reason) for gap in gaps}
        fitting = without_contradicting(wanted, working)
        alone = {key: replace(change, value=None) for key, change in wanted.items()}
        changes = {**alone, **fitting}
        if not changes:
            break
        revisions = {key: revision_of(working, key) for key in changes}
        save_point(
            visit.sheet,
            changes=changes,
            base_revisions=revisions,
            receipt=None,
            by=visit.author,
            at=at,
        )
        visit.sheet.refresh_from_db()
    return visit


def make_fit(visit, *, at=AT_THE_VISIT):
    """Another answer in place of each that contradicts one, as review asks for."""
    while found := contradictions(working_visit(visit)):
        working = working_visit(visit)
        key, change = next(fitting(working, found[0]))
        save_point(
            visit.sheet,
            changes={key: change},
            base_revisions={key: working.documents[key]["revision"]},
            receipt=None,
            by=visit.author,
            at=at,
        )
        visit.sheet.refresh_from_db()


def fitting(working, contradiction):
    """(key, change) pairs after which the two can both be true."""
    for key in reversed(contradiction.keys):
        prompt, entry = working.compiled.prompts[prompt_key(key)], working.documents[key]
        for choice in prompt.choices:
            value = [choice.value] if prompt.is_multiple else choice.value
            change = Change(value, reason=entry["reason"], note=entry["note"])
            if contradiction not in contradictions(working.imagined({key: change})):
                yield key, change


def working_visit(visit):
    visit.case = reread(visit.case)
    return WorkingVisit(visit, WholeRecord(visit.author))


def signed(case, answers, *, at=AT_THE_VISIT, close=(), **begun):
    """A whole visit: begun, answered, the rest left with a reason, signed, closings confirmed."""
    visit = leave_the_rest(say(begin(reread(case), at=at, **begun), answers, at=at), at=at)
    return sign(
        visit, confirmed_closings=list(map(ConfirmedClosing, close)), by=visit.author, at=at
    )


def reread(case):
    """The case with what the database knows now."""
    fresh = Case.objects.select_related("owner", "team").get(pk=case.pk)
    fresh.facts = CaseFacts.objects.get(case=fresh)
    return fresh


def items(case, rule_key):
    """The case's items of one rule, first opened first."""
    return list(
        OutstandingItem.objects.filter(case=case, rule_key=rule_key).order_by("opened_at", "pk")
    )


def item(case, rule_key):
    """The one item of a rule."""
    found = items(case, rule_key)
    assert len(found) == 1, [each.rule_key for each in OutstandingItem.objects.filter(case=case)]
    return found[0]
