"""Every use of emergency access is looked at by a manager or lead, within a week."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checklists.accounts.views import overtaken
from checklists.audit.models import Event
from checklists.audit.recording import record
from checklists.cases import emergency
from checklists.cases.banner import banner
from checklists.cases.forms import EndingForm, ReviewForm
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.opening import open_with_case, record_list, refuse_row
from checklists.nhsuk.wording import at_time, counted, day_month, in_words
from checklists.people.models.users import OVERSEERS
from checklists.people.roles import for_role
from checklists.people.views.performing import perform
from checklists.reading.clock import london_date, london_today
from checklists.visits.models import Visit

MOST = 50
SHOWN_AFTERWARDS = timedelta(weeks=4)
PARTS = ("case", "user", "reviewed_by", "ended_by")
WORDS = "words"
# What a page of a case shows, by a word in the name of its address; the overview otherwise.
SHOWS = (
    ("visit", "visits"),
    ("not_held", "visits"),
    ("call_sheet", "visits"),
    ("outstanding", "items"),
    ("item", "items"),
    ("household", "family and friends"),
    ("adult", "family and friends"),
    ("professional", "family and friends"),
)


@for_role(*OVERSEERS)
@require_GET
def emergency_review(request):
    """What waits, oldest first, by week; then what was reviewed in the last weeks."""
    grants = EmergencyGrant.objects.visible_to(request.user).select_related(*PARTS)
    waiting = list(grants.not_reviewed().order_by("starts_at", "pk")[: MOST + 1])
    since = timezone.now() - SHOWN_AFTERWARDS
    done = list(grants.filter(reviewed_at__gte=since).order_by("-reviewed_at", "pk")[:MOST])
    shown = [*waiting[:MOST], *done]
    record_list(request, "emergency.review_read", [grant.case_id for grant in shown])
    rows = rows_of(shown)
    return render(
        request,
        "oversight/emergency_review.html",
        {
            "weeks": by_week(rows[: len(waiting[:MOST])]),
            "more": len(waiting) > MOST,
            "done": rows[len(waiting[:MOST]) :],
        },
    )


def by_week(rows):
    """Rows under the Monday of their week: [{"title", "rows"}]."""
    return [
        {"title": f"Week of {in_words(monday)}", "rows": list(found)}
        for monday, found in groupby(rows, key=lambda row: row["monday"])
    ]


def rows_of(grants):
    opened, unsigned = what_was_opened(grants), visits_not_signed(grants)
    return [
        row(grant, opened[grant.pk], unsigned=(grant.user_id, grant.case_id) in unsigned)
        for grant in grants
    ]


def row(grant, opened, *, unsigned):
    day = london_date(grant.starts_at)
    due_on = london_date(grant.starts_at + emergency.REVIEW_WITHIN)
    late = not grant.reviewed_at and due_on < london_today()
    return {
        "url": reverse("emergency_use", args=[grant.pk]),
        "who": grant.user.name,
        "family": grant.case.name,
        "when": f"{in_words(day)}, {at_time(grant.starts_at)} to {at_time(grant.ends_at)}",
        "until": at_time(grant.ends_at),
        "category": grant.get_category_display(),
        "opened": opened_words(opened),
        "not_signed": unsigned,
        "late": f"Was to be reviewed by {day_month(due_on)}" if late else "",
        "monday": day - timedelta(days=day.weekday()),
        "outcome": outcome_words(grant),
        "ended": ended_words(grant),
    }


def ended_words(grant):
    """'By Morag Northcote. It is not needed any more'; '' when it ran its four hours."""
    if not grant.ended_by_id:
        return ""
    why = f". {grant.get_ended_why_display()}" if grant.ended_why else ""
    return f"By {grant.ended_by}{why}"


def outcome_words(grant):
    """'There was a reason. Morag Northcote, 25 November'; '' while it waits."""
    if not grant.reviewed_at:
        return ""
    by = f"{grant.reviewed_by.name}, {day_month(grant.reviewed_at)}"
    return f"{grant.get_outcome_display()}. {by}"


def what_was_opened(grants):
    """{grant: Counter of what the log says was opened or changed in that case meanwhile}."""
    uses = defaultdict(list)
    for grant in grants:
        uses[grant.user_id, grant.case_id].append(grant)
    found = {grant.pk: Counter() for grant in grants}
    for by, case, at, kind, details in events_during(grants):
        for grant in uses[by, case]:
            if grant.starts_at <= at < grant.ends_at:
                found[grant.pk].update(parts_of(kind, details))
    return found


def events_during(grants):
    during = Q(pk=None)
    for grant in grants:
        during |= Q(
            by=grant.user_id,
            case_ref=grant.case_id,
            at__gte=grant.starts_at,
            at__lt=grant.ends_at,
        )
    events = Event.objects.filter(during).exclude(kind__startswith="emergency.")
    return events.values_list("by_id", "case_ref", "at", "kind", "details")


def parts_of(kind, details):
    """'visits', 'overview' and so on, 'private parts', or 'changes' for more than reading."""
    if kind == "case.read":
        page = details.get("page", "")
        yield next((words for word, words in SHOWS if word in page), "overview")
        if details.get("opened"):
            yield "private parts"
    elif "private" in kind or kind == "item.read":
        yield "private parts"
    else:
        yield "overview" if kind.endswith(("read", "copied", "printed")) else "changes"


def opened_words(opened):
    """'7 pages opened: overview 4, visits 3. Private parts opened: 2. Changes made: 1'"""
    pages = {
        part: times for part, times in opened.items() if part not in ("private parts", "changes")
    }
    if not opened:
        return "Nothing was opened"
    parts = ", ".join(f"{part} {times}" for part, times in sorted(pages.items()))
    said = [f"{counted(sum(pages.values()), 'page')} opened: {parts}"] if pages else []
    for part, words in (("private parts", "Private parts opened"), ("changes", "Changes made")):
        said += [f"{words}: {opened[part]}"] if opened[part] else []
    return ". ".join(said)


def visits_not_signed(grants):
    """(author, case) pairs of drafts: nobody but the author can open one, or sign it."""
    drafts = Visit.objects.filter(
        status=Visit.Status.DRAFT,
        author__in=[grant.user_id for grant in grants],
        case__in=[grant.case_id for grant in grants],
    )
    return set(drafts.values_list("author_id", "case_id"))


def opened_use(request, pk, may=None):
    """One use, and its case opened and logged; the neutral 404 for what they do not answer for."""
    grants = EmergencyGrant.objects.visible_to(request.user).select_related(*PARTS)
    grant = grants.filter(pk=pk).first() or refuse_row(request, EmergencyGrant, pk)
    return open_with_case(request, grant, may=may)


@transaction.atomic
def log_words(right, grant):
    by, why, now = right.by, right.why, timezone.now()
    record("emergency.private_read", grant, by=by, at=now, case=grant.case_id, why=why)


@for_role(*OVERSEERS)
@require_http_methods(["GET", "POST"])
def emergency_use(request, pk):
    """One use. A post opens what was written of it."""
    grant, right = opened_use(request, pk)
    is_open = request.POST.get("open") == WORDS
    if is_open:
        log_words(right, grant)
    return use_page(request, grant, right, EndingForm(), is_open=is_open)


def use_page(request, grant, right, ending, *, is_open=False):
    """`ending` asks why somebody else's access is ended."""
    kept_from = emergency.why_not_to_review(grant, request.user, timezone.now())
    context = {
        **frame(grant, right),
        "back": {"title": "Emergency reviews", "url": reverse("emergency_review")},
        "is_open": is_open,
        "words": emergency.words_of(grant) if is_open else "",
        "review_words": emergency.words_of_review(grant) if is_open else "",
        "may_review": not kept_from,
        "kept_from": "" if grant.reviewed_at else kept_from,
        "may_end": is_anothers(grant, request.user) and grant.ends_at > timezone.now(),
        "form": ending,
    }
    status = 422 if ending.errors else 200
    return render(request, "oversight/emergency_use.html", context, status=status)


