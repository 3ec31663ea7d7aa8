"""Tell a person that somebody decided about what they asked or did, until they have opened it.

Opening the thing itself ends the notice; there is nothing to dismiss. It stays with the person,
whoever holds the case later.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from checklists.cases.models.case import Case
from checklists.cases.models.notices import Notice
from checklists.people.models.users import User

Kind = Notice.Kind


def give_notice(
    people: Iterable[User | None],
    kind: Kind,
    about: UUID,
    case: Case,
    *,
    private: bool,
    by: User,
    at: datetime,
) -> None:
    """Give each of these people a notice, except who decided. A second one about the same thing
    renews the first.

    Called inside the transaction of the verb, which records the event.
    """
    recipients = {one.pk for one in people if one and one != by and one.is_active}
    again = Notice.objects.filter(person__in=recipients, kind=kind, about=about, opened_at=None)
    again.update(at=at)
    new = recipients - set(again.values_list("person_id", flat=True))
    Notice.objects.bulk_create(
        Notice(person_id=pk, kind=kind, about=about, case=case, private=private, at=at)
        for pk in new
    )


def mark_as_opened(by: User, kinds: Iterable[Kind], about: UUID, *, at: datetime) -> None:
    """The person has opened what notices of these kinds are about, so they end."""
    waiting = Notice.objects.filter(person=by, kind__in=kinds, about=about, opened_at=None)
    waiting.update(opened_at=at)
