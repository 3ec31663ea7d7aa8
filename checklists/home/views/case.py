"""The case page and its tabs: what matters before the door, what is open, what was recorded."""

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from checklists.cases.opening import open_case
from checklists.cases.siblings import (
    birth_to_record,
    born_together,
    named_beside,
    others_open,
)
from checklists.cases.views.page import frame
from checklists.facts.next_contact import facts_on
from checklists.facts.storing import read_facts
from checklists.guidance.compiled import compiled
from checklists.guidance.in_force import version_in_force, visit_types
from checklists.guidance.known_prompts import (
    BABYS_DAY,
    NIGHT_PLACE,
    SAFE_CONTACT,
    SLEEP_SPACE,
    SPACE_SUITABLE,
    SPACE_UNSUITABLE,
)
from checklists.handover.rows import to_words, waited_words
from checklists.home.advice_given import heard_shown
from checklists.home.over_time import enquiries_shown
from checklists.home.visit_lists import READ_FOR_LATEST, latest, visits_of
from checklists.home.words import contact_words, is_own_draft, visit_row
from checklists.household.around import around_the_baby
from checklists.outstanding.models import OutstandingItem, State
from checklists.outstanding.rows import item_counts, item_rows, said
from checklists.outstanding.titles import TITLES
from checklists.people.models.teams import Role
from checklists.people.roles import roles_of, signed_in, works_with_families
from checklists.reading.clock import london_today
from checklists.visits.models import Visit
from checklists.visits.presence import in_words
from checklists.visits.signed.amending import answers_amended
from checklists.withdrawal.drafts import to_answer, waiting_rows

MOST = 200  # more contacts or closed items than any baby has
NOTES = "notes"
FAMILY = "family"
WELLBEING = "wellbeing"
PRIVATE_PARTS = frozenset({NOTES, FAMILY, WELLBEING})
DAY_LABEL = "The baby's day, in the last words written"
DAY_LABEL_BEFORE_BIRTH = "Life now and what awaits the baby, in the last words written"
SURFACE = {SPACE_SUITABLE: "Clear, flat and firm", SPACE_UNSUITABLE: "Not suitable"}


@signed_in
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, pk) -> HttpResponse:
    """The overview. A post opens one shut part: a private one, or the full titles of items."""
    opened = request.POST.get("open", "")
    opens = opened if opened in {TITLES, *PRIVATE_PARTS} else ""
    right = open_case(request, pk, opens=opens, beside=named_beside(request))
    case, others = right.case, others_open(request, right.case)
    part = opened if right.private and opened in PRIVATE_PARTS else ""
    names = {kind.slug: kind.short_name for kind in visit_types()}
    visits = list(visits_of(case)[:READ_FOR_LATEST])
    own = [visit for visit in visits if is_own_draft(visit, request.user)]
    first = latest(visits)
    return render(
        request,
        "home/case.html",
        {
            **frame(right, "case"),
            "may_decide": right.oversees,
            **prepared(case, visits, names, opened=part),
            **listed_items(case, request.user, full=opened == TITLES),
            "visits": [visit_row(visit, names, request.user) for visit in first],
            "more_visits": len(visits) > len(first),
            "draft": visit_row(own[0], names, request.user) if own else None,
            "emergency": not right.private and works_with_families(request.user),
            "may_block": Role.SAFEGUARDING_LEAD in roles_of(request.user),
            **born_together([one.case for one in others]),
            "birth": birth_to_record(right, others),
            **handing_over(right),
        },
    )


def handing_over(right):
    """Whether this person may offer the family, and the offer that waits for an answer."""
    if not right.may_offer:
        return {"may_offer": False, "offer": None}
    waiting = right.case.transfers.open().select_related("to_team", "to_user").first()
    offer = (
        {
            "url": reverse("transfer", args=[waiting.pk]),
            "words": f"to {to_words(waiting)}. {waited_words(waiting, london_today())}.",
        }
        if waiting
        else None
    )
    return {"may_offer": True, "offer": offer}


def prepared(case, visits, names, *, opened):
    """The card to read before the door, and of what is private only the part asked for."""
    facts = read_facts(case, with_private=bool(opened))
    wording = compiled(version_in_force())
    today = london_today()
    private = {
        NOTES: lambda: {"notes_open": True, **notes_shown(case, facts)},
        FAMILY: lambda: around_the_baby(case),
        WELLBEING: lambda: {"groups": enquiries_shown(facts, wording, names, today)},
    }
    return {
        "knock": before_you_knock(case, facts, visits, names, wording, today),
        "heard": heard_shown(facts, wording),
        "open_part": opened,
        **(private[opened]() if opened else {}),
    }


