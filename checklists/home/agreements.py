"""What waits for a manager's agreement, beside the closing of items.

One statement reads all kinds. The page that decides about a kind says why it was asked.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.urls import reverse

from checklists.cases.models.called import NAMES, baby_name
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.querysets import CaseQuerySet
from checklists.handover.models import Transfer
from checklists.nhsuk.wording import day_month
from checklists.outstanding.querysets import MOST_COUNTED
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.roles import teams_of
from checklists.records.models import Disposal, SubjectRequest
from checklists.visits.models import Visit, Withdrawal

DISCARD, ENTERED_IN_ERROR, COPY = "discard", "take_out", "copy"
DISPOSAL, LIFTING, OFFER = "disposal", "lifting", "offer"


class Kind(NamedTuple):
    """What a row says, and the address where it is decided, which takes a case or the row."""

    title: str
    line: str
    address: str
    per_case: bool = False


KINDS = {
    DISCARD: Kind("a visit is to be discarded", "{who} asks", "withdrawal"),
    ENTERED_IN_ERROR: Kind("an entry is to be taken out", "{who} asks", "withdrawal"),
    COPY: Kind("a copy is to be given", "Prepared by {who}", "subject_request"),
    DISPOSAL: Kind("a record whose time has passed", "{who} asks", "case_records", True),
    LIFTING: Kind("a conflict of interest needs an answer", "{who} asks", "block_person", True),
    OFFER: Kind("a family is offered", "{who} offers it", "transfer"),
}


class Asked(NamedTuple):
    """One thing that waits: its kind, what its address takes, its case, who asked and when."""

    kind: str
    ref: UUID
    case_id: UUID
    name: str
    who: str
    at: datetime


def agreements_for(user: User, cases: CaseQuerySet) -> list[Asked]:
    """What this manager may decide, the oldest first, no further than COUNTED_TO and one more.

    `cases` are those of her teams that she may open; an offer is of a case that she may not.
    """
    first, *others = [
        in_same_columns(kind, rows, who, at) for kind, rows, who, at in waiting_by_kind(user, cases)
    ]
    # One more than is counted, so that the sentence can say "over 100".
    found = first.union(*others, all=True).order_by("since")[: MOST_COUNTED + 1]
    return [asked_from_row(row) for row in found]


def waiting_by_kind(user: User, cases: CaseQuerySet) -> list[tuple[str, QuerySet[Any], str, str]]:
    """(kind, rows, who asked, when) of each kind, by the rules of the verbs.

    Whoever chose what goes into a copy is on the list, and refused by the verb: the choices are
    encrypted, so that no query can ask for them.
    """
    managed = cases.filter(team__in=teams_of(user, Role.MANAGER))
    releasing, lifting = managed.exclude(owner=user).values("pk"), managed.values("pk")
    withdrawals = Withdrawal.objects.filter(ended_at=None, visit__case__in=cases.values("pk"))
    withdrawals = withdrawals.exclude(asked_by=user)
    is_draft = Q(visit__status=Visit.Status.DRAFT)
    copies = SubjectRequest.objects.filter(state=SubjectRequest.State.WAITING, case__in=releasing)
    copies = copies.exclude(Q(begun_by=user) | Q(prepared_by=user))
    disposals = Disposal.objects.filter(ended_at=None, case__in=releasing).exclude(asked_by=user)
    blocks = ConflictBlock.objects.filter(lifted_at=None, lift_asked_at__isnull=False)
    blocks = blocks.filter(case__in=lifting).exclude(lift_asked_by=user)
    return [
        (DISCARD, withdrawals.filter(is_draft), "asked_by", "asked_at"),
        (ENTERED_IN_ERROR, withdrawals.exclude(is_draft), "asked_by", "asked_at"),
        (COPY, copies, "prepared_by", "prepared_at"),
        (DISPOSAL, disposals, "asked_by", "asked_at"),
        (LIFTING, blocks, "lift_asked_by", "lift_asked_at"),
        (OFFER, Transfer.objects.answerable_by(user), "offered_by", "offered_at"),
    ]


def in_same_columns(kind: str, rows: QuerySet[Any], who: str, at: str) -> QuerySet[Any]:
    """The same columns for every kind, so that they are read together."""
    case = "visit__case" if rows.model is Withdrawal else "case"
    names = {f"case_{field}": F(f"{case}__{field}") for field in NAMES}
    return rows.order_by().values(
        kind_of=Value(kind, CharField()),
        ref=F(f"{case}__pk" if KINDS[kind].per_case else "pk"),
        case_ref=F(f"{case}__pk"),
        who=F(f"{who}__name"),
        username=F(f"{who}__username"),
        since=F(at),
        **names,
    )


def asked_from_row(row: dict[str, Any]) -> Asked:
    name = baby_name(**{field: row[f"case_{field}"] for field in NAMES})
    who = row["who"] or row["username"]
    return Asked(row["kind_of"], row["ref"], row["case_ref"], name, who, row["since"])


def agreement_rows(found: list[Asked]) -> list[dict[str, Any]]:
    """Rows of "Waiting for my agreement": {"title", "line", "url"}."""
    return [agreement_row(asked, KINDS[asked.kind]) for asked in found]


def agreement_row(asked: Asked, kind: Kind) -> dict[str, Any]:
    return {
        "title": f"{asked.name}: {kind.title}",
        "line": f"{kind.line.format(who=asked.who)}. Since {day_month(asked.at)}",
        "url": reverse(kind.address, args=[asked.ref]),
    }
