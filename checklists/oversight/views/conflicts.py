"""Conflicts of interest: who is blocked from which families, and what they tried to open.

For safeguarding leads; the managers of a family's team answer when a lead asks to lift a block.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from checklists.cases.encryption import fetch_keys
from checklists.cases.models.case import Case
from checklists.cases.models.conflicts import ConflictBlock
from checklists.cases.opening import record_list
from checklists.cases.querysets import opens_to
from checklists.nhsuk.wording import in_words
from checklists.oversight.block_rows import block_rows, case_url
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.registration.duplicates import who_was_asked
from checklists.registration.models import DutyCheck

MOST = 200
LATEST = 20


@for_role(Role.SAFEGUARDING_LEAD)
@require_GET
def conflicts(request: AuthenticatedRequest) -> HttpResponse:
    """The blocks in force, and the latest records saved although they looked like duplicates."""
    seen = opens_to(request.user, through="case__")
    blocks = list(
        ConflictBlock.objects.filter(seen, lifted_at=None)
        .select_related("case", "user", "set_by", "lift_asked_by")
        .order_by("-set_at", "pk")[:MOST]
    )
    checks = list(
        DutyCheck.objects.filter(seen).select_related("case", "by").order_by("-at")[:LATEST]
    )
    # What they say they asked is encrypted, each with the key of its case.
    fetch_keys(check.case for check in checks)
    others = others_of(checks, request.user)
    ids = [*(one.case_id for one in blocks), *(one.case_id for one in checks)]
    record_list(request, "conflicts.read", [*ids, *others])
    context = {
        "blocks": block_rows(blocks),
        "checks": [check_row(check, others) for check in checks],
    }
    return render(request, "oversight/conflicts.html", context)


def others_of(checks: Iterable[DutyCheck], user: User) -> dict[UUID, Case]:
    """By id, the records that the checks name and the reader may open."""
    ids = {pk for check in checks for pk in check.others}
    return {case.pk: case for case in Case.objects.visible_to(user).filter(pk__in=ids)}


def check_row(check: DutyCheck, others: Mapping[UUID, Case]) -> dict[str, Any]:
    found = [others[pk] for pk in others if str(pk) in check.others]
    return {
        "name": check.case.name,
        "url": case_url(check.case),
        "line": f"{check.by}, {in_words(check.at)}. Says they asked: {who_was_asked(check)}",
        "others": [{"name": case.name, "url": case_url(case)} for case in found],
    }