def is_anothers(grant, user):
    return grant.user_id != user.pk


@for_role(*OVERSEERS)
@require_POST
def end_emergency_use(request, pk):
    """Before its four hours are over. The person may open the record anew, and is seen again."""
    grant, right = opened_use(request, pk, may=lambda grant, _: is_anothers(grant, request.user))
    ending = EndingForm(request.POST)
    if not ending.is_valid():
        return use_page(request, grant, right, ending)
    said, back = "Emergency access has ended.", reverse("emergency_use", args=[pk])
    return perform(
        request, emergency.end_for, grant, said=said, goes_to=back, **ending.cleaned_data
    )


def frame(grant, right):
    [shown] = rows_of([grant])
    return {
        "grant": grant,
        "row": shown,
        "banner": banner(right, london_today()),
        "case": grant.case,
    }


@for_role(*OVERSEERS)
@require_http_methods(["GET", "POST"])
def close_emergency_review(request, pk):
    """What came of it, once, from somebody else."""
    now = timezone.now()
    grant, right = opened_use(
        request, pk, may=lambda grant, _: not emergency.why_not_to_review(grant, request.user, now)
    )
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        ways = [overtaken.Way("Open this use", reverse("emergency_use", args=[pk]))]
        return perform(
            request,
            emergency.review,
            grant,
            said="Reviewed.",
            goes_to=reverse("emergency_review"),
            not_saved=partial(overtaken.show_typed, request, form, ways),
            **form.cleaned_data,
        )
    back = {"title": "This use", "url": reverse("emergency_use", args=[pk])}
    context = {**frame(grant, right), "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "oversight/close_emergency_review.html", context, status=status)
