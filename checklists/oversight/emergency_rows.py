"""What pages say about a use of emergency access: who, when, what was opened, what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases import emergency
from checklists.cases.models.emergency import EmergencyGrant
from checklists.nhsuk.wording import at_time, counted, day_month, in_words
from checklists.reading.clock import london_date, london_today
from checklists.visits.models import Visit

# The part that a page of a case shows, by a word in the name of its address, or else the overview.
PART_OF_PAGE = (
    ("visit", "visits"),
    ("not_held", "visits"),
    ("call_sheet", "visits"),
    ("outstanding", "items"),
    ("item", "items"),
    ("household", "family and friends"),
    ("adult", "family and friends"),
    ("professional", "family and friends"),
)


def rows_by_week(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows under the Monday of their week: [{"title", "rows"}]."""
    return [
        {"title": f"Week of {in_words(monday)}", "rows": list(found)}
        for monday, found in groupby(rows, key=lambda row: row["monday"])
    ]


def grant_rows(grants: Sequence[EmergencyGrant]) -> list[dict[str, Any]]:
    opened, unsigned = count_opened(grants), unsigned_visits(grants)
    return [
        grant_row(grant, opened[grant.pk], unsigned=(grant.user_id, grant.case_id) in unsigned)
        for grant in grants
    ]


def grant_row(grant: EmergencyGrant, opened: Counter[str], *, unsigned: bool) -> dict[str, Any]:
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


def ended_words(grant: EmergencyGrant) -> str:
    """'By Morag Northcote. It is not needed any more'; '' when it ran its four hours."""
    if not grant.ended_by_id:
        return ""
    why = f". {grant.get_ended_why_display()}" if grant.ended_why else ""
    return f"By {grant.ended_by}{why}"


def outcome_words(grant: EmergencyGrant) -> str:
    """'There was a reason. Morag Northcote, 25 November'; '' while it waits."""
    if not (grant.reviewed_at and grant.reviewed_by):
        return ""
    by = f"{grant.reviewed_by.name}, {day_month(grant.reviewed_at)}"
    return f"{grant.get_outcome_display()}. {by}"


def count_opened(grants: Sequence[EmergencyGrant]) -> dict[UUID, Counter[str]]:
    """By grant, how often each part of the case was opened or changed meanwhile, from the log."""
    uses = defaultdict(list)
    for grant in grants:
        uses[grant.user_id, grant.case_id].append(grant)
    found: dict[UUID, Counter[str]] = {grant.pk: Counter() for grant in grants}
    for by, case, at, kind, details in events_during(grants):
        # One person may have used it several times for the same case.
        for grant in uses[by, case]:
            if grant.starts_at <= at < grant.ends_at:
                found[grant.pk].update(opened_parts(kind, details))
    return found


def events_during(grants: Iterable[EmergencyGrant]) -> QuerySet[Event, Any]:
    """What the users of these grants did in those cases while each was in force, in one query."""
    during = Q(pk=None)  # no event at all, when there are no grants
    for grant in grants:
        during |= Q(
            by=grant.user_id,
            case_ref=grant.case_id,
            at__gte=grant.starts_at,
            at__lt=grant.ends_at,
        )
    events = Event.objects.filter(during).exclude(kind__startswith="emergency.")
    return events.values_list("by_id", "case_ref", "at", "kind", "details")


def opened_parts(kind: str, details: Mapping[str, Any]) -> Iterator[str]:
    """'visits', 'overview' and so on, 'private parts', or 'changes' for more than reading."""
    if kind == "case.read":
        page = details.get("page", "")
        yield next((words for word, words in PART_OF_PAGE if word in page), "overview")
        if details.get("opened"):
            yield "private parts"
    elif "private" in kind or kind == "item.read":
        yield "private parts"
    else:
        yield "overview" if kind.endswith(("read", "copied", "printed")) else "changes"


def opened_words(opened: Counter[str]) -> str:
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


def unsigned_visits(grants: Iterable[EmergencyGrant]) -> set[tuple[UUID, UUID]]:
    """(author, case) pairs of drafts: nobody but the author can open one, or sign it."""
    drafts = Visit.objects.filter(
        status=Visit.Status.DRAFT,
        author__in=[grant.user_id for grant in grants],
        case__in=[grant.case_id for grant in grants],
    )
    return set(drafts.values_list("author_id", "case_id"))
