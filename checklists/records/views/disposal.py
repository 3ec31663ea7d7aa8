"""Ask that a record is disposed of, agree to it, or decline."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases.access import Access
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role
from checklists.people.views.performing import perform, tell_overtaken
from checklists.reading.clock import london_today
from checklists.records import disposing
from checklists.records.deciding import RELEASER_ROLES, is_lead
from checklists.records.views.asking import ask_if_sure
from checklists.records.views.frame import open_to_decide, to_records
from checklists.records.words import asked_words, ended_words, retention_words


@for_role(*RELEASER_ROLES)
@require_http_methods(["GET", "POST"])
@recently_confirmed
def ask_disposal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_decide(request, pk, may=may_ask)
    case = right.case
    return ask_if_sure(
        request,
        right,
        disposing.ask_disposal,
        case,
        back=to_records(case),
        done="Asked. Another lead or a manager of the team decides.",
        title="Ask to dispose of this record",
        lead=f"{ended_words(case)}. {retention_words(case, london_today())}.",
        button="Ask",
        label="I have looked through the record, and nothing in it must be kept longer",
        required="Look through the record, then tick this",
    )


def may_ask(access: Access) -> bool:
    return is_lead(access.by) and not disposing.why_it_stays(access.case, london_today())


@for_role(*RELEASER_ROLES)
@require_http_methods(["GET", "POST"])
@recently_confirmed
def agree_disposal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    right = open_to_decide(request, pk, may=may_agree)
    case = right.case
    disposal = disposing.waiting_disposal(case)
    if disposal is None:
        return tell_overtaken(request, to_records(case)["url"])
    return ask_if_sure(
        request,
        right,
        disposing.dispose,
        case,
        back=to_records(case),
        done="Disposed of. Nobody can open this record any more.",
        goes_to=reverse("retention"),
        title="Dispose of this record",
        lead=f"{asked_words(disposal)}. {ended_words(case)}. What names the family goes at once, "
        "and with it the key to every private word. The rest goes in the night. The log stays.",
        button="Dispose of it for good",
        label="I agree. This cannot be undone",
        required="Tick this to agree, or go back",
    )


def may_agree(access: Access) -> bool:
    """Also where somebody has answered meanwhile, which the page says."""
    disposal = disposing.waiting_disposal(access.case)
    return disposal is None or disposing.may_dispose(access.by, access.case, disposal)


@for_role(*RELEASER_ROLES)
@require_POST
def decline_disposal(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    case = open_to_decide(request, pk).case
    back = to_records(case)["url"]
    return perform(request, disposing.decline_disposal, case, said="It stays.", goes_to=back)
