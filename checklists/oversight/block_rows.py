"""What pages say about a block: who is kept from which family, since when, and what they tried."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from checklists.cases import conflicts
from checklists.cases.attempts import Attempt, blocked_attempts
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.nhsuk.wording import counted, in_words
from checklists.oversight.blocking import Blocked, is_lead, unsigned_by
from checklists.people.models.teams import Membership
from checklists.people.models.users import User

ATTEMPTS_SHOWN_FOR = timedelta(days=90)


def block_rows(blocks: list[ConflictBlock]) -> list[dict[str, Any]]:
    """One row for each person and family, with what they tried in the last 90 days."""
    tried = blocked_attempts(blocks, timezone.now() - ATTEMPTS_SHOWN_FOR)
    together: dict[tuple[UUID, UUID], list[ConflictBlock]] = defaultdict(list)
    for one in blocks:
        together[one.user_id, one.case.family].append(one)
    return [
        {
            **block_row(rows[0]),
            "babies": [{"name": one.case.name, "url": case_url(one.case)} for one in rows],
            "url": reverse("block_person", args=[rows[0].case_id]),
            "tried": tried_words(tried, rows),
        }
        for rows in together.values()
    ]


def block_row(one: ConflictBlock) -> dict[str, Any]:
    return {
        "person": one.user,
        "set": f"Since {in_words(one.set_at)}, set by {one.set_by}",
        "asked": f"{one.lift_asked_by} asks to lift it" if one.lift_asked_by else "",
    }


def tried_words(tried: Iterable[Attempt], rows: Iterable[ConflictBlock]) -> str:
    """'Tried to open it 3 times, last on 23 November 2026'; '' when nothing was tried."""
    blocked = {(row.case_id, row.user_id) for row in rows}
    mine = [one for one in tried if (one.case_id, one.user_id) in blocked]
    if not mine:
        return ""
    number, last_on = sum(one.times for one in mine), in_words(max(one.day for one in mine))
    if number == 1:
        return f"Tried to open it on {last_on}"
    return f"Tried to open it {counted(number, 'time')}, last on {last_on}"


def case_url(case: Case) -> str:
    return reverse("case", args=[case.pk])


def block_sentences(done: Blocked, user: User, to: Membership | None) -> Iterator[str]:
    """What the block did, for the message after it."""
    records = "this record" if done.cases == 1 else f"the {done.cases} records of this family"
    yield f"{user} cannot open {records} any more."
    if done.given and to:
        yield f"{to.user} holds the family now, with {counted(done.items, 'open item')}."
    if done.drafts:
        yield unsigned_words(done.drafts)


def unsigned_words(drafts: int) -> str:
    """'2 visits they began and did not sign stay kept and closed.'"""
    visits = counted(drafts, "visit")
    return f"{visits} they began and did not sign stay{'s' if drafts == 1 else ''} kept and closed."


def block_rows_of(case: Case, reader: User) -> list[dict[str, Any]]:
    """Rows of the blocks on this case: why, what was tried, and what this reader may do."""
    blocks = list(conflicts.blocks_in_force([case]))
    tried = blocked_attempts(blocks, timezone.now() - ATTEMPTS_SHOWN_FOR)
    return [
        {
            **block_row(one),
            "tried": tried_words(tried, [one]),
            "why": conflicts.reason_of_block(one),
            "drafts": unsigned_words(drafts) if (drafts := unsigned_by(one.user, [case])) else "",
            "may_ask": is_lead(reader) and one.lift_asked_at is None,
            "may_answer": one.lift_asked_at is not None and conflicts.may_lift(case, one, reader),
        }
        for one in blocks
    ]
