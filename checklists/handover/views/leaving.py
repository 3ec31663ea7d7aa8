"""The page on which a manager hands over the families of somebody who leaves."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import Why, opens_to
from checklists.handover.forms.leaving import LeavingForm
from checklists.handover.leaving import HandedOver, bring_items_along, hand_over_each
from checklists.handover.models import Transfer
from checklists.handover.querysets import open_offer_of, places_of_holders, with_open_offer
from checklists.handover.receivers import kept_away_from
from checklists.handover.rows import open_item_counts, to_words
from checklists.handover.team_people import families_words
from checklists.people.models.teams import TEAM_MANAGERS
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, teams_of
from checklists.reading.clock import london_today
from checklists.visits.models import Visit

AT_ONCE = 100


@for_role(*TEAM_MANAGERS)
@require_http_methods(["GET", "POST"])
def leaving(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """All families of one person in my teams, each to be given to a colleague of its team."""
    person, drafts, cases = person_and_families(request, pk)
    record_list(request, "leaving.read", [case.pk for case in cases])
    form = leaving_form(request, person, cases)
    if form.is_valid():
        by, now = request.user, timezone.now()
        bring_items_along(from_=person, by=by, at=now)
        report_what_was_done(request, hand_over_each(form.chosen(), from_=person, by=by, at=now))
        return redirect("leaving", pk)
    context = {
        "form": form,
        "leaver": person,
        "families": len(cases),
        "drafts": drafts,
        "back": {"title": "Team", "url": reverse("team")},
    }
    status = 422 if form.errors else 200
    return render(request, "handover/leaving.html", context, status=status)


def person_and_families(request: AuthenticatedRequest, pk: UUID) -> tuple[User, int, list[Case]]:
    """The person, who has worked in a team I manage, how many visits they have not signed, and
    the families they hold there that I may see."""
    teams = teams_of(request.user, *TEAM_MANAGERS)
    of_teams = User.objects.filter(pk=pk, memberships__team__in=teams).distinct()
    person = of_teams.annotate(drafts=number_of_drafts(request.user)).first()
    if person is None:
        raise Http404
    mine = Case.objects.reached_by(request.user, (Why.MANAGER,)).open()
    cases = with_open_offer(mine.filter(owner=person)).select_related("team")
    ordered = cases.order_by("family_name", "family", "birth_order", "pk")
    return person, person.drafts, list(ordered[:AT_ONCE])


def leaving_form(request: AuthenticatedRequest, person: User, cases: list[Case]) -> LeavingForm:
    today = london_today()
    counts = open_item_counts(cases)
    places = places_of_holders(today, {case.team_id for case in cases}).exclude(user=person)
    return LeavingForm(
        request.POST or None,
        cases=cases,
        places=places,
        kept_away=kept_away_from(cases),
        words={
            case.pk: case_words(case, counts[case.pk], open_offer_of(case), today) for case in cases
        },
    )


def case_words(
    case: Case, counts: list[dict[str, Any]], offer: Transfer | None, today: date
) -> str:
    """'6 weeks 3 days. Open: 1 high, 2 routine'; an offer that waits would be taken back."""
    numbers = ", ".join(f"{count['number']} {count['word']}" for count in counts)
    said = f"{age_words(case, today)}. Open: {numbers or 'none listed'}"
    return f"{said}. Offered to {to_words(offer)}, which this takes back" if offer else said


def number_of_drafts(user: User) -> Coalesce:
    """How many visits of a person are not signed, of families that this user may see."""
    drafts = Visit.objects.drafts().filter(
        opens_to(user, (Why.MANAGER,), through="case__"), author=OuterRef("pk")
    )
    counted = drafts.order_by().values("author").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def report_what_was_done(request: AuthenticatedRequest, done: HandedOver) -> None:
    for to, number in done.given.items():
        messages.success(request, f"{to} holds {families_words(number)} more from today.")
    for words in dict.fromkeys(done.refused.values()):
        messages.warning(request, words)
    if not (done.given or done.refused):
        messages.warning(request, "Nothing was handed over. Choose who takes over.")
