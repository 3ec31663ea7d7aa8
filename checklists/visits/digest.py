"""The digest of a signed visit, which the event of its signing keeps."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from checklists.visits.models import Visit

# What is digested, by edition. A new field of a visit goes into a new edition, or the visits
# signed before it would no longer fit their digests.
EDITIONS: Mapping[str, tuple[str, ...]] = {
    "1": (
        *("id", "case_id", "visit_type", "stage", "outcome", "place", "present", "was_present"),
        *("held_at", "written_at", "note", "version_id", "sheet_id", "team_id", "author_id"),
        *("status", "signed_at", "signed_by_id"),
    )
}
EDITION = "1"


def signed_digest(visit: Visit, ciphertext: bytes, edition: str = EDITION) -> str:
    """'1:' and sha256 over the row, the open answers and the private ciphertext, in hexadecimal.

    The ciphertext is taken as it lies, so that no key is needed to compare, also after disposal.
    """
    said: dict[str, Any] = {name: getattr(visit, name) for name in EDITIONS[edition]}
    said |= {"body": visit.sheet.body, "private": sha256(ciphertext).hexdigest()}
    canonical = json.dumps(
        said, default=in_words, sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )
    return f"{edition}:{sha256(canonical.encode()).hexdigest()}"


def in_words(value: datetime | UUID) -> str:
    """A moment or an id, the same whichever database gave it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
