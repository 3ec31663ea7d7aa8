"""A person's alerts. No line names a family: the page behind it does, and logs who opened it."""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checklists.cases.alerting import alerts_of
from checklists.people.alerting import ALERT_KINDS, AlertKind, mark_seen
from checklists.people.models.alerts import Alert
from checklists.people.requests import AuthenticatedRequest
from checklists.people.roles import signed_in

MOST = 100
# A kind that this version of the service no longer makes.
UNKNOWN_KIND = AlertKind("Something to look at", "alerts")


@signed_in
@require_GET
def alerts(request: AuthenticatedRequest) -> HttpResponse:
    """Those not seen yet, newest first, then those last seen."""
    found = alerts_of(request.user, timezone.now())
    ordered = found.order_by(F("seen_at").desc(nulls_first=True), "-at", "pk")
    rows = [alert_row(one) for one in ordered[:MOST]]
    context = {
        "waiting": [one for one in rows if not one["seen_at"]],
        "seen": [one for one in rows if one["seen_at"]],
    }
    return render(request, "home/alerts.html", context)


def alert_row(alert: Alert) -> dict[str, Any]:
    kind = ALERT_KINDS.get(alert.kind, UNKNOWN_KIND)
    return {
        "pk": alert.pk,
        "title": kind.title,
        "at": alert.at,
        "seen_at": alert.seen_at,
        "url": reverse(kind.address, args=[alert.case_ref] if kind.per_case else []),
    }


@signed_in
@require_POST
def alert_seen(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    now = timezone.now()
    alert = get_object_or_404(alerts_of(request.user, now), pk=pk)
    mark_seen(alert, by=request.user, at=now)
    return redirect("alerts")
