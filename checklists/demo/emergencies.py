"""A use of emergency access that waits for its review, told through the same verbs."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from checklists.audit.recording import record
from checklists.cases.emergency import end_access, open_in_emergency
from checklists.cases.models.case import Case
from checklists.cases.models.emergency import EmergencyGrant
from checklists.cases.querysets import Why
from checklists.people.models.users import User
from checklists.reading.clock import LONDON

WORDS = "The grandmother rang the duty line: she could not reach the family since Friday."
OPENED = ("case", "case_visits", "visit_signed", "case_outstanding")  # pages, one after the other


@transaction.atomic
def use_emergency_access(people: dict[str, User], today: date) -> None:
    """The health visitor of South on duty, two evenings ago, for a family of North."""
    by, case = people["hv.south"], Case.objects.get(given_name="Ivy", family_name="Storybrook")
    if EmergencyGrant.objects.filter(case=case, user=by).exists():
        return
    began = datetime.combine(today - timedelta(days=2), time(19, 40), tzinfo=LONDON)
    began = min(began, timezone.now() - timedelta(hours=5))
    grant = open_in_emergency(
        case, category=EmergencyGrant.Category.DUTY, words=WORDS, by=by, at=began
    )
    assert grant  # noqa: S101  she has no other access to this case
    for minutes, page in enumerate(OPENED, 1):
        at = began + timedelta(minutes=minutes)
        record("case.read", by=by, at=at, case=case, why=Why.EMERGENCY, page=page)
    end_access(grant, by=by, at=began + timedelta(minutes=25))
