"""Cleans what people type and paste; the one cleaner of the service.

Kept as typed: letters, accents (composed or not), quotes, dashes, digits of any script. What cannot
be seen goes, since it would hide or turn round words, or make two names of one.
"""

import re
import unicodedata
from typing import Any

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls; soft hyphen; marks of direction, of order, of language, of musical and of shorthand
# layout; fillers; choosers of a glyph; what Unicode keeps for no character. Source: Unicode 16,
# Default_Ignorable_Code_Point, without the joiners.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
JOINERS = re.compile("[\u200c\u200d]+")
EMPTY_CELL = "\u2800"  # of Braille: nothing is seen of it, but that there is room
VIRAMA = 9  # the class of the marks that take a vowel away, after which a joiner is spelling


def plain_text(typed: str) -> str:
    """What breaks a line is a line break; what cannot be seen goes, but for joiners that spell."""
    lines = LINE_BREAKS.sub("\n", typed).replace(EMPTY_CELL, " ")
    return JOINERS.sub(joiner_that_spells, UNSEEN.sub("", lines))


def plain_lines(typed: str) -> str:
    """The text of one answer, without blanks around it."""
    return plain_text(typed).strip()


def one_line(typed: str) -> str:
    """A name and other text without lines: each run of blanks and line breaks is one blank."""
    return " ".join(plain_text(typed).split())


def plain_tree(said: Any) -> Any:
    """What was read from JSON, with every text in it cleaned."""
    if isinstance(said, str):
        return plain_text(said)
    if isinstance(said, list):
        return [plain_tree(one) for one in said]
    return {key: plain_tree(one) for key, one in said.items()} if isinstance(said, dict) else said


def joiner_that_spells(found: re.Match[str]) -> str:
    """The first of these joiners where it is spelling: Persian, Urdu, Sinhala, Malayalam.

    Between letters; after a virama also at the end of a word; and within a picture of several.
    """
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    is_after_virama = bool(before) and unicodedata.combining(before) == VIRAMA
    joins = any(is_of_kind(before, kinds) and is_of_kind(after, kinds) for kinds in ("LM", "S"))
    return found.group()[0] if is_after_virama or joins else ""


def is_of_kind(character: str, kinds: str) -> bool:
    """Whether it is of one of these kinds of Unicode: L letters, M marks on them, S pictures."""
    return bool(character) and unicodedata.category(character)[0] in kinds
