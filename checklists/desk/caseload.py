"""My caseload: what is due first, then all families, youngest first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from checklists.cases.access import HOLDS
from checklists.cases.ages import age_words
from checklists.cases.models import Case
from checklists.cases.opening import record_list
from checklists.desk.words import contact_words, item_counts, seen_words
from checklists.guidance.in_force import visit_types
from checklists.nhsuk.wording import counted, day_month, weekday_in_words
from checklists.outstanding import titles
from checklists.outstanding.models import OutstandingItem, Priority
from checklists.outstanding.needs_you import cases_named, need_rows, needs
from checklists.people.clock import london_date, london_today
from checklists.people.models import ADMIN_ROLES, Role
from checklists.people.roles import roles_of, signed_in
from checklists.visits.models import Visit

PAGE = 50
DUE_FIRST = 50


@dataclass(frozen=True)
class Reason:
    """Why a family stands under "Due first". Lower `rank` stands higher, then the earlier `day`."""

    rank: int
    day: date
    case_id: object
    icon: str
    fact: str
    text: str


@signed_in
@require_http_methods(["GET", "POST"])
def caseload(request):
    """The page that someone begins at. A post chooses full titles or short ones."""
    roles = roles_of(request.user)
    if Role.HEALTH_VISITOR in roles:
        return my_caseload(request)
    if roles & {Role.MANAGER, Role.DEPUTY}:
        return redirect("team")
    if Role.SAFEGUARDING_LEAD in roles:
        return redirect("safeguarding")
    if request.user.is_superuser or roles & set(ADMIN_ROLES):
        return redirect("admin:index")
    return render(request, "desk/no_role.html")


def my_caseload(request):
    if request.method == "POST":
        return titles.switch(request)
    today, begun_here = london_today(), "after" not in request.GET
    full = begun_here and titles.are_full(request)
    mine = Case.objects.reached_by(request.user, HOLDS).open()
    names = {kind.slug: kind.short_name for kind in visit_types()}
    reasons = due_first(mine, request.user, today, names, full=full)
    due_cases = {
        case.pk: case
        for case in mine.filter(pk__in={reason.case_id for reason in reasons}).select_related(
            "facts"
        )
    }
    page, following = families_page(mine, request.GET.get("after", ""))
    waiting = needs(request.user) if begun_here else []
    shown = {*cases_named(waiting), *due_cases, *(case.pk for case in page)}
    record_list(request, "caseload.read", shown, full=full)
    return render(
        request,
        "desk/caseload.html",
        {
            "today": weekday_in_words(today),
            "due": family_rows(reasons, due_cases, today),
            "families": listed(page, request.user, today, names),
            "following": following,
            "begun_here": begun_here,
            "full": full,
            "here": request.get_full_path(),
            "needs": need_rows(waiting, today),
        },
    )


def due_first(mine, user, today, names, *, full=False):
    """Immediate and overdue items, open windows, unsigned drafts: Reasons, most urgent first."""
    found = [
        *item_reasons(mine, user, today, full=full),
        *contact_reasons(mine, today, names),
        *draft_reasons(user, today, names),
    ]
    return sorted(found, key=lambda reason: (reason.rank, reason.day))


def item_reasons(mine, user, today, *, full):
    """One line for each case and urgency, with the day of the item that waits longest."""
    items = (
        OutstandingItem.objects.visible_to(user)
        .open()
        .filter(Q(priority=Priority.IMMEDIATE) | Q(due_on__lt=today), case__in=mine.values("pk"))
        .order_by("priority", "due_on", "pk")[:DUE_FIRST]
    )
    together = defaultdict(list)
    for item in items:
        together[item.case_id, item.priority].append(item)
    return [item_reason(waiting, today, full=full) for waiting in together.values()]


def item_reason(waiting, today, *, full):
    first = waiting[0]
    over = (today - first.due_on).days
    level = Priority(first.priority)
    if level == Priority.IMMEDIATE:
        fact = (
            "Immediate, today." if over <= 0 else f"Immediate, overdue by {counted(over, 'day')}."
        )
    else:
        fact = f"Overdue by {counted(over, 'day')}, {level.label.lower()}."
    title = first.title if full else titles.NEUTRAL
    text = title if len(waiting) == 1 else f"{len(waiting)} items"
    return Reason(level.value * 10, first.due_on, first.case_id, level.label.lower(), fact, text)


def contact_reasons(mine, today, names):
    due = (
        mine.filter(facts__next_from__lte=today)
        .exclude(facts__next_contact="")
        .order_by("facts__next_until")
        .values_list("pk", "facts__next_contact", "facts__next_until")[:DUE_FIRST]
    )
    for pk, slug, until in due:
        last_day = until or today
        if last_day < today:
            fact = f"Contact overdue by {counted((today - last_day).days, 'day')}."
        elif last_day == today:
            fact = "Contact due, last day."
        else:
            fact = f"Contact due by {day_month(last_day)}."
        yield Reason(31, last_day, pk, "contact", fact, names.get(slug, slug))


def draft_reasons(user, today, names):
    drafts = Visit.objects.editable_by(user).order_by("written_at")[:DUE_FIRST]
    for visit in drafts:
        begun_on = london_date(visit.written_at)
        waited = (today - begun_on).days
        fact = f"Not signed for {counted(waited, 'day')}." if waited else "Not signed yet."
        name = names.get(visit.visit_type, visit.visit_type)
        yield Reason(32, begun_on, visit.case_id, "draft", fact, name)


def family_rows(reasons, cases, today):
    """One row a family, twins together, in the order of its most urgent reason."""
    babies, why = defaultdict(dict), defaultdict(list)
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
            "age": ages(babies[family].values(), today),
            "reasons": one_line_each(why[family]),
        }
        for family in babies
    ]


def ages(babies, today):
    """The age of the family's babies; those of one birth share one."""
    words = list(dict.fromkeys(age_words(case, today) for case in babies))
    together = {1: "", 2: ", twins"}.get(len(babies), f", {len(babies)} babies")
    return " and ".join(words) + together


def one_line_each(reasons):
    """The family's reasons, the same line once though both twins have it."""
    return list({(reason.fact, reason.text): reason for reason in reasons}.values())


def families_page(mine, after):
    """At most 50 cases, youngest first, and the cursor of the next page or ''."""
    youngest = mine.annotate(day=Coalesce("born_on", "due_on")).order_by("-day", "pk")
    if cursor := cursor_of(after):
        day, pk = cursor
        youngest = youngest.filter(Q(day__lt=day) | Q(day=day, pk__gt=pk))
    page = list(youngest.select_related("facts")[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.day:%Y-%m-%d}_{last.pk}" if last else ""


def cursor_of(text):
    """The day and id that a cursor names; None when nobody here made it."""
    day, _, pk = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None


def listed(page, user, today, names):
    """Rows of "All families": name, age, next contact, open items, last seen."""
    counts = defaultdict(dict)
    open_items = OutstandingItem.objects.visible_to(user).open().filter(case__in=page)
    for row in open_items.order_by().values("case", "priority").annotate(number=Count("pk")):
        counts[row["case"]][row["priority"]] = row["number"]
    return [
        {
            "name": case.name,
            "url": reverse("case", args=[case.pk]),
            "age": age_words(case, today),
            "next": contact_words(case.facts, names, today),
            "items": item_counts(counts[case.pk]),
            "seen": seen_words(case, today),
        }
        for case in page
    ]
