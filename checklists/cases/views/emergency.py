"""The page that opens a record in an emergency, and the button that ends it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views.not_found import duty_contacts
from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases import emergency as verbs
from checklists.cases.forms import EmergencyForm
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.opening import refuse, refuse_row
from checklists.cases.querysets import not_kept_from
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import WITH_FAMILIES, for_role, signed_in, works_with_families
from checklists.people.views.performing import perform

OPEN_ALREADY = (
    "You had this record open already. Your first reason stands, and the one of now is not kept."
)
REFUSED = "This record could not be opened. Ring the duty contact"


@for_role(*WITH_FAMILIES)
@require_http_methods(["GET", "POST"])
@recently_confirmed
def emergency(request: AuthenticatedRequest) -> HttpResponse:
    """Whatever closes a record, the answer and what it leaves in the log are the same."""
    if not works_with_families(request.user):
        raise Http404
    form = EmergencyForm(request.POST or None, initial={"record": request.GET.get("record", "")})
    problems = []
    if form.is_valid():
        case = open_record(request, form)
        if case is not None:
            return redirect("case", case.pk)
        problems = [REFUSED]
    context = {"form": form, "problems": problems, "contacts": duty_contacts(request.user)}
    status = 422 if form.errors or problems else 200
    return render(request, "cases/emergency.html", context, status=status)


def open_record(request: AuthenticatedRequest, form: EmergencyForm) -> Case | None:
    """Open the record that is searched for: the case, of twins the first; None when it is refused,
    which is logged."""
    by, at, sought = request.user, timezone.now(), form.sought()
    typed = {name: form.cleaned_data[name] for name in ("category", "words")}
    cases = verbs.find_cases(sought, by)
    try:
        if not cases:
            raise verbs.NotToBeOpened
        grants = verbs.open_all_in_emergency(cases, **typed, by=by, at=at)
    except verbs.NotToBeOpened:
        verbs.log_refusal(sought, by=by, at=at)
        return None
    if any(grant.starts_at < at for grant in grants):
        messages.warning(request, OPEN_ALREADY)
    if not grants:
        messages.info(request, "You may open this record anyway. Emergency access was not used.")
    return cases[0]


@signed_in
@require_POST
def end_emergency(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """End one's own access to the case of this id now."""
    # Also one that has just ended: a press in another window, which comes later, is told so.
    mine = EmergencyGrant.objects.filter(
        not_kept_from(request.user, through="case__"),
        user=request.user,
        ends_at__gt=timezone.now() - verbs.LASTS,
    )
    grant = mine.filter(case_id=pk).order_by("-ends_at").first() or refuse(request, pk)
    said = "Emergency access has ended. What you saved is kept."
    return perform(request, verbs.end_access, grant, said=said, goes_to=reverse("caseload"))


@signed_in
@require_GET
def emergency_ended(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Who ended one's own access of this id, when and why. It does not name the family: the reader
    may not see it any more."""
    by, now = request.user, timezone.now()
    mine = EmergencyGrant.objects.filter(not_kept_from(by, through="case__"), user=by).exclude(
        ended_by=None
    )
    grant = mine.exclude(ended_by=by).select_related("ended_by").filter(pk=pk).first()
    if grant is None:
        refuse_row(request, EmergencyGrant, pk)
    verbs.mark_end_as_read(grant, by=by, at=now)
    return render(request, "cases/emergency_ended.html", {"grant": grant})