def listed_items(case, user, *, full):
    """The open items as rows and as counts; full titles for all of them or for none."""
    items = open_items(case, user)
    return {
        "rows": item_rows(items, full=full),
        "counts": item_counts(Counter(item.priority for item in items)),
        "titles_open": full,
    }


def open_items(case, user):
    return list(
        OutstandingItem.objects.visible_to(user)
        .open()
        .filter(case=case)
        .by_urgency()
        .saying_where_opened()
        .select_related("owner")
    )


def before_you_knock(case, facts, visits, names, wording, today):
    """What to read in two minutes before the door: [{"label", "text", "quote", "amended"}]."""
    seen = facts.sleep_place_seen or {}
    quoted = {BABYS_DAY: facts.latest.get(BABYS_DAY, {}), SLEEP_SPACE: seen, NIGHT_PLACE: seen}
    amended = amended_at(case, quoted, private=False)
    signed = [v for v in visits if v.status == Visit.Status.SIGNED and v.was_present]
    rows = [
        {
            "label": "Next contact",
            "text": contact_words(facts_on(case, today), names, today) or "None due",
        },
        {
            "label": DAY_LABEL if case.born_on else DAY_LABEL_BEFORE_BIRTH,
            **words_of(facts, BABYS_DAY),
            "amended": amended.get(BABYS_DAY),
        },
        {
            "label": "Sleep space last seen",
            "text": sleep_space(facts, wording, is_born=case.born_on is not None),
            "amended": amended.get(SLEEP_SPACE) or amended.get(NIGHT_PLACE),
        },
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


def sleep_space(facts, wording, *, is_born):
    """'21 October, Nia Northfield: cot, crib or Moses basket. Clear, flat and firm'."""
    seen = facts.sleep_place_seen
    if seen is None:
        return "Not seen yet"
    places = wording.prompts[NIGHT_PLACE]
    place = "; ".join(places.label_of(value) for value in seen["place"])
    if not place and is_born:  # before the birth nobody asks where the baby sleeps
        place = "place not written"
    # The words of the choice speak of the day it was chosen on.
    surface = SURFACE.get(seen["surface"]) or wording.prompts[SLEEP_SPACE].label_of(seen["surface"])
    return f"{written_on(seen)}, {seen['by']}: {'. '.join(filter(None, [place, surface]))}"


def written_on(answer):
    return said(date.fromisoformat(answer["on"]), london_today())


def notes_shown(case, facts):
    notes = contact_notes(facts)
    amended = amended_at(case, {SAFE_CONTACT: notes}, private=True)
    return {"notes": notes.get("value", ""), "notes_amended": amended.get(SAFE_CONTACT)}


def contact_notes(facts):
    """The safe ways to contact her, as last written, with day and visit; {} when nothing was."""
    known = facts.private_answers.get(SAFE_CONTACT) or facts.latest_private.get(SAFE_CONTACT)
    return known or {}


def amended_at(case, answers, *, private):
    """{key: where to read on} for those answers that were amended since they were signed."""
    visits = {key: answer["visit"] for key, answer in answers.items() if answer.get("visit")}
    amended = answers_amended(case, set(visits.values()), private=private)
    return {
        key: reverse("visit_signed", args=[visit])
        for key, visit in visits.items()
        if (visit, key) in amended
    }


@signed_in
@require_GET
def case_visits(request: HttpRequest, pk) -> HttpResponse:
    right = open_case(request, pk)
    case = right.case
    names = {kind.slug: kind.short_name for kind in visit_types()}
    asked = to_answer(right)
    visits = visits_of(case).exclude(pk__in=[one.visit_id for one in asked])[:MOST]
    listed = [visit_row(visit, names, request.user) for visit in visits]
    rows = [*waiting_rows(asked), *listed]
    return render(request, "home/case_visits.html", {**frame(right, "case_visits"), "visits": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def case_outstanding(request: HttpRequest, pk) -> HttpResponse:
    """Open and closed items. A post shows the full title of every one of them."""
    full = request.POST.get("open") == TITLES
    right = open_case(request, pk, opens=TITLES if full else "")
    case = right.case
    closed = (
        OutstandingItem.objects.visible_to(request.user)
        .filter(case=case, state=State.CLOSED)
        .saying_where_opened()
        .select_related("owner")
        .order_by("-closed_at")[:MOST]
    )
    return render(
        request,
        "home/case_outstanding.html",
        {
            **frame(right, "case_outstanding"),
            **listed_items(case, request.user, full=full),
            "closed": item_rows(closed, full=full),
        },
    )
