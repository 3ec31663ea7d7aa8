"""What a page showed, compared later with what is stored and what was typed.

The page carries a keyed digest of each value, bound to the row, the field and the person: nobody
reads or guesses a value from it, and it fits no other form.
"""

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

NAME = "shown"  # of the hidden field that carries the digests
SALT = "checklists.reading.shown"
LENGTH = 32  # hexadecimal digits
TO_CHOOSE = "?"  # before the digest of a value that the person was asked to choose about
LONGEST = 1_000_000  # characters; a long record, entry by entry, has a quarter


class Settled(Enum):
    TYPED = "what was typed is saved"
    STORED = "what is stored stays"
    CLASH = "both differ from what was shown: a person chooses"


class Choice(Enum):
    STORED = "stored"
    TYPED = "typed"


@dataclass(frozen=True)
class Digester:
    """Makes the digests of one row for one person."""

    row: str
    person: str

    def digest(self, name: str, value: Any, *, to_choose: bool = False) -> str:
        value_of_row = json.dumps([self.row, self.person, name, value, to_choose], sort_keys=True)
        made = salted_hmac(SALT, value_of_row, algorithm="sha256").hexdigest()[:LENGTH]
        return f"{TO_CHOOSE}{made}" if to_choose else made

    def is_of(self, shown: str, name: str, value: Any) -> bool:
        asked = shown.startswith(TO_CHOOSE)
        return constant_time_compare(shown, self.digest(name, value, to_choose=asked))

    def settle(
        self, name: str, *, shown: str, stored: Any, typed: Any, choice: Choice | None = None
    ) -> Settled:
        """What becomes of a field. `shown` is its digest on the page.

        It is '' when the page has none: nobody knows then who changed it, so what differs is a
        clash.
        """
        if typed == stored:
            return Settled.TYPED
        if shown.startswith(TO_CHOOSE):
            return self.chosen(name, shown, stored, choice)
        if self.is_of(shown, name, typed):
            return Settled.STORED
        return Settled.TYPED if self.is_of(shown, name, stored) else Settled.CLASH

    def chosen(self, name: str, shown: str, stored: Any, choice: Choice | None) -> Settled:
        """The stored value may have changed once more since both were shown."""
        if choice is None or not self.is_of(shown, name, stored):
            return Settled.CLASH
        return Settled.STORED if choice is Choice.STORED else Settled.TYPED


def read_digests(text: str) -> dict[str, str]:
    """The digests that a page sent back, by the name of the field; {} for anything else."""
    try:
        found = json.loads(text) if len(text) <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: one for name, one in found.items() if isinstance(one, str) and one.isascii()}


def choice_of(text: str | None) -> Choice | None:
    return next((one for one in Choice if one.value == text), None)
