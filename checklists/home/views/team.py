"""The manager's page: what waits for her, and what is outstanding over her teams."""

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import Why
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force
from checklists.handover.team_people import people_of_teams
from checklists.home.agreements import agreement_rows, asked_of
from checklists.home.overdue_contacts import with_overdue_contact
from checklists.home.team_parts import parts, teams_managed_by
from checklists.home.unsigned import unsigned_over_a_day
from checklists.home.views.team_families import families_of
from checklists.nhsuk.wording import day_month, weekday_in_words
from checklists.outstanding import titles
from checklists.outstanding.forms import OwnedFilterForm
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.needs_you import cases_named, need_rows, needs
from checklists.outstanding.querysets import COUNTED_TO, counted, families_page
from checklists.outstanding.rows import family_groups, item_row
from checklists.outstanding.views.items import switch_and_next
from checklists.outstanding.views.titles import switch_titles
from checklists.people.models.teams import TEAM_MANAGERS
from checklists.people.roles import for_role
from checklists.reading.clock import london_today

DECIDED_AT_ONCE = 20


@for_role(*TEAM_MANAGERS)
@require_http_methods(["GET", "POST"])
def team(request):
    """Her teams, most urgent family first. A post chooses full titles or short ones."""
    if request.method == "POST":
        return switch_titles(request)
    teams = teams_managed_by(request.user)
    staff = people_of_teams(request.user, teams, london_today())
    forms = [OwnedFilterForm(request.GET, **choices) for choices in both_forms(teams, staff.people)]
    items = OutstandingItem.objects.open()
    hers = items.filter(team__in=teams).visible_to(request.user, within=Q(team__in=teams))
    waiting = waiting_for(hers, request.user)
    agreements = asked_of(request.user, records_of(request.user, teams))
    asked, after = forms[0].narrowed(items), request.GET.get("after", "")
    found, following = families_page(asked, request.user, "team", teams, after)
    full, decided = titles.are_full(request), needs(request.user)
    listed = [*waiting, *found, *agreements[:DECIDED_AT_ONCE]]
    shown = [*cases_named(decided), *(one.case_id for one in listed)]
    record_list(request, "team.read", shown, full=full)
    return render(
        request,
        "home/team.html",
        {
            "parts": parts("team"),
            "name": " and ".join(str(team) for team in teams.values()),
            "today": weekday_in_words(london_today()),
            "counts": count_sentences(hers, request.user, teams, len(agreements)),
            "needs": need_rows(decided, london_today()),
            "warnings": staff.warnings,
            "leavers": [one for one in staff.people if one.leaves],
            "people": [one.row for one in staff.people],
            "waiting": [waiting_row(item, full=full) for item in waiting],
            "agreements": agreement_rows(agreements[:DECIDED_AT_ONCE]),
            "filter_form": forms[0],
            "filter_form_on_phone": forms[1],
            "filtered": any(forms[0].cleaned_data.values()),
            "groups": family_groups(found, full=full, show_owner=True),
            **switch_and_next(request, following, full=full),
        },
        status=200 if forms[0].is_valid() else 400,
    )


def both_forms(teams, people):
    """What the filter offers, for the desktop and once more for the phone with ids of its own."""
    offered = {
        "points": compiled(version_in_force()).points,
        "owners": people,
        "everyone": "Everyone in " + " and ".join(str(team) for team in teams.values()),
    }
    return offered, {**offered, "auto_id": "phone_%s"}


def records_of(user, teams):
    """The records of her teams, also of families whose care has ended."""
    return Case.objects.reached_by(user, (Why.MANAGER,)).filter(team__in=teams)


def waiting_for(items, user):
    """Items whose closing this manager may agree to, most urgent first."""
    rows = items.waiting().exclude(closing_asked_by=user).by_urgency()
    return list(rows.with_what_rows_say().select_related("closing_asked_by")[:DECIDED_AT_ONCE])


def waiting_row(item, *, full):
    row = item_row(item, full=full, today=london_today())
    title = row["title"] if full else row["title"][:1].lower() + row["title"][1:]
    asked = f"{item.closing_asked_by} asks to close it. Asked on {day_month(item.closing_asked_at)}"
    return {**row, "title": f"{item.case.name}: {title}", "line": asked}


def count_sentences(items, user, teams, agreements):
    """Sentences that link: [{"number", "words", "url"}]. None is a score of anybody.

    `agreements` is how much waits for her beside the closing of items.
    """
    all_families = reverse("team_families")
    hers = families_of(user, teams)
    counts = counted(
        {
            "unseen": items.filter(priority=Priority.IMMEDIATE, acknowledged_at=None),
            "overdue": items.overdue(london_today()),
            "waiting": items.waiting().exclude(closing_asked_by=user),
            "contacts": with_overdue_contact(hers, london_today()),
            "unsigned": unsigned_over_a_day(hers, timezone.now()),
        }
    )
    return [
        sentence(counts["unseen"], "immediate, not seen by a manager yet", "?urgency=immediate"),
        sentence(counts["overdue"], overdue_words(counts["overdue"]), "?overdue=on"),
        waiting_sentence(counts["waiting"].items + agreements),
        sentence(counts["contacts"], contacts_words(counts["contacts"]), f"{all_families}#overdue"),
        sentence(
            counts["unsigned"], unsigned_words(counts["unsigned"]), f"{all_families}#not-signed"
        ),
    ]


def sentence(count, words, url):
    return {"number": number_words(count.items), "words": words, "url": url}


def waiting_sentence(number):
    words = "waiting for your agreement"
    return {"number": number_words(number), "words": words, "url": "#agreement"}


def overdue_words(count):
    """'overdue items, 5 families'"""
    items = "overdue item" if count.items == 1 else "overdue items"
    families = "family" if count.families == 1 else "families"
    return f"{items}, {number_words(count.families)} {families}" if count.items else items


def contacts_words(count):
    families = "family" if count.items == 1 else "families"
    return f"{families} with a contact overdue"


def unsigned_words(count):
    visits = "visit" if count.items == 1 else "visits"
    return f"{visits} not signed for over a day"


def number_words(number):
    return str(number) if number <= COUNTED_TO else f"over {COUNTED_TO}"
