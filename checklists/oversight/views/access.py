"""Who has opened this record, and what has this person opened. Reading either is logged too."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from checklists.audit.models import Event
from checklists.cases.models.case import Case
from checklists.cases.opening import open_case, record_list
from checklists.cases.querysets import OVERSEES
from checklists.cases.views.page import frame_context
from checklists.oversight.access_log import (
    Entry,
    Group,
    day_lines,
    group_entries,
    read_entries,
    split_by_unusual,
)
from checklists.oversight.unusual_words import (
    days_of_many_families,
    days_of_many_in_whole_log,
    days_of_person,
    many_families_words,
    unusual_sentences,
)
from checklists.people.models.teams import Role
from checklists.people.models.users import User
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import for_role, roles_of, signed_in
from checklists.reading.clock import london_today
from checklists.reading.names import stands_in
from checklists.reading.text import one_line

MOST = 20
LONGEST = 100


@signed_in
@require_GET
def case_access(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """For the safeguarding lead and those who manage the case's team."""
    right = open_case(request, pk, whys=OVERSEES, kind="case.access_read")
    entries, following = read_entries(
        Event.objects.filter(case_ref=pk), request.GET.get("after", "")
    )
    linked = Role.SAFEGUARDING_LEAD in roles_of(request.user)
    first, others = split_by_unusual(people_groups(right.case, entries, linked=linked))
    return render(
        request,
        "oversight/case_access.html",
        {
            **frame_context(right, "case_access"),
            "first": first,
            "others": others,
            "following": following,
        },
    )


def people_groups(case: Case, entries: list[Entry], *, linked: bool) -> Iterator[Group]:
    """A group for each person who was in the case, the one who was last there first."""
    people = User.objects.in_bulk({entry.by for entry in entries})
    many = days_of_many_in_whole_log(entries)
    for pk, found in group_entries(entries, lambda entry: entry.by).items():
        name = str(people[pk])
        yield Group(
            title=name,
            url=reverse("person_access", args=[pk]) if linked else "",
            unusual=unusual_sentences(found, name, surnames_of(case), days_of_person(many, pk)),
            days=day_lines(found),
        )


def surnames_of(case: Case) -> list[str]:
    return [case.family_name, *case.family_name.split(), case.mother_name]


@for_role(Role.SAFEGUARDING_LEAD)
@require_http_methods(["GET", "POST"])
def people_access(request: AuthenticatedRequest) -> HttpResponse:
    """Choose whose access to look at. The name is posted, never in an address."""
    asked = one_line(request.POST.get("q", ""))[:LONGEST]
    found = find_people(asked) if asked else []
    return render(
        request,
        "oversight/people_access.html",
        {
            "asked": asked,
            "searched": request.method == "POST",
            "found": found[:MOST],
            "more": len(found) > MOST,
        },
    )


def find_people(asked: str) -> list[dict[str, str]]:
    """Up to 21 people whose name has every word; [{"name", "url", "roles"}]. Two queries."""
    everyone = User.objects.order_by("name", "pk")
    people = [person for person in everyone if stands_in(asked, person.name)][: MOST + 1]
    prefetch_related_objects(people, "memberships")
    today = london_today()
    return [
        {
            "name": str(person),
            "url": reverse("person_access", args=[person.pk]),
            "roles": held_roles_words(person, today),
        }
        for person in people
    ]


def held_roles_words(person: User, today: date) -> str:
    """'Health visitor, manager', as of today; what else to know of the account."""
    if not person.is_active:
        return "Account closed"
    held = [row for row in person.memberships.all() if row.starts_on <= today]
    held = [row for row in held if row.ends_on is None or row.ends_on >= today]
    labels = dict.fromkeys(row.get_role_display() for row in held)
    return ", ".join(labels).capitalize() or "No role today"


@for_role(Role.SAFEGUARDING_LEAD)
@require_GET
def person_access(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """Only families that the lead may see herself; the others are neither shown nor counted."""
    person = get_object_or_404(User, pk=pk)
    visible = Case.objects.visible_to(request.user)
    events = Event.objects.filter(by=person, case_ref__in=visible.values("pk"))
    entries, following = read_entries(events, request.GET.get("after", ""))
    cases = visible.in_bulk({entry.case for entry in entries})
    record_list(request, "person.access_read", cases, target=person)
    many = many_families_words(days_of_person(days_of_many_families(entries), person.pk))
    first, others = split_by_unusual(case_groups(cases, entries, str(person)))
    return render(
        request,
        "oversight/person_access.html",
        {
            "name": str(person),
            "many": many,
            "first": first,
            "others": others,
            "following": following,
            "back": {"title": "Access", "url": reverse("people_access")},
        },
    )


def case_groups(cases: Mapping[UUID, Case], entries: list[Entry], name: str) -> Iterator[Group]:
    """A group for each family, the one that the person was last in first."""
    for pk, found in group_entries(entries, lambda entry: entry.case).items():
        if pk in cases:
            yield Group(
                title=cases[pk].name,
                url=reverse("case_access", args=[pk]),
                unusual=unusual_sentences(found, name, surnames_of(cases[pk])),
                days=day_lines(found),
            )
