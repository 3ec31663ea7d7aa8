"""Set a legal hold on a record, and lift it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from checklists.cases.access import Access
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.people.views.performing import tell_overtaken
from checklists.records import holding
from checklists.records.deciding import RELEASER_ROLES, is_lead
from checklists.records.views.asking import ask_reason
from checklists.records.views.frame import open_to_decide, to_records
from checklists.records.words import hold_words

AFTER_THIS = "After this the record may be disposed of when its time has passed."


@for_role(*RELEASER_ROLES)
@require_http_methods(["GET", "POST"])
def set_hold(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_decide(request, pk, may=lambda access: is_lead(access.by))
    return ask_reason(
        request,
        right,
        holding.set_hold,
        right.case,
        back=to_records(right.case),
        done="Held from now on.",
        title="Set a legal hold",
        lead="While it stands, this record is not disposed of. Only managers and leads see it.",
        button="Set the hold",
        label="Why is this record held?",
        required="Say why this record is held",
    )


@for_role(*RELEASER_ROLES)
@require_http_methods(["GET", "POST"])
def lift_hold(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_decide(request, pk, may=may_lift)
    hold, back = holding.standing_hold(right.case), to_records(right.case)
    if hold is None and request.method != "POST":
        return tell_overtaken(request, back["url"])
    return ask_reason(
        request,
        right,
        holding.lift_hold,
        right.case,
        back=back,
        done="The hold is lifted.",
        title="Lift the legal hold",
        lead=f"{hold_words(hold)}. {AFTER_THIS}" if hold else AFTER_THIS,
        button="Lift the hold",
        label="Why is it no longer held?",
        required="Say why it is no longer held",
    )


def may_lift(access: Access) -> bool:
    """Also where somebody has lifted it meanwhile, which the page says."""
    hold = holding.standing_hold(access.case)
    return hold is None or holding.may_lift(access.by, hold)
