"""What waits for a manager's agreement: items to close, and requests of every other kind.

The page that decides about one says why it was asked.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from checklists.cases.models.called import NAMES
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.querysets import Why, opens_to
from checklists.handover.models import Transfer
from checklists.home.short_lists import Listed, short_list
from checklists.outstanding.full_titles import NEUTRAL
from checklists.outstanding.models import Priority
from checklists.outstanding.querysets import BY_URGENCY, ItemQuerySet
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.roles import teams_of
from checklists.reading.addresses import addresses
from checklists.records.models import Disposal, SubjectRequest
from checklists.visits.models import Visit, Withdrawal

CLOSING = "closing"
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


def lists_of_requests(user: User) -> list[QuerySet[Any, Any]]:
    """What this manager may decide in her teams, also of families whose care has ended; a list a
    kind, for `short_lists.read_lists`."""
    return [list_of_requests(*one) for one in waiting_by_kind(user)]


def waiting_by_kind(user: User) -> list[tuple[str, QuerySet[Any], str, str]]:
    """(kind, rows, who asked, when) of each kind, by the rules of the verbs.

    Whoever chose what goes into a copy is on the list, and refused by the verb: the choices are
    encrypted, so that no query can ask for them. An offer is of a case that she may not open.
    """
    by_visit = opens_to(user, (Why.MANAGER,), through="visit__case__")
    managed = opens_to(user, (Why.MANAGER,), through="case__")
    managed &= Q(case__team__in=teams_of(user, Role.MANAGER))
    releasing = managed & ~Q(case__owner=user)
    withdrawals = Withdrawal.objects.filter(by_visit, ended_at=None).exclude(asked_by=user)
    is_draft = Q(visit__status=Visit.Status.DRAFT)
    copies = SubjectRequest.objects.filter(releasing, state=SubjectRequest.State.WAITING)
    copies = copies.exclude(Q(begun_by=user) | Q(prepared_by=user))
    disposals = Disposal.objects.filter(releasing, ended_at=None).exclude(asked_by=user)
    blocks = ConflictBlock.objects.filter(managed, lifted_at=None, lift_asked_at__isnull=False)
    blocks = blocks.exclude(lift_asked_by=user)
    return [
        (DISCARD, withdrawals.filter(is_draft), "asked_by", "asked_at"),
        (ENTERED_IN_ERROR, withdrawals.exclude(is_draft), "asked_by", "asked_at"),
        (COPY, copies, "prepared_by", "prepared_at"),
        (DISPOSAL, disposals, "asked_by", "asked_at"),
        (LIFTING, blocks, "lift_asked_by", "lift_asked_at"),
        (OFFER, Transfer.objects.answerable_by(user), "offered_by", "offered_at"),
    ]


def list_of_requests(kind: str, rows: QuerySet[Any], who: str, at: str) -> QuerySet[Any, Any]:
    case = "visit__case" if rows.model is Withdrawal else "case"
    return short_list(
        kind,
        rows,
        first=[at],
        ref=case if KINDS[kind].per_case else "pk",
        case_id=f"{case}_id",
        who=f"{who}__name",
        username=f"{who}__username",
        since=at,
        **names_of_case(case),
    )


def list_of_closings(items: ItemQuerySet, user: User) -> QuerySet[Any, Any]:
    """Items whose closing this manager may agree to, the most urgent of them."""
    return short_list(
        CLOSING,
        items.waiting().exclude(closing_asked_by=user),
        first=BY_URGENCY,
        who="closing_asked_by__name",
        username="closing_asked_by__username",
        since="closing_asked_at",
        title="title",
        priority="priority",
        due_on="due_on",
        **names_of_case("case"),
    )


def names_of_case(case: str) -> dict[str, str]:
    return {field: f"{case}__{field}" for field in NAMES}


def closings_among(found: Mapping[str, list[Listed]]) -> list[Listed]:
    """The most urgent first."""
    return sorted(found[CLOSING], key=lambda one: (one.priority, one.due_on, one.ref))


def requests_among(found: Mapping[str, list[Listed]]) -> list[Listed]:
    """The oldest first."""
    asked = [one for kind in KINDS for one in found[kind]]
    return sorted(asked, key=lambda one: (one.since, one.ref))


def closing_rows(found: list[Listed], *, full: bool) -> list[dict[str, Any]]:
    """Rows of "Waiting for my agreement": {"icon", "urgency", "title", "url", "line"}."""
    address = addresses("item")
    return [closing_row(one, address(one.ref), full=full) for one in found]


def closing_row(one: Listed, url: str, *, full: bool) -> dict[str, Any]:
    level = Priority(one.priority)
    title = one.title if full else NEUTRAL[:1].lower() + NEUTRAL[1:]
    asked = f"{one.asked_by} asks to close it. Asked on {one.asked_on}"
    return {
        "icon": level.label.lower(),
        "urgency": level.label,
        "title": f"{one.name}: {title}",
        "url": url,
        "line": asked,
    }


def agreement_rows(found: list[Listed]) -> list[dict[str, Any]]:
    """More rows of it: {"title", "line", "url"}."""
    return [agreement_row(one, KINDS[one.kind]) for one in found]


def agreement_row(one: Listed, kind: Kind) -> dict[str, Any]:
    return {
        "title": f"{one.name}: {kind.title}",
        "line": f"{kind.line.format(who=one.asked_by)}. Since {one.asked_on}",
        "url": reverse(kind.address, args=[one.ref]),
    }
