"""Emergency access: one case for four hours, alerted at once, and reviewed by somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.audit.refused import Overtaken, Refused
from checklists.cases.alerting import people_responsible
from checklists.cases.by_name import with_name_on_date
from checklists.cases.encryption import decrypt, encrypt
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.models.notices import Notice
from checklists.cases.notices import give_notice, mark_as_opened
from checklists.cases.querysets import OPENS_PRIVATE, CaseQuerySet, Why
from checklists.people.alerting import alert, safeguarding_leads
from checklists.people.models.users import User
from checklists.people.roles import works_with_families
from checklists.reading.names import key_of, same_name

LASTS = timedelta(hours=4)
REVIEW_WITHIN = timedelta(days=7)  # reviewed weekly; our own choice
USED = "emergency_used"
REFUSED = "emergency.refused"
OFTEN = 5  # refusals of one person within REFUSALS_COUNTED; our own choice
REFUSALS_COUNTED = timedelta(hours=1)
REVIEWED = "This has been reviewed."
ENDED_ALREADY = "This access had ended already. Your reason is not kept."


class NotToBeOpened(LookupError):
    """No such case for this person, for a reason that is never given. Nothing has changed."""


class CannotBeReviewed(Refused):
    """It is the person's own use, it was reviewed, or it has not ended."""


@dataclass(frozen=True)
class Sought:
    """What one record is searched by. All that is given has to fit, a name in any spelling.

    A name comes with a date of birth or due date: the index has both.
    """

    record: UUID | None = None
    nhs_number: str = ""
    name: str = ""
    day: date | None = None

    @property
    def conditions(self) -> Iterable[Q]:
        if self.record:
            yield Q(pk=self.record)
        if self.nhs_number:
            yield Q(nhs_number=self.nhs_number)
        if self.name or self.day:
            keys = dict.fromkeys(("name_key", "mother_key"), key_of(self.name))
            yield with_name_on_date(keys, dict.fromkeys(("born_on", "due_on"), self.day))

    def is_name_of(self, case: Case) -> bool:
        """Whether the name is the baby's or the mother's; also when no name is given."""
        names = (case.baby.name, case.mother_name)
        return not self.name or any(same_name(self.name, name) for name in names)


def find_cases(sought: Sought, by: User) -> list[Case]:
    """The case that fits, or the babies of one birth in their order, when the mother's name fits
    all; [] for none, for several families, and for one that `by` is blocked from.

    It is one statement whatever the answer, so that none of these can be told from another.
    An ended case is found too: questions about a child do not end when a family moves away.
    """
    return cases_of_one_family(sought, Case.objects.not_kept_from(by))


def cases_of_one_family(sought: Sought, cases: CaseQuerySet) -> list[Case]:
    """Those of these cases that fit, when they are of one family."""
    conditions = list(sought.conditions)
    if not conditions:
        return []
    found = [case for case in cases.filter(*conditions) if sought.is_name_of(case)]
    if len({case.family for case in found}) != 1:
        return []
    return sorted(found, key=lambda case: (case.birth_order or 1, case.created_at))


@transaction.atomic
def open_all_in_emergency(
    cases: Iterable[Case], *, category: str, words: str, by: User, at: datetime
) -> list[EmergencyGrant]:
    """Open all of them as `open_in_emergency` does, or none; the grants. Raises NotToBeOpened."""
    grants = [
        open_in_emergency(case, category=category, words=words, by=by, at=at) for case in cases
    ]
    return [grant for grant in grants if grant]


@transaction.atomic
def open_in_emergency(
    case: Case, *, category: str, words: str, by: User, at: datetime
) -> EmergencyGrant | None:
    """Open this case for four hours from now, and alert those responsible for it, without details.

    Gives the earlier grant while one is in force. None when the whole case opens to `by` without
    a grant. Raises NotToBeOpened.
    """
    # Under the lock a second press finds the grant of the first.
    row = Case.objects.not_kept_from(by).select_for_update().filter(pk=case.pk).first()
    if row is None or not works_with_families(by):
        raise NotToBeOpened
    if earlier := EmergencyGrant.objects.in_force(at).filter(case=row, user=by).first():
        return earlier
    if Case.objects.reached_by(by, OPENS_PRIVATE).filter(pk=row.pk).exists():
        return None
    grant = EmergencyGrant(case=row, user=by, category=category, starts_at=at, ends_at=at + LASTS)
    encrypt(grant, sealed={"words": words}).save(force_insert=True)
    by.forget_what_was_read()
    alerted = alert(
        people_responsible(row, at=at, but_not=[by]), USED, at=at, about=by, case_ref=row.pk
    )
    record(
        "emergency.opened",
        grant,
        by=by,
        at=at,
        case=row,
        why=Why.EMERGENCY,
        category=category,
        told=len(alerted),
    )
    return grant


