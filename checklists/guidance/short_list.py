"""The short list: what is gathered in one open item and one private one while nobody asked it.

Source: meta.short_list of fixtures/content.json. A line takes the privacy of its prompts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checklists.guidance.compiled_version import Compiled
from checklists.guidance.conditions import Condition

GATHERED = "gathered"  # the kind of the two rules that word the items and have no condition
ASK_UNASKED, ASK_UNASKED_PRIVATE = "ask_unasked", "ask_unasked_private"
GATHERED_RULES = {ASK_UNASKED: "staff", ASK_UNASKED_PRIVATE: "private"}
ASK_UNASKED_DAYS = "ask_unasked_days"


@dataclass(frozen=True)
class ShortListed:
    """One line: its words, the prompts behind it, and the rules whose open item holds it instead.

    It is settled when `known_when` holds on their last answers, or, without one, when all of them
    are known.
    """

    key: str
    words: str
    prompts: tuple[str, ...]
    is_private: bool
    covered_by: frozenset[str] = frozenset()
    known_when: Condition = None


def short_listed(wording: Compiled) -> list[ShortListed]:
    """The lines in the order of the content; none in a version without a short list."""
    return [line_of(entry, wording) for entry in wording.short_list]


def line_of(entry: Mapping[str, Any], wording: Compiled) -> ShortListed:
    return ShortListed(
        key=entry["key"],
        words=entry["words"],
        prompts=tuple(entry["prompts"]),
        is_private=any(wording.prompts[key].is_private for key in entry["prompts"]),
        covered_by=frozenset(entry.get("covered_by", ())),
        known_when=entry.get("known_when"),
    )
