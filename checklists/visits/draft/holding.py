"""A draft as it stands, held while its author writes in it or signs it."""

from uuid import UUID

from django.db.models import QuerySet

from checklists.answers import private
from checklists.answers.models import Receipt
from checklists.answers.receipts import receipt_beside, with_receipt
from checklists.cases.access import Access, with_access
from checklists.cases.encryption import keep_key, with_key
from checklists.people.models.users import User
from checklists.reading.clock import london_today
from checklists.visits.models import Visit
from checklists.visits.opening import with_parts

TO_SAVE = ("sheet",)
# In this order: two presses that took them in another could each wait for the other.
TO_SIGN = ("self", "case__facts", "sheet")
NOTHING = (None, None)


class NotADraft(LookupError):
    """The visit is signed already, or someone else's. Nothing has changed."""


def hold_to_save(
    pk: UUID, *, receipt: UUID | None, by: User
) -> tuple[Visit, Access, Receipt | None]:
    """The draft with its sheet held, the right to it, and the receipt of an earlier save or a new
    one. One statement. Raises NotADraft."""
    shown_then = drafts(pk, by, with_local_numbers=True)
    rows = with_receipt(shown_then, receipt, "sheet", by)
    visit, right = hold(rows, TO_SAVE, by)
    return visit, right, receipt_beside(visit, receipt, visit.sheet, by)


def hold_to_sign(pk: UUID, *, by: User) -> tuple[Visit, Access]:
    """The draft with its sheet and the facts of the case held, and the right to it. One statement.

    Raises NotADraft.
    """
    # A row that may be missing cannot be held; every case has its facts.
    rows = drafts(pk, by).filter(case__facts__isnull=False).select_related("case__facts")
    return hold(rows, TO_SIGN, by)


def drafts(pk: UUID, by: User, *, with_local_numbers: bool = False) -> QuerySet[Visit]:
    rows = with_parts(Visit.objects.drafts().filter(pk=pk, author=by), people=())
    if with_local_numbers:
        rows = rows.with_local_numbers(london_today())
    return private.with_private_sheet(with_key(rows, "case"), "sheet")


def hold(rows: QuerySet[Visit], of: tuple[str, ...], by: User) -> tuple[Visit, Access]:
    """The one of these drafts whose case is open to its author. Raises NotADraft.

    What stands beside the held rows is written by the author alone, whose chain is held: all of it
    is of one moment. Rights may end while another person's transaction holds them, so that they
    are read anew after waiting for it; of one that is refused, whether or not it waited.
    """
    visit, right = with_access(rows.select_for_update(of=of, skip_locked=True), by) or NOTHING
    if visit is None or right is None:
        rows.select_for_update(of=of).first()
        by.forget_what_was_read()
        visit, right = with_access(rows.select_for_update(of=of), by) or NOTHING
    if visit is None or right is None:
        raise NotADraft
    return as_held(visit, right, by)


def as_held(visit: Visit, right: Access, by: User) -> tuple[Visit, Access]:
    """One object for each row, with what was read along with the visit. Raises NotADraft."""
    sheet, case = visit.sheet, right.case
    if sheet.frozen_at:  # since the moment at which the visit was read
        raise NotADraft
    visit.case = sheet.case = case
    visit.author, sheet.version = by, visit.version
    keep_key(case, visit)
    private.keep_row(sheet, visit)
    return visit, right
