"""Numbers that people type in groups: NHS numbers, codes, telephone numbers.

Digits of other scripts are never taken for ours: who reads the record back may not read them.
"""

import re
import unicodedata

from nhs_number.validate import is_valid

from checklists.reading.text import plain_text

OTHER_DIGITS = "Enter the NHS number with numbers from 0 to 9, like 999 000 1022"
LENGTH = 10  # digits of an NHS number
LONGEST_ROW_NUMBER = 18
# Beside those that Unicode calls dashes: the minus, the bullet and the small dash of phonetics.
OTHER_DASHES = "\u2212\u2043\u02d7"
# As a page shows a number, and as a letter heads it.
CALLED_NHS = re.compile(r"^nhs(number|no\.?)?:?(?=\d)", re.IGNORECASE)


def without_separators(typed: str) -> str:
    """The number without blanks and dashes of any kind: "999 000-1022" gives 9990001022."""
    return "".join(one for one in plain_text(typed) if not (one.isspace() or is_dash(one)))


def joined_nhs_number(typed: str) -> str:
    """The same of an NHS number, which may be copied with its name: "NHS 999 000 1022"."""
    return CALLED_NHS.sub("", without_separators(typed), count=1)


def has_other_digits(typed: str) -> bool:
    """Whether a digit of another script stands in it."""
    return any(one.isdigit() and not one.isascii() for one in typed)


def is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character in OTHER_DASHES


def is_plain_number(typed: str) -> bool:
    """Whether it is digits from 0 to 9 alone."""
    return typed.isascii() and typed.isdigit()


def is_all_of_one_digit(digits: str) -> bool:
    """As typed where a form wants a number: 0000000000 fits by its check digit, and is nobody's."""
    return digits.isdigit() and digits == digits[0] * LENGTH


def is_nhs_number(digits: str) -> bool:
    """Whether it is ten digits that fit each other, and that somebody can have."""
    fits = is_plain_number(digits) and is_valid(digits)
    return fits and not is_all_of_one_digit(digits)


def row_number(text: str) -> int:
    """The number of a row, or one as small, from an address. Raises ValueError.

    SQLite fails on numbers of more than 64 bits; these 18 digits fit.
    """
    if not is_plain_number(text) or len(text) > LONGEST_ROW_NUMBER:
        raise ValueError
    return int(text)
