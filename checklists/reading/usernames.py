"""One spelling for all usernames that sign the same person in."""

from unicodedata import normalize


def normal_username(typed: str) -> str:
    """As it is kept: without widths and outer blanks."""
    return normalize("NFKC", typed).strip()


def plain_username(typed: str) -> str:
    """As it is compared: without capitals too."""
    return normal_username(typed).casefold()
