"""Says which keys of the environment open something, and what needs one that is not there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from checklists.accounts.encryption import encryption_keys
from checklists.accounts.key_uses import KeyUse, key_uses_of_accounts
from checklists.cases.rotating_keys import key_uses_of_cases

MOST_NAMED = 50  # rows; the counts are whole


@dataclass
class KeyReport:
    """How much each key opens, by its id and the kind of row; and what no key opens."""

    opened: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_opened: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: list[KeyUse] = field(default_factory=list)

    def add(self, use: KeyUse) -> None:
        (self.opened if use.opens else self.not_opened)[use.key_id, use.what] += 1
        if not use.opens and len(self.named) < MOST_NAMED:
            self.named.append(use)


def report_keys() -> KeyReport:
    """Reads every row that needs a key, one at a time, and opens it."""
    report = KeyReport()
    for use in chain(key_uses_of_cases(), key_uses_of_accounts()):
        report.add(use)
    return report


def in_lines(report: KeyReport) -> Iterator[str]:
    """Ids and counts alone, never a key."""
    first, *others = encryption_keys()
    yield f"Key {first}, the first: opens {counts(report.opened, first) or 'nothing yet'}."
    for key_id in others:
        if opens := counts(report.opened, key_id):
            yield f"Key {key_id} still opens {opens}."
        elif not counts(report.not_opened, key_id):
            yield f"Key {key_id} opens nothing any more: it may be removed."
    yield from lines_of_not_opened(report)


def lines_of_not_opened(report: KeyReport) -> Iterator[str]:
    for key_id in sorted({key_id for key_id, _ in report.not_opened}):
        yield f"{why_not(key_id)}: {counts(report.not_opened, key_id)}."
    for use in report.named:
        yield f"Cannot be opened: {use.what}, row {use.row}."


def why_not(key_id: str) -> str:
    if key_id in encryption_keys():
        return f"Key {key_id} is another than the one of that name that encrypted them"
    return f"CASE_KEYS lacks key {key_id}, which they need" if key_id else "They have no key at all"


def counts(found: Counter[tuple[str, str]], key_id: str) -> str:
    """'12 case keys, 3 second factors'; '' for nothing."""
    return ", ".join(in_words(found, key_id))


def in_words(found: Counter[tuple[str, str]], key_id: str) -> Iterable[str]:
    return (f"{count} {what}" for (key, what), count in sorted(found.items()) if key == key_id)
