"""Before a baby is saved, ask about records that may be of the same baby.

Everything that was typed stays on the page.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from checklists.accounts.views.not_found import duty_contacts
from checklists.audit.inserting import NotMine
from checklists.cases.banner import born_or_due
from checklists.cases.models.case import Case
from checklists.cases.opening import record_list, refuse
from checklists.cases.rules import Baby
from checklists.registration.duplicates import DutyAsked, Matches, find_matches, log_hidden
from checklists.registration.forms.matches import AnotherBabyForm, DutyForm
from checklists.registration.registering import NumberInUse

NOT_THESE = "not_these"
WHOM = "asked_whom"


class MatchesFound(Exception):
    """Nothing was saved: `.page` is what `registration/_matches.html` asks first."""

    def __init__(self, page: dict[str, Any]):
        super().__init__()
        self.page = page


def save_unless_matched(
    request: HttpRequest,
    baby: Baby,
    save: Callable[..., Any],
    *,
    own: UUID,
    family: UUID | None = None,
) -> Any:
    """What `save(by=, at=, asked=)` gives, once nothing is left to ask.

    Raises MatchesFound, or Http404 for an id with which somebody else made a case.
    """
    found = find_matches(baby, request.user, own=own, family=family)
    whom = DutyForm(request.POST if found.hidden and WHOM in request.POST else None)
    if not is_settled(request, found, whom):
        raise MatchesFound(matches_context(request, found, whom))
    asked = DutyAsked(whom.cleaned_data[WHOM], found.hidden) if found.hidden else None
    try:
        return save(by=request.user, at=timezone.now(), asked=asked)
    except NumberInUse:  # someone saved that number between looking and saving
        found = find_matches(baby, request.user, own=own, family=family)
        raise MatchesFound(matches_context(request, found, whom)) from None
    except NotMine:
        refuse(request, own)


def is_settled(request: HttpRequest, found: Matches, whom: DutyForm) -> bool:
    if found.taken or (found.hidden and not whom.is_valid()):
        return False
    return not found.shown or (
        is_about_these(request, found) and AnotherBabyForm(request.POST).is_valid()
    )


def is_about_these(request: HttpRequest, found: Matches) -> bool:
    """Whether the answer was given with just these records on the page."""
    return {str(case.pk) for case in found.shown} <= set(request.POST.getlist(NOT_THESE))


def matches_context(request: HttpRequest, found: Matches, whom: DutyForm) -> dict[str, Any]:
    """The records shown are logged as a list, the others as refused."""
    record_list(request, "cases.matched", [case.pk for case in found.shown])
    log_hidden(found.hidden, by=request.user, at=timezone.now())
    another = another_form(request, found)
    return {
        "shown": [match_row(case) for case in found.shown],
        "hidden": bool(found.hidden),
        "contacts": duty_contacts(request.user),
        "taken": found.taken,
        "duty_form": None if found.taken else whom,
        "another_form": None if found.taken else another,
        "problems": [] if found.taken else [*problems_of(whom), *problems_of(another)],
    }


def problems_of(form: DutyForm | AnotherBabyForm) -> list[dict[str, str]]:
    """The errors of the form for the list on top of the page."""
    return [
        {"href": f"#{form[name].id_for_label}", "text": str(text)}
        for name, errors in form.errors.items()
        for text in errors
    ]


def another_form(request: HttpRequest, found: Matches) -> AnotherBabyForm:
    answered = found.shown and is_about_these(request, found)
    return AnotherBabyForm(request.POST if answered else None)


def match_row(case: Case) -> dict[str, Any]:
    return {
        "pk": case.pk,
        "name": case.name,
        "url": reverse("case", args=[case.pk]),
        "when": born_or_due(case),
        "owner": case.owner,
    }
