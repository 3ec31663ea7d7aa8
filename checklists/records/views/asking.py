"""The pages that ask one thing before a verb: a reason, or a tick."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from checklists.cases.access import OpenedCase
from checklists.cases.models.case import Case
from checklists.people.requests import AuthenticatedRequest
from checklists.people.views.performing import perform
from checklists.records.forms import ReasonForm, SureForm
from checklists.records.models import SubjectRequest
from checklists.records.views.frame import Link, form_page, show_typed_in
from checklists.visits.views.frame import bound_data

Verb = Callable[..., Any]


def ask_reason(
    request: AuthenticatedRequest,
    right: OpenedCase,
    verb: Verb,
    row: Case | SubjectRequest,
    *,
    label: str,
    required: str,
    done: str,
    back: Link,
    help_text: str = "",
    takes: str = "reason",
    **page: Any,
) -> HttpResponse:
    """A reason, then the verb, which takes it under the name `takes`; then back."""
    form = ReasonForm(bound_data(request), label=label, required=required, help_text=help_text)
    if not form.is_valid():
        return form_page(request, right, form, back=back, **page)
    return perform(
        request,
        verb,
        row,
        said=done,
        goes_to=back["url"],
        not_saved=show_typed_in(request, form, back),
        **{takes: form.cleaned_data["reason"]},
    )


def ask_if_sure(
    request: AuthenticatedRequest,
    right: OpenedCase,
    verb: Verb,
    row: Case | SubjectRequest,
    *,
    label: str,
    required: str,
    done: str,
    back: Link,
    goes_to: str = "",
    **page: Any,
) -> HttpResponse:
    """A tick, then the verb; then back, or to the address `goes_to`."""
    form = SureForm(bound_data(request), label=label, required=required)
    if form.is_valid():
        return perform(request, verb, row, said=done, goes_to=goes_to or back["url"])
    return form_page(request, right, form, back=back, **page)
