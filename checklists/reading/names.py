"""The one comparison of names: whether two are the same, and what a search finds one by.

Names are the same in any order, whatever the capitals, accents, spaces, hyphens and apostrophes.
There is no score: two names are the same or they are not. Only the standard library is used.

    folded("ZOË  O’Brien")         "zoe  o’brien"
    parts_of("Zoë O’Brien")        ["zoe", "o", "brien"]
    words_of("Zoë O’Brien")        ["zoe", "obrien"]
    beginnings_of("Zoë O’Brien")   {"zoeobrien", "obrien", "brien"}
    asked_for("zoe o brien")       [["zoe"], ["o", "zoeo"], ["brien", "obrien", "zoeobrien"]]
    same_name("Zoë O’Brien", "obrien, zoe")   True
    stands_in("o'brien", "Zoë O’Brien")       True
"""  # noqa: RUF002  the apostrophe that phones write

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise, permutations

LONGEST_KEY = 200
NO_NAMES = {"baby", "baby of"}
LONGEST_BEGINNING = 100  # letters of a name by which it is found
MOST_PARTS = 6  # parts of a name that are tried in every order; longer names only sorted
MOST_RUN_TOGETHER = 3  # words asked for that may be one word of the name

# Marks that people leave out when they type: accents on Latin, Greek and Cyrillic letters, points
# of Hebrew, vowels and lengthening of Arabic. Marks of other scripts are spelling (a vowel in
# Devanagari, Sinhala and Thai, a voiced consonant in Japanese), so names differ by them.
LEFT_OUT = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
)
# What nobody sees: joiners, direction and byte-order marks, soft hyphens, selectors, fillers.
UNSEEN = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
DROPPED = re.compile(f"[{LEFT_OUT}{UNSEEN}]")
# Scripts that put no blank between the parts of a name: Han, kana and, taken apart, Hangul.
RUN_TOGETHER = re.compile(
    "[\u1100-\u115e\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\U00020000-\U0003ffff]"
)
BABY_OF = re.compile(r"\s*baby\s+of\s+(?P<mother>\S.*?)(\s*,\s*(twin|baby)\s+[0-9]+)?\s*")
WITH_A_STROKE = re.compile("LATIN SMALL LETTER ([A-Z]) WITH ")


def plain_letters() -> dict[int, str]:
    """What stands for letters that Unicode does not take apart, and for letters that are another
    one on another keyboard: Persian and Urdu yeh, kaf and heh, the apostrophes that are letters.
    """
    found = {}
    for code in range(0xDF, 0x2B0):
        if stroke := WITH_A_STROKE.match(unicodedata.name(chr(code), "")):
            found[code] = stroke[1].lower()  # ø, ł, đ, ħ, ŧ, ɓ, ɗ, ƙ, ƴ
    return found | str.maketrans(
        {"ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "ə": "e", "ǝ": "e", "ɛ": "e"}
        | {"ɔ": "o", "\u0131": "i", "\u0263": "g"}
        | {"\u06cc": "\u064a", "\u0649": "\u064a", "\u06a9": "\u0643"}
        | dict.fromkeys("\u0629\u06c1\u06c3\u06d5", "\u0647")
        | dict.fromkeys(map(chr, (*range(0x2B9, 0x2C2), 0x2EE, 0xA78C)), "'")
    )


PLAIN = plain_letters()


def folded(text: str) -> str:
    """In small letters without accents, joiners and other marks; blanks and signs stay."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return DROPPED.sub("", unicodedata.normalize("NFKD", apart).translate(PLAIN))


def is_spelling(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def parts_of(name: str) -> list[str]:
    """The parts of a name, folded: "Zoë O'Hara-Lind" gives zoe, o, hara, lind."""
    plain = folded(name)
    return "".join(one if is_spelling(one) else " " for one in plain).split()


def is_a_name(typed: str) -> bool:
    """Whether it says one: a letter or a digit stands in it, not punctuation and marks alone."""
    return any(one.isalnum() for part in parts_of(typed) for one in part)


def words_of(name: str) -> list[str]:
    """What stands between blanks, folded and run together: zoe, oharalind."""
    words = ("".join(filter(is_spelling, word)) for word in folded(name).split())
    return [word for word in words if word]


def runs_of(text: str) -> set[str]:
    """The parts of a text, and neighbouring parts run together: o, hara and ohara of "O'Hara"."""
    parts = parts_of(text)
    return {*parts, *map("".join, pairwise(parts))}


def stands_in(asked: str, *texts: str) -> bool:
    """Whether every word of a search stands in the letters of the texts, run together.

    For short lists only: no index reads it. False for a search without letters.
    """
    words, letters = words_of(asked), "".join(parts_of(" ".join(texts)))
    return bool(words) and all(word in letters for word in words)


def key_of(name: str) -> str:
    """The letters of a name, sorted: equal for names that are the same, so that an index finds
    them. Some other names share it (Amy and May); `same_name` tells them apart."""
    return "".join(sorted("".join(parts_of(name))))[:LONGEST_KEY]


def same_name(one: str, other: str) -> bool:
    """Whether some order of the parts of one, run together, is some order of the other's."""
    first, second = parts_of(one), parts_of(other)
    if not first or not second:
        return False
    if sorted(first) == sorted(second):
        return True
    is_short = max(len(first), len(second)) <= MOST_PARTS
    return is_short and not orders(first).isdisjoint(orders(second))


def orders(parts: list[str]) -> set[str]:
    return {"".join(order) for order in permutations(parts)}


def beginnings_of(*names: str) -> set[str]:
    """The names, each from every part of it to its end, run together and at most 100 letters.

    However somebody writes a part, or neighbouring parts, one of these begins with it.
    """
    return {
        whole[start : start + LONGEST_BEGINNING]
        for name in names
        for whole, starts in [where_parts_begin(name)]
        for start in starts
    } | {whole for name in names for whole in family_first(name)}


def family_first(name: str) -> list[str]:
    """The last name before the others, run together, where a script puts no blank between."""
    *given, family = parts_of(name) or [""]
    whole = "".join([family, *given])
    return [whole[:LONGEST_BEGINNING]] if given and RUN_TOGETHER.search(whole) else []


def where_parts_begin(name: str) -> tuple[str, list[int]]:
    """The name run together, and where in it a part begins."""
    parts, starts, whole = parts_of(name), set(), ""
    for part in parts:
        starts.add(len(whole))
        whole += part
    starts |= {found.start() for found in RUN_TOGETHER.finditer(whole)}
    return whole, sorted(starts)


def without_baby_of(text: str) -> str:
    """The name in what a page calls a baby who has none yet: "Baby of Rosa Inventall, twin 2"."""
    shown = BABY_OF.fullmatch(folded(text))
    return shown["mother"] if shown else text


def could_be_a_name(text: str) -> bool:
    """Whether it has a letter of one; "Baby of" is what everybody is called who has none yet."""
    return folded(text) not in NO_NAMES and bool(asked_for(without_baby_of(text)))


def asked_for(text: str) -> list[list[str]]:
    """For each word of a search what a beginning of a name may begin with, any of which fits.

    That is the word, or the words before it run together with it: "mary jane" finds Maryjane.
    """
    words = words_of(text)
    return [
        ["".join(words[first : last + 1])[:LONGEST_BEGINNING] for first in last_few(last)]
        for last in range(len(words))
    ]


def last_few(last: int) -> Iterable[int]:
    return range(last, max(last - MOST_RUN_TOGETHER, -1), -1)
