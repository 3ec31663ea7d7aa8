"""How a verb ends without an event in the log: it was refused, and nothing has changed."""

QUICKER = "This was done already, by somebody else or in another window. Nothing changed now."


class Refused(Exception):
    """Nothing has changed. The text says why, in words for the page; `field` where on a form."""

    field: str | None = None

    def __str__(self) -> str:
        return " ".join(map(str, self.args))


class NotYours(Refused):
    """It is not this person's to do, or not alone."""


class Overtaken(Refused):
    """Somebody else was quicker, and it is not as the page showed it any more."""

    def __init__(self, words: str = QUICKER) -> None:
        super().__init__(words)


class AlreadyAsked(Overtaken):
    """Somebody has asked for it, and nobody has answered yet."""


class NothingAsked(Overtaken):
    """Nobody waits for an answer: it was given, or never asked for."""
