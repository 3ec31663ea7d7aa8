"""All spellings of a username that sign the same person in, made one."""

from unicodedata import normalize


def normal_username(typed: str) -> str:
    """As it is stored: in letters of normal width, without blanks around."""
    return normalize("NFKC", typed).strip()


def plain_username(typed: str) -> str:
    """As it is compared: also in small letters."""
    return normal_username(typed).casefold()
