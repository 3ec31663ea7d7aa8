"""All families of a manager's teams, also those with nothing open, and what nobody has signed."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from checklists.cases.access import Why
from checklists.cases.models import Case
from checklists.cases.opening import record_list
from checklists.desk.family_list import families_page, listed
from checklists.desk.team_parts import MANAGES, parts, teams_managed_by
from checklists.desk.unsigned import unsigned_over_a_day, unsigned_rows
from checklists.desk.words import met_words
from checklists.guidance.in_force import visit_types
from checklists.people.clock import london_today
from checklists.people.roles import for_role

UNSIGNED = 100  # more than a team has; the page stays short


@for_role(*MANAGES)
@require_GET
def team_families(request):
    """Youngest first. What is not signed stands on the first page only."""
    user, today, begun_here = request.user, london_today(), "after" not in request.GET
    teams = teams_managed_by(user)
    hers = families_of(user, teams)
    page, following = families_page(hers, request.GET.get("after", ""))
    drafts = list(unsigned_over_a_day(hers, timezone.now())[:UNSIGNED]) if begun_here else []
    shown = [*(draft.case_id for draft in drafts), *(case.pk for case in page)]
    record_list(request, "team.families_read", shown)
    return render(
        request,
        "desk/team_families.html",
        {
            "parts": parts("team_families"),
            "name": " and ".join(str(team) for team in teams.values()),
            "begun_here": begun_here,
            "unsigned": unsigned_rows(drafts, user, today),
            "families": family_rows(page, user, teams, today),
            "next_url": f"{reverse('team_families')}?after={following}" if following else "",
        },
    )


def families_of(user, teams):
    """The open families of her teams; one that she must not know of is not among them."""
    return Case.objects.reached_by(user, (Why.MANAGER,)).open().filter(team__in=teams)


def family_rows(page, user, teams, today):
    """Rows of the caseload with who holds each family, and when it was last met."""
    names = {kind.slug: kind.short_name for kind in visit_types()}
    return [
        {**row, "holder": holder_words(case, teams), "met": met_words(case.facts, today)}
        for case, row in zip(page, listed(page, user, today, names), strict=True)
    ]


def holder_words(case, teams):
    """With the team, where she has several."""
    several = len(teams) > 1
    return f"{case.owner}, {teams[case.team_id]}" if several else str(case.owner)
