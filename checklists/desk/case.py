"""The case page and its tabs: what matters before the door, what is open, what was recorded."""

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from checklists.cases.access import RECORDS
from checklists.cases.banner import banner
from checklists.cases.facts import read_facts
from checklists.cases.opening import open_case
from checklists.desk.words import contact_words, item_counts, visit_row
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force, visit_types
from checklists.nhsuk.wording import day_month
from checklists.outstanding.models import OutstandingItem
from checklists.outstanding.rows import item_rows
from checklists.people.clock import london_today
from checklists.people.roles import signed_in
from checklists.visits.models import Visit
from checklists.visits.presence import in_words

LATEST = 3
NOTES = "notes"
TITLES = "titles"
DAY_SPENT = "baby_lived_experience"
SLEEP_SPACE = "sleep_own_surface"
SLEEP_PLACE = "sleep_night_place"
SAFE_CONTACT = "da_safe_contact"

TABS = (
    ("Overview", "case"),
    ("Household", "household"),
    ("Visits", "case_visits"),
    ("Outstanding", "case_outstanding"),
)


def may_record(case):
    """Whether the reader may write in this case, which `open_case` has opened."""
    return case.why in RECORDS and case.ended_on is None


def tabs(case, current):
    """The case's tabs, the one named `current` marked."""
    return [
        {"title": title, "url": reverse(name, args=[case.pk]), "current": name == current}
        for title, name in TABS
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, pk) -> HttpResponse:
    """The overview. A post opens one shut part: the contact notes, or the full titles of items."""
    opened = request.POST.get("open", "")
    case = open_case(request, pk)
    today = london_today()
    facts = read_facts(case, with_private=opened == NOTES and case.private_open)
    names = {kind.slug: kind.short_name for kind in visit_types()}
    visits = list(
        case.visits.visible_to(request.user)
        .select_related("signed_by")
        .order_by("-held_at")[: LATEST + 1]
    )
    items = open_items(case, request.user)
    return render(
        request,
        "desk/case.html",
        {
            "case": case,
            "banner": banner(case, today),
            "tabs": tabs(case, "case"),
            "may_record": may_record(case),
            "knock": before_you_knock(case, facts, visits, names, today),
            "notes_open": opened == NOTES and case.private_open,
            "notes": contact_notes(facts),
            "counts": item_counts(Counter(item.priority for item in items)),
            "rows": item_rows(items, full=opened == TITLES),
            "titles_open": opened == TITLES,
            "visits": [visit_row(visit, names) for visit in visits[:LATEST]],
            "more_visits": len(visits) > LATEST,
            "draft": next(
                (visit_row(v, names) for v in visits if v.status == Visit.Status.DRAFT), None
            ),
        },
    )


def open_items(case, user):
    return list(
        OutstandingItem.objects.visible_to(user)
        .open()
        .filter(case=case)
        .by_urgency()
        .select_related("owner")
    )


def before_you_knock(case, facts, visits, names, today):
    """What to read in two minutes before the door: [{"label", "text", "quote"}]."""
    wording = compiled(version_in_force())
    signed = [v for v in visits if v.status == Visit.Status.SIGNED and v.was_present]
    rows = [
        {"label": "Next contact", "text": contact_words(case.facts, names, today) or "None due"},
        {"label": "The baby's day, in the last words written", **words_of(facts, DAY_SPENT)},
        {"label": "Sleep space last seen", "text": sleep_space(facts, wording)},
    ]
    if signed:
        here = in_words(signed[0].was_present)
        rows.append({"label": "Here last time", "text": here.capitalize()})
    return rows


def words_of(facts, key):
    answer = facts.latest.get(key)
    if not answer:
        return {"text": "Nothing written yet"}
    return {"quote": answer["value"], "text": f"{answer['by']}, {written_on(answer)}"}


def sleep_space(facts, wording):
    """'21 October, Nia Northfield: cot, crib or Moses basket. Yes, seen today', or not seen yet."""
    seen = facts.sleep_place_seen
    if seen is None:
        return "Not seen yet"
    places = wording.prompts[SLEEP_PLACE]
    place = "; ".join(places.label_of(value) for value in seen["place"]) or "place not written"
    surface = wording.prompts[SLEEP_SPACE].label_of(seen["surface"])
    return f"{written_on(seen)}, {seen['by']}: {place}. {surface}"


def written_on(answer):
    return day_month(date.fromisoformat(answer["on"]))


def contact_notes(facts):
    """The safe ways to contact her, as last written; '' when nothing was."""
    known = facts.private_answers.get(SAFE_CONTACT) or facts.latest_private.get(SAFE_CONTACT)
    return known["value"] if known else ""


@signed_in
@require_GET
def case_visits(request: HttpRequest, pk) -> HttpResponse:
    case = open_case(request, pk)
    names = {kind.slug: kind.short_name for kind in visit_types()}
    visits = case.visits.visible_to(request.user).select_related("signed_by").order_by("-held_at")
    return render(
        request,
        "desk/case_visits.html",
        {
            "case": case,
            "banner": banner(case, london_today()),
            "tabs": tabs(case, "case_visits"),
            "may_record": may_record(case),
            "visits": [visit_row(visit, names) for visit in visits[:200]],
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def case_outstanding(request: HttpRequest, pk) -> HttpResponse:
    """Open and closed items. A post shows the full title of every one of them."""
    full = request.POST.get("open") == TITLES
    case = open_case(request, pk)
    closed = (
        OutstandingItem.objects.visible_to(request.user)
        .filter(case=case, state="closed")
        .select_related("owner")
        .order_by("-closed_at")[:100]
    )
    return render(
        request,
        "desk/case_outstanding.html",
        {
            "case": case,
            "banner": banner(case, london_today()),
            "tabs": tabs(case, "case_outstanding"),
            "titles_open": full,
            "rows": item_rows(open_items(case, request.user), full=full),
            "closed": item_rows(list(closed), full=full),
        },
    )
