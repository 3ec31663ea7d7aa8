"""The digests of a signed visit and its amendments, which the events of the writing keep."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from checklists.visits.models import Amendment, Visit

# What is digested, by edition. A new field of a visit goes into a new edition, or the visits
# signed before it would no longer fit their digests.
FIRST = (
    *("id", "case_id", "visit_type", "stage", "outcome", "place", "present", "was_present"),
    *("held_at", "written_at", "note", "version_id", "sheet_id", "team_id", "author_id"),
    *("status", "signed_at", "signed_by_id"),
)
EDITIONS: Mapping[str, tuple[str, ...]] = {
    "1": FIRST,
    "2": (*FIRST, "discarded_at", "discarded_by_id", "mistake"),
}
EDITION = "2"


def signed_digest(visit: Visit, ciphertext: bytes, edition: str = EDITION) -> str:
    """'2:' and sha256 over the row, the open answers and the private ciphertext, in hexadecimal.

    The ciphertext is taken as it lies, so that no key is needed to compare, also after disposal.
    """
    said: dict[str, Any] = {name: getattr(visit, name) for name in EDITIONS[edition]}
    said |= {"body": visit.sheet.body, "private": sha256(ciphertext).hexdigest()}
    return f"{edition}:{digest_of(said)}"


def amendment_digest(amendment: Amendment) -> str:
    """'1:' and sha256 over the row, with the ciphertext as it lies."""
    said = {name: getattr(amendment, name) for name in ("id", "visit_id", "private", "by_id", "at")}
    return f"1:{digest_of(said | {'sealed': sha256(bytes(amendment.sealed)).hexdigest()})}"


def digest_of(said: Mapping[str, Any]) -> str:
    canonical = json.dumps(
        said, default=canonical_text, sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )
    return sha256(canonical.encode()).hexdigest()


def canonical_text(value: datetime | UUID) -> str:
    """A moment or an id, the same whichever database gave it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
