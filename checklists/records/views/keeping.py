"""How long a record is kept: over many, and for one with its hold and its disposal."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views.reauthentication import recently_confirmed
from checklists.cases.models.case import Case
from checklists.cases.opening import record_list
from checklists.cases.querysets import OVERSEES
from checklists.nhsuk.wording import in_words
from checklists.people.roles import for_role
from checklists.people.views.performing import perform
from checklists.reading.clock import london_today
from checklists.reading.cursors import Cursor
from checklists.records import disposing, holding
from checklists.records.deciding import PREPARES, RELEASES, is_lead, may_release
from checklists.records.forms import ReasonForm, SureForm
from checklists.records.models import Disposal, LegalHold
from checklists.records.timing import BIRTHDAY, years_after
from checklists.records.views.frame import (
    form_page,
    frame,
    open_to_decide,
    show_typed_in,
    to_keeping,
)
from checklists.records.words import (
    asked_words,
    ended_words,
    hold_words,
    kept_words,
    may_go_on,
    request_row,
)
from checklists.visits.views.frame import posted

A_PAGE = 50
LATEST = 20
OLDEST_FIRST = Cursor(("from_day", "pk"), (date.fromisoformat, UUID))


@for_role(*RELEASES)
@require_GET
def retention(request):
    """Ended cases, oldest first: those whose time has passed, or all of them with ?show=all."""
    show_all = request.GET.get("show") == "all"
    found, after = page_of(ended_cases(request.user), request.GET.get("after", ""), show_all)
    record_list(request, "retention.read", [case.pk for case in found])
    query = request.GET.copy()
    query["after"] = after
    context = {
        "rows": [retention_row(case, london_today()) for case in found],
        "next_url": f"?{query.urlencode()}" if after else "",
        "segments": [
            {"title": "Time has passed", "url": "?", "current": not show_all},
            {"title": "All ended", "url": "?show=all", "current": show_all},
        ],
        "gone": gone() if is_lead(request.user) else [],
    }
    return render(request, "records/retention.html", context)


def ended_cases(user):
    """Those the user decides over, with whether each is held or waits for an answer."""
    of_case = {"case": OuterRef("pk")}
    return (
        Case.objects.reached_by(user, OVERSEES)
        .filter(ended_on__isnull=False)
        .annotate(
            from_day=Coalesce("born_on", "due_on"),
            is_held=Exists(LegalHold.objects.filter(**of_case, lifted_at=None)),
            waits=Exists(Disposal.objects.filter(**of_case, ended_at=None)),
        )
    )


def page_of(cases, after, show_all):
    """A page and the place behind it, '' at the end. No record goes before 25 years have passed,
    so what is younger is not looked at; the day itself is worked out for each."""
    today = london_today()
    if not show_all:
        cases = cases.filter(from_day__lte=years_after(today, -BIRTHDAY))
    page, following = OLDEST_FIRST.page(cases, after, A_PAGE)
    return [case for case in page if show_all or may_go_on(case) <= today], following


def retention_row(case, today):
    states = (
        ("Legal hold", case.is_held),
        ("Waiting for a second person", case.waits),
    )
    return {
        "title": case.name,
        "url": reverse("case_records", args=[case.pk]),
        "line": f"{ended_words(case)}. {kept_words(case, today)}",
        "over": ". ".join(words for words, holds in states if holds),
    }


def gone():
    """The latest disposals, which name no family: {"line"} each."""
    rows = Disposal.objects.filter(outcome=Disposal.Outcome.AGREED)
    return [
        {
            "title": f"Record {str(row.case_id)[:8]}",
            "line": f"{in_words(row.ended_at)}. Asked for by {row.asked_by}, agreed by "
            f"{row.ended_by}. {cleared_words(row)}",
        }
        for row in rows.select_related("asked_by", "ended_by").order_by("-ended_at")[:LATEST]
    ]


def cleared_words(row):
    if row.cleared_at:
        return f"All of it was taken away on {in_words(row.cleared_at)}"
    return "What is frozen is taken away in the night"


@for_role(*PREPARES)
@require_GET
def case_records(request, pk):
    """Copies of one record and how long it is kept, with its hold and disposal."""
    right, today = open_to_decide(request, pk), london_today()
    case = right.case
    hold, disposal = holding.standing(case), disposing.asked(case)
    requests = case.subject_requests.all()
    user, stays = request.user, disposing.why_it_must_stay(case, today)
    context = {
        **frame(right, {"title": case.name, "url": reverse("case", args=[case.pk])}),
        "page_title": "Copies and keeping",
        "requests": [request_row(row, today, with_family=False) for row in requests],
        "facts": keeping_facts(case, hold, today),
        "held": hold is not None,
        "may_hold": hold is None and is_lead(user),
        "may_lift": hold is not None and holding.may_lift(user, hold),
        "asked": asked_words(disposal) if disposal else "",
        "may_ask": is_lead(user) and not disposal and not stays,
        "may_agree": bool(disposal and not stays and disposing.may_dispose(user, case, disposal)),
        "may_decline": bool(disposal) and may_release(user, case),
        "stays": stays,
    }
    return render(request, "records/case.html", context)


def keeping_facts(case, hold, today):
    facts = [
        ("Care", ended_words(case) if case.ended_on else "Goes on"),
        ("How long", kept_words(case, today)),
        ("Legal hold", hold_words(hold)),
        ("Why it is held", holding.reason_of(hold) if hold else ""),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]


@for_role(*RELEASES)
@require_http_methods(["GET", "POST"])
def set_hold(request, pk):
    right = open_to_decide(request, pk, may=lambda case: is_lead(request.user))
    return reason_page(
        request,
        right,
        holding.set_hold,
        done="Held from now on.",
        title="Set a legal hold",
        lead="While it stands, this record is not disposed of. Only managers and leads see it.",
        button="Set the hold",
        label="Why is this record held?",
        required="Say why this record is held",
    )


@for_role(*RELEASES)
@require_http_methods(["GET", "POST"])
def lift_hold(request, pk):
    right = open_to_decide(request, pk, may=lambda case: may_lift(case, request.user))
    hold = holding.standing(right.case)
    return reason_page(
        request,
        right,
        holding.lift_hold,
        done="The hold is lifted.",
        title="Lift the legal hold",
        lead=f"{hold_words(hold)}. After this the record may be disposed of "
        "when its time has passed.",
        button="Lift the hold",
        label="Why is it no longer held?",
        required="Say why it is no longer held",
    )


def may_lift(case, user):
    hold = holding.standing(case)
    return hold is not None and holding.may_lift(user, hold)


def reason_page(request, right, verb, *, done, label, required, **page):
    """A reason, then the verb, then back to the record."""
    case = right.case
    form, back = ReasonForm(posted(request), label=label, required=required), to_keeping(case)
    if form.is_valid():
        return perform(
            request,
            verb,
            case,
            said=done,
            goes_to=back["url"],
            not_saved=show_typed_in(request, form, back),
            **form.cleaned_data,
        )
    return form_page(request, right, form, back=back, **page)


@for_role(*RELEASES)
@require_http_methods(["GET", "POST"])
@recently_confirmed
def ask_disposal(request, pk):
    right = open_to_decide(request, pk, may=lambda case: may_ask(case, request.user))
    case = right.case
    return sure_page(
        request,
        right,
        disposing.ask_disposal,
        done="Asked. Another lead or a manager of the team decides.",
        title="Ask to dispose of this record",
        lead=f"{ended_words(case)}. {kept_words(case, london_today())}.",
        button="Ask",
        label="I have looked through the record, and nothing in it must be kept longer",
        required="Look through the record, then tick this",
    )


@for_role(*RELEASES)
@require_http_methods(["GET", "POST"])
@recently_confirmed
def agree_disposal(request, pk):
    right = open_to_decide(request, pk, may=lambda case: may_agree(case, request.user))
    case = right.case
    disposal = disposing.asked(case)
    if disposal is None:  # answered this very moment
        return redirect("case_records", pk)
    return sure_page(
        request,
        right,
        disposing.dispose,
        done="Disposed of. Nobody can open this record any more.",
        goes_to=reverse("retention"),
        title="Dispose of this record",
        lead=f"{asked_words(disposal)}. {ended_words(case)}. What names the family goes at once, "
        "and with it the key to every private word. The rest goes in the night. The log stays.",
        button="Dispose of it for good",
        label="I agree. This cannot be undone",
        required="Tick this to agree, or go back",
    )


def may_ask(case, user):
    return is_lead(user) and not disposing.why_it_must_stay(case, london_today())


def may_agree(case, user):
    disposal = disposing.asked(case)
    return disposal is not None and disposing.may_dispose(user, case, disposal)


def sure_page(request, right, verb, *, done, label, required, goes_to=None, **page):
    """A tick, then the verb."""
    case = right.case
    form, back = SureForm(posted(request), label=label, required=required), to_keeping(case)
    if form.is_valid():
        return perform(request, verb, case, said=done, goes_to=goes_to or back["url"])
    return form_page(request, right, form, back=back, **page)


@for_role(*RELEASES)
@require_POST
def decline_disposal(request, pk):
    case = open_to_decide(request, pk).case
    back = to_keeping(case)["url"]
    return perform(request, disposing.decline_disposal, case, said="It stays.", goes_to=back)
