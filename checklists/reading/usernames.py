"""All spellings of a username that sign the same person in, made one."""

from unicodedata import normalize

LONGEST = 150  # characters; nobody's is longer


def normal_username(typed: str) -> str:
    """As it is stored: in letters of normal width, without blanks around."""
    return normalize("NFKC", typed).strip()


def plain_username(typed: str) -> str:
    """As it is compared: also in small letters.

    Some letters become eighteen. What is cut off belongs to no name, and would not fit where wrong
    guesses are counted.
    """
    return normal_username(typed).casefold()[: LONGEST + 1]
