"""My caseload: what is due first, then all families, youngest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.ages import age_words
from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import HOLDS
from checklists.guidance.in_force import guidance_in_force
from checklists.home.due_first import Reason, due_first
from checklists.home.family_list import family_rows, read_listed
from checklists.home.what_stands import what_stands
from checklists.nhsuk.wording import weekday_in_words
from checklists.outstanding import full_titles
from checklists.outstanding.needs_you import cases_named, decision_rows, unread_decisions
from checklists.outstanding.views.titles import switch_titles
from checklists.people.models.teams import ADMIN_ROLES, TEAM_MANAGERS, Role
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import roles_of, signed_in
from checklists.reading.clock import london_today


@signed_in
@require_http_methods(["GET", "POST"])
def caseload(request: AuthenticatedRequest) -> HttpResponse:
    """The first page after signing in. A post switches between full titles and short ones."""
    roles = roles_of(request.user)
    if Role.HEALTH_VISITOR in roles:
        return my_caseload(request)
    if roles.intersection(TEAM_MANAGERS):
        return redirect("team")
    if Role.SAFEGUARDING_LEAD in roles:
        return redirect("safeguarding")
    if request.user.is_superuser or roles & set(ADMIN_ROLES):
        return redirect("admin:index")
    return render(request, "home/no_role.html")


def my_caseload(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        return switch_titles(request)
    today, after = london_today(), request.GET.get("after")
    # Only the first page lists items, so a later one never shows, or logs, full titles.
    full = after is None and full_titles.use_full_titles(request)
    mine, guidance = Case.objects.reached_by(request.user, HOLDS).open(), guidance_in_force()
    stands = what_stands(mine, request.user, today, after)
    cases = {case.pk: case for case in read_listed(mine, stands.cases())}
    reasons = due_first(stands.due, cases, today, guidance, full=full)
    page = [cases[one.pk] for one in stands.page if one.pk in cases]
    waiting = unread_decisions(request.user) if after is None else []
    shown = {*cases_named(waiting), *cases}
    record_list(request, "caseload.read", shown, full=full)
    return render(
        request,
        "home/caseload.html",
        {
            "today": weekday_in_words(today),
            "due": due_rows(reasons, cases, today),
            "families": family_rows(page, today, guidance),
            "following": stands.following,
            "begun_here": after is None,
            "full": full,
            "here": request.get_full_path(),
            "needs": decision_rows(waiting, today),
        },
    )


def due_rows(
    reasons: Iterable[Reason], cases: Mapping[UUID, Case], today: date
) -> list[dict[str, Any]]:
    """One row a family, twins together, in the order of its most urgent reason."""
    babies: dict[UUID, dict[UUID, Case]] = defaultdict(dict)
    why: dict[UUID, list[Reason]] = defaultdict(list)
    for reason in reasons:
        case = cases.get(reason.case_id)
        if case:
            babies[case.family][case.pk] = case
            why[case.family].append(reason)
    return [
        {
            "babies": [
                {"name": case.name, "url": reverse("case", args=[case.pk])}
                for case in babies[family].values()
            ],
            "age": age_of_babies(babies[family].values(), today),
            "reasons": without_repeats(why[family]),
        }
        for family in babies
    ]


def age_of_babies(babies: Collection[Case], today: date) -> str:
    """The age of the family's babies; those of one birth share one."""
    words = list(dict.fromkeys(age_words(case, today) for case in babies))
    together = {1: "", 2: ", twins"}.get(len(babies), f", {len(babies)} babies")
    return " and ".join(words) + together


def without_repeats(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons of a family; a line that both twins have stands once."""
    return list({(reason.fact, reason.text): reason for reason in reasons}.values())