@transaction.atomic
def log_refusal(sought: Sought, *, by: User, at: datetime) -> None:
    """Log that nothing was opened, with the case that was meant, so that `cases.attempts` finds
    an attempt of somebody blocked. As many statements whatever the reason.
    """
    meant = next(iter(cases_of_one_family(sought, Case.objects.all())), None)
    record(REFUSED, by=by, at=at, case=meant or sought.record)
    tell_of_many_refusals(by, at)


def tell_of_many_refusals(by: User, at: datetime) -> None:
    """Tell the safeguarding leads of somebody who may be guessing. It closes nothing: whoever
    types in a hurry at night goes on trying."""
    since = at - REFUSALS_COUNTED
    refused = Event.objects.filter(by=by, kind=REFUSED, at__gt=since, at__lte=at).count()
    if refused % OFTEN == 0:
        others = [lead for lead in safeguarding_leads(at) if lead != by]
        alert(others, "emergency_refused_often", at=at, about=by)


@transaction.atomic
def end_access(grant: EmergencyGrant, *, by: User, at: datetime, ended_why: str = "") -> None:
    """End the access now; nothing when it has ended already."""
    rows = EmergencyGrant.objects.select_for_update(of=("self",)).select_related("case", "user")
    row = rows.get(pk=grant.pk)
    if row.ends_at > at:
        row.ends_at, row.ended_by, row.ended_why = at, by, ended_why
        row.save(update_fields=["ends_at", "ended_by", "ended_why"])
        by.forget_what_was_read()
        why = Why.EMERGENCY if by.pk == row.user_id else ""
        record("emergency.ended", row, by=by, at=at, case=row.case_id, why=why)
        ended = Notice.Kind.ACCESS_ENDED
        give_notice([row.user], ended, row.pk, row.case, private=True, by=by, at=at)


@transaction.atomic
def end_access_of(grant: EmergencyGrant, *, why: str, by: User, at: datetime) -> None:
    """End somebody else's access now, as manager or lead; they are told who and why.

    Raises NotToBeOpened, or Overtaken when it has ended already.
    """
    rows = EmergencyGrant.objects.visible_to(by).exclude(user=by).filter(pk=grant.pk)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotToBeOpened
    if row.ends_at <= at:
        raise Overtaken(ENDED_ALREADY)
    end_access(grant, by=by, at=at, ended_why=why)


@transaction.atomic
def mark_end_as_read(grant: EmergencyGrant, *, by: User, at: datetime) -> None:
    """The person has read who ended their access, and why."""
    mark_as_opened(by, [Notice.Kind.ACCESS_ENDED], grant.pk, at=at)
    record("emergency.end_read", grant, by=by, at=at, case=grant.case_id)


def why_not_reviewable(grant: EmergencyGrant, by: User, at: datetime) -> str:
    """Why this person cannot review it now, in words; '' when they can."""
    if grant.user_id == by.pk:
        return "You used it yourself, so somebody else reviews it."
    if grant.reviewed_at:
        return REVIEWED
    if grant.ends_at > at:
        return "It can be reviewed when the access has ended."
    return ""


@transaction.atomic
def review(grant: EmergencyGrant, *, outcome: str, words: str, by: User, at: datetime) -> None:
    """A manager or lead judges the use, once. Raises CannotBeReviewed or NotToBeOpened."""
    rows = EmergencyGrant.objects.visible_to(by).select_for_update(of=("self",))
    row = rows.select_related("case").filter(pk=grant.pk).first()
    if row is None:
        raise NotToBeOpened
    if reason := why_not_reviewable(row, by, at):
        raise CannotBeReviewed(reason)
    row.reviewed_at, row.reviewed_by, row.outcome = at, by, outcome
    encrypt(row, review_sealed={"words": words})
    row.save(update_fields=["reviewed_at", "reviewed_by", "outcome", "review_sealed"])
    record("emergency.reviewed", row, by=by, at=at, case=row.case, outcome=outcome)


def reason_of_use(grant: EmergencyGrant) -> str:
    """Why it was used, as written at the time."""
    return str(decrypt(grant).get("words", ""))


def words_of_review(grant: EmergencyGrant) -> str:
    return str(decrypt(grant, "review_sealed").get("words", ""))
