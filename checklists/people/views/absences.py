"""Who is away and who covers: one's own, and those of the teams one manages."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from checklists.nhsuk.stale import compare
from checklists.nhsuk.wording import in_words
from checklists.people import absence as planning
from checklists.people.absence import active_colleagues
from checklists.people.cover_words import (
    all_days_words,
    capitalised,
    cover_words,
    your_cover_words,
)
from checklists.people.covering import Days, Rota, rota_of
from checklists.people.forms import TimeAwayForm
from checklists.people.models.absences import Absence
from checklists.people.models.teams import TEAM_MANAGERS, TEAM_ROLES
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, teams_of
from checklists.people.views.performing import perform, refused_on, tell_overtaken
from checklists.reading.clock import london_today


@for_role(*TEAM_ROLES)
@require_http_methods(["GET", "POST"])
def absences(request: AuthenticatedRequest) -> HttpResponse:
    """Time away, now and to come, with who covers; and a form to add more."""
    today = london_today()
    people = people_planned_by(request.user)
    colleagues = possible_covers(people)
    to_come = Absence.objects.filter(ends_on__gte=today)
    theirs = in_order(to_come.filter(user__in={*people, *colleagues}))
    form = TimeAwayForm(
        request.POST or None, people=people, colleagues=colleagues, away=days_by_person(theirs)
    )
    if form.is_valid():
        with refused_on(form):
            planning.plan_absence(
                form.person_away(), **form.absence(), by=request.user, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect("absences")
    rows = [one for one in theirs if one.user in people]
    covering = in_order(to_come.filter(covered_by=request.user).exclude(user__in=people))
    rota = rota_of(today, to_come.filter(user__in={*people, *(one.user for one in covering)}))
    context = {
        "form": form,
        "rows": [absence_row(one, rota) for one in rows],
        "covering": [cover_row(one, rota, request.user) for one in covering],
        "manages": len(people) > 1,
    }
    status = 422 if form.errors else 200
    return render(request, "people/absences.html", context, status=status)


def people_planned_by(user: User) -> list[User]:
    """Themselves first, then the people of the teams they manage."""
    others = active_colleagues(teams_of(user, *TEAM_MANAGERS), london_today()).exclude(pk=user.pk)
    return [user, *others]


def possible_covers(people: list[User]) -> list[User]:
    """Everyone who could cover for one of these people today, as far as the form can tell."""
    teams = teams_of(people[0], *TEAM_ROLES)
    found = active_colleagues(teams, london_today())
    return [one for one in found if len(people) > 1 or one != people[0]]


def days_by_person(absences: Iterable[Absence]) -> dict[UUID, str]:
    """'on 24 to 26 November and on 3 December', of everybody in these."""
    found: dict[UUID, list[Days]] = {}
    for one in absences:
        found.setdefault(one.user_id, []).append(Days(one.starts_on, one.ends_on))
    return {person: all_days_words(days) for person, days in found.items()}


def in_order(rows: QuerySet[Absence]) -> list[Absence]:
    return list(rows.select_related("user").order_by("starts_on", "user__name", "pk"))


def absence_row(absence: Absence, rota: Rota) -> dict[str, str]:
    covers = capitalised(cover_words(rota, absence.user_id, days_left(absence)))
    return {
        "title": str(absence.user),
        "text": ". ".join(filter(None, [dates_words(absence), covers])),
        "url": reverse("absence", args=[absence.pk]),
    }


def cover_row(absence: Absence, rota: Rota, user: User) -> dict[str, str]:
    covers = your_cover_words(rota, absence.user_id, user.pk, days_left(absence))
    return {"title": str(absence.user), "text": f"{dates_words(absence)}. {covers}"}


def days_left(absence: Absence) -> Days:
    return Days(max(absence.starts_on, london_today()), absence.ends_on)


def dates_words(absence: Absence) -> str:
    """'23 November 2026 to 4 December 2026', or the one day."""
    if absence.starts_on == absence.ends_on:
        return in_words(absence.starts_on)
    return f"{in_words(absence.starts_on)} to {in_words(absence.ends_on)}"


@for_role(*TEAM_ROLES)
@require_http_methods(["GET", "POST"])
def absence(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The page to enter other days, or another cover."""
    row = get_absence(request, pk)
    with transaction.atomic():
        return absence_page(request, locked_if_sent(request, row))


def locked_if_sent(request: AuthenticatedRequest, row: Absence) -> Absence:
    """The row, locked and read again where a form was sent. One that is over stays as it was found,
    because the verb refuses it in words."""
    if request.method == "POST":
        with suppress(planning.IsOver):
            return planning.lock_absence(row, timezone.now())
    return row


def absence_page(request: AuthenticatedRequest, row: Absence) -> HttpResponse:
    today = london_today()
    colleagues = [
        one for one in active_colleagues(teams_of(row.user, *TEAM_ROLES), today) if one != row.user
    ]
    to_come = Absence.objects.filter(ends_on__gte=today)
    form = TimeAwayForm(
        request.POST or None,
        people=[row.user],
        colleagues=colleagues,
        away=days_by_person(in_order(to_come.filter(user__in=colleagues))),
        absence=row,
    )
    compare(form, row=f"absence:{row.pk}", by=request.user)
    if form.is_valid():
        with refused_on(form):
            planning.change_absence(row, **form.absence(), by=request.user, at=timezone.now())
            messages.success(request, "Saved.")
            return redirect("absences")
    context = {
        "form": form,
        "row": row,
        "begun": row.starts_on < today,
        "back": {"title": "Away and cover", "url": reverse("absences")},
    }
    status = 422 if form.errors else 200
    return render(request, "people/absence.html", context, status=status)


def get_absence(request: AuthenticatedRequest, pk: int, *, over: bool = False) -> Absence:
    """An absence that this person may change, unless it is over; else the neutral 404.

    With `over` also one that is over, which the verb refuses in words.
    """
    row = Absence.objects.filter(pk=pk).select_related("user", "covered_by").first()
    is_open = row is not None and (over or row.ends_on >= london_today())
    if row is None or not is_open or not planning.may_plan(row.user, request.user):
        raise Http404
    return row


@for_role(*TEAM_ROLES)
@require_POST
def end_absence(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    back = reverse("absences")
    if not Absence.objects.filter(pk=pk).exists():  # somebody has taken it back
        return tell_overtaken(request, back, planning.IS_OVER)
    row = get_absence(request, pk, over=True)
    said = partial(ended_words, row)
    return perform(request, planning.end_absence, row, said=said, goes_to=back)


def ended_words(absence: Absence) -> str:
    """Nobody is back who had not gone, or who has another absence today."""
    begun = absence.starts_on < london_today()
    if still := absence.user.absences.on(london_today()).order_by("ends_on").last():
        away = f"{absence.user} is still away until {in_words(still.ends_on)}."
        return f"This time away is {'ended' if begun else 'taken back'}. {away}"
    return f"{absence.user} is back." if begun else "This time away is taken back."
