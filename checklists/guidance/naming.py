"""The name of an adult in the questions that are asked of each adult."""

THIS_ADULT = "this adult"  # how the content says it, and what stays where no name is known
NAME_NOT_KNOWN = "Name not known"  # what is kept in the place of a name


def with_adult_named(words: str, name: str) -> str:
    """'Does Theo Sagaworth live in the home?'; the words as they are where no name is known."""
    return words.replace(THIS_ADULT, name) if is_known(name) else words


def is_known(name: str) -> bool:
    return name not in ("", NAME_NOT_KNOWN)
