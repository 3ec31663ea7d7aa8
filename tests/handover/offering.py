"""Offers made through the verbs, for tests that are about something else."""

from checklists.handover import offering
from checklists.people.models.alerts import Alert
from checklists.people.models.users import User
from tests.handover.conftest import NOW


def fresh(user):
    """As the next request finds them."""
    return User.objects.get(pk=user.pk)


def offered(case, *, to_team, to_user=None, by=None, note="Rosa prefers mornings.", at=NOW):
    """The offer of this case, by its holder unless someone else is named."""
    by = fresh(by or case.owner)
    return offering.offer_family(case, to_team=to_team, to_user=to_user, note=note, by=by, at=at)[0]


def held(case):
    """(holder, team) as the database has them."""
    case.refresh_from_db()
    return case.owner, case.team


def told(kind):
    return set(Alert.objects.filter(kind=kind).values_list("recipient__name", flat=True))
