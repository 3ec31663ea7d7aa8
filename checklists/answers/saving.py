"""Save answers: merged prompt by prompt, so that two tabs or two people lose nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from checklists.answers import private
from checklists.answers.in_force import Entry, prompt_key
from checklists.answers.models import AnswerSheet, PrivateSheet, Receipt
from checklists.answers.receipts import leave_receipt, receipt_of
from checklists.audit.recording import hold_chain, record
from checklists.guidance.compiled import compiled
from checklists.guidance.compiled_version import Compiled
from checklists.people.models.users import User

# One line in the log for a sitting, not one for each save; our own choice.
SITTING_ENDS_AFTER = timedelta(minutes=30)


class SheetFrozen(Exception):
    """The visit or session was signed meanwhile. Nothing was saved."""


class UnknownPrompt(ValueError):
    """A key that is not in the wording of this sheet. Nothing was saved."""


@dataclass(frozen=True)
class Change:
    """What someone wants an answer to be. `value` is text, a list of choice values, or None.

    `how` is answered, confirmed (last time's answer still holds), changed (it no longer does) or
    could_not (a reason stands for the answer).
    """

    value: str | list[str] | None
    reason: str = ""
    note: str = ""
    how: str = "answered"


@dataclass(frozen=True)
class Clash:
    """Someone saved another answer since this page was rendered. Neither text wins by itself."""

    key: str
    mine: Change
    theirs: Entry


@dataclass(frozen=True)
class Saved:
    """`revisions` of every prompt in the request, as they are now; what clashed was not stored."""

    revisions: dict[str, int]
    clashes: list[Clash]
    saved_at: datetime | None


@transaction.atomic
def save_point(
    sheet: AnswerSheet,
    *,
    changes: Mapping[str, Change],
    base_revisions: Mapping[str, int],
    receipt: UUID | None,
    by: User,
    at: datetime,
    target: models.Model | None = None,
    kind: str = "visit.saved",
) -> Saved:
    """`save_in` the sheet as it is now, held. `sheet` itself is brought up to date.

    Raises SheetFrozen, UnknownPrompt or ReceiptTaken, changing nothing.
    """
    hold_chain(by)
    held = lock(sheet)
    saved = save_in(
        held,
        changes=changes,
        base_revisions=base_revisions,
        receipt=receipt_of(receipt, sheet, by),
        by=by,
        at=at,
        target=target or sheet,
        kind=kind,
    )
    sheet.body, sheet.saved_at = held.body, held.saved_at
    return saved


def save_in(
    held: AnswerSheet,
    *,
    changes: Mapping[str, Change],
    base_revisions: Mapping[str, int],
    receipt: Receipt | None,
    by: User,
    at: datetime,
    target: models.Model,
    kind: str = "visit.saved",
) -> Saved:
    """Store the changes that do not clash; return the clashes with both answers.

    `base_revisions` are the revisions the page was rendered with (0 where there was no answer). The
    same receipt with the same changes gives the first result and stores nothing; with others, the
    answer to the first save was lost on its way, and what was typed since is merged on top of it.
    The log names `target`. For the transaction that holds the sheet, and the chain of `by` before
    it. Raises UnknownPrompt or ReceiptTaken, and the caller takes all of it back.
    """
    before, said = receipt.result if receipt else {}, digest_of(changes)
    locked = LockedSheet(held, compiled(held.version), changes)
    if receipt and before.get("said") == said:
        return first_result(receipt, locked, changes)
    fresh_sitting = not locked.saved_since(by, at - SITTING_ENDS_AFTER)
    clashes = locked.merge(changes, {**base_revisions, **before.get("revisions", {})}, by, at)
    if locked.touched:
        locked.write(at)
    saved = Saved(locked.revisions(changes), clashes, held.saved_at)
    if receipt:
        leave_receipt(receipt, result_to_keep(saved, said), at)
    if locked.touched and fresh_sitting:
        record(kind, target, by=by, at=at, case=held.case_id)
    return saved


def lock(sheet: AnswerSheet) -> AnswerSheet:
    """The row as it is now, held until the transaction ends. Raises SheetFrozen."""
    # Two windows that save at once: the second waits here and then merges onto the first.
    row = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if row.frozen_at:
        raise SheetFrozen
    row.case, row.version = sheet.case, sheet.version
    return row


class LockedSheet:
    """The open and the private document of a sheet under its lock; the private one only when a
    change needs it, for reading it means decrypting."""

    def __init__(self, sheet: AnswerSheet, wording: Compiled, changes: Mapping[str, Change]):
        self.sheet = sheet
        self.private_keys = {key for key in changes if is_private(wording, key)}
        self.row: PrivateSheet | None = None
        self.private_body: dict[str, dict[str, Any]] = {}
        if self.private_keys:
            self.row, self.private_body = private.lock_private_sheet(sheet)
        self.touched: set[str] = set()

    def document(self, key: str) -> dict[str, dict[str, Any]]:
        return self.private_body if key in self.private_keys else self.sheet.body

    def saved_since(self, by: User, moment: datetime) -> bool:
        """Whether this person saved an answer after that moment."""
        mine = str(by.pk)
        entries = [*self.sheet.body.values(), *self.private_body.values()]
        return any(
            entry["by"] == mine and datetime.fromisoformat(entry["at"]) > moment
            for entry in entries
        )

    def merge(
        self,
        changes: Mapping[str, Change],
        base_revisions: Mapping[str, int],
        by: User,
        at: datetime,
    ) -> list[Clash]:
        """Put what does not clash into the documents and note it in `touched`."""
        clashes = []
        for key, change in changes.items():
            current = self.document(key).get(key)
            if says_the_same(current, change):
                continue
            if current and current["revision"] != base_revisions.get(key, 0):
                clashes.append(Clash(key, change, current))
                continue
            self.document(key)[key] = entry_of(change, current, by, at)
            self.touched.add(key)
        return clashes

    def write(self, at: datetime) -> None:
        self.sheet.saved_at = after_the_save_before(self.sheet, at)
        self.sheet.save(update_fields=["body", "saved_at"])
        if self.row is not None and self.touched & self.private_keys:
            private.write(self.row, self.private_body)

    def revisions(self, keys: Mapping[str, Any]) -> dict[str, int]:
        return {
            key: self.document(key)[key]["revision"] for key in keys if key in self.document(key)
        }


def after_the_save_before(sheet: AnswerSheet, at: datetime) -> datetime:
    """Later than it, whatever the clock does: the log tells saves apart by it."""
    before = sheet.saved_at
    return max(at, before + timedelta(microseconds=1)) if before else at


def is_private(wording: Compiled, key: str) -> bool:
    prompt = wording.prompts.get(prompt_key(key))
    if prompt is None:
        raise UnknownPrompt(key)
    return prompt.is_private


def says_the_same(current: Entry | None, change: Change) -> bool:
    """Whether storing the change would alter nothing; a blank is no answer to begin with."""
    if current is None:
        return not (change.value or change.reason or change.note or change.how == "changed")
    return {name: current[name] for name in ("value", "reason", "note", "how")} == asdict(change)


def entry_of(change: Change, current: Entry | None, by: User, at: datetime) -> dict[str, Any]:
    return {
        **asdict(change),
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "by": str(by.pk),
        "revision": (current["revision"] if current else 0) + 1,
    }


def digest_of(changes: Mapping[str, Change]) -> str:
    """Tells one set of changes from another. Keyed, so that no answer can be guessed from it."""
    said = {key: asdict(change) for key, change in changes.items()}
    return salted_hmac("answers.receipt", json.dumps(said, sort_keys=True)).hexdigest()


def result_to_keep(saved: Saved, said: str) -> dict[str, Any]:
    """What clashed by key alone: a receipt is not encrypted, so it may hold no answer."""
    clashes = [clash.key for clash in saved.clashes]
    return {"said": said, "revisions": saved.revisions, "clashes": clashes}


def first_result(earlier: Receipt, locked: LockedSheet, changes: Mapping[str, Change]) -> Saved:
    clashes = [
        Clash(key, changes[key], locked.document(key)[key]) for key in earlier.result["clashes"]
    ]
    return Saved(earlier.result["revisions"], clashes, earlier.at)
