"""What lets a person into a case, as a value: made once for a request and handed on.

Nothing of it is set on a row. A row may be asked by many; a right is one person's, for one request.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from checklists.cases.models.case import Case
from checklists.cases.querysets import (
    EVERY_REASON,
    OFFERS,
    OPENS_PRIVATE,
    OVERSEES,
    RECORDS,
    CaseQuerySet,
    Why,
    first_why,
    not_kept_from,
)
from checklists.people.models.users import User
from checklists.people.requests import AnyUser

Row = TypeVar("Row", bound=Any)  # of any room: it has a case


class Reads(Protocol):
    """For whom a record is read, and whether its private words are read as well."""

    @property
    def by(self) -> User: ...

    @property
    def private(self) -> bool: ...


@dataclass(frozen=True)
class Access:
    """Why a case opens to a person today. What that allows is asked here."""

    case: Case
    by: User
    why: Why

    @property
    def private(self) -> bool:
        """Whether private words and private items open as well."""
        return self.why in OPENS_PRIVATE

    @property
    def records(self) -> bool:
        """Whether the person writes in this case; of one that has ended `may_record` says no."""
        return self.why in RECORDS

    @property
    def may_record(self) -> bool:
        return self.records and self.case.ended_on is None

    @property
    def may_offer(self) -> bool:
        return self.why in OFFERS and self.case.ended_on is None

    @property
    def oversees(self) -> bool:
        return self.why in OVERSEES


@dataclass(frozen=True)
class OpenedCase(Access):
    """The same for a case whose reading is logged. `opening.open_case` alone makes it.

    `reads_log` and `prints` do not follow from `why`: a manager who holds the case opens it as her
    caseload, and one who covers for the holder as cover. `until` is when emergency access ends,
    None while anything else opens the case.
    """

    reads_log: bool
    prints: bool
    until: datetime | None


@dataclass(frozen=True)
class WritableCase(OpenedCase):
    """The right to write in the case, too. `opening.open_to_record` alone makes it."""


@dataclass(frozen=True)
class WholeRecord:
    """For a verb that reads all that is known in order to write it. It shows none of it, or has
    asked who may see it."""

    by: User
    private: bool = True


def accesses(
    cases: CaseQuerySet, by: AnyUser, whys: Collection[Why] = EVERY_REASON
) -> list[Access]:
    """Those of the cases that open to the person for one of these reasons, in their order."""
    if not isinstance(by, User):
        return []
    # The reason is taken off the row, so that nobody else can read a right there.
    return [Access(case, by, Why(case.__dict__.pop("why"))) for case in cases.saying_why(by, whys)]


def access_to(
    by: AnyUser,
    case: UUID,
    whys: Collection[Why] = EVERY_REASON,
    *,
    cases: CaseQuerySet | None = None,
) -> Access | None:
    """What lets the person into one case; None for unknown, foreign and blocked alike.

    `cases` are all of them, with what is to be read along. It logs no reading: for a verb, and for
    a save that shows nothing of the case.
    """
    found = (
        (Case.objects.all() if cases is None else cases)
        .filter(pk=case)
        .select_related("team", "owner", "facts")
    )
    return next(iter(accesses(found, by, whys)), None)


def with_access(
    rows: QuerySet[Row], by: AnyUser, whys: Collection[Why] = EVERY_REASON
) -> tuple[Row, Access | None] | None:
    """The first of these rows, with its case, and what lets the person into that. One statement.

    None for no row and where the person is kept from the case; without the access where none of
    `whys` opens it. Each row leads to its case by `case`.
    """
    if not isinstance(by, User):
        return None
    found = rows.filter(not_kept_from(by, through="case__"))
    said = {"case_opens": first_why(by, whys, through="case__")}
    row = found.select_related("case__team", "case__facts").annotate(**said).first()
    if row is None:
        return None
    why = vars(row).pop("case_opens")  # so that nobody else can read a right there
    return row, Access(row.case, by, Why(why)) if why else None
