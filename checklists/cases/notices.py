"""Tell a person that somebody decided about what they asked or did, until they have opened it.

Opening the thing itself ends it; there is nothing to dismiss. It goes with the person it was said
to, whoever holds the case later.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from checklists.cases.models.case import Case
from checklists.cases.models.notices import Notice
from checklists.people.models.users import User

Kind = Notice.Kind


def tell(
    people: Iterable[User | None],
    kind: Kind,
    about: UUID,
    case: Case,
    *,
    private: bool,
    by: User,
    at: datetime,
) -> None:
    """A notice for each of these people but the one who decided; said again it is one, newer.

    Called inside the transaction of the verb, which records the event.
    """
    told = {one.pk for one in people if one and one != by and one.is_active}
    again = Notice.objects.filter(person__in=told, kind=kind, about=about, opened_at=None)
    again.update(at=at)
    new = told - set(again.values_list("person_id", flat=True))
    Notice.objects.bulk_create(
        Notice(person_id=pk, kind=kind, about=about, case=case, private=private, at=at)
        for pk in new
    )


def opened(by: User, kind: Kind, about: UUID, *, at: datetime) -> None:
    """The person has read what it is about."""
    waiting = Notice.objects.filter(person=by, kind=kind, about=about, opened_at=None)
    waiting.update(opened_at=at)
