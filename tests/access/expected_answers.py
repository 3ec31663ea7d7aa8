"""A row of the table, and what it may say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.people import OUTSIDE, SIGNED_IN, STAFF

PAGE = "a page"  # also one that says what is missing in a form
MOVED = "another page"  # what was asked is done, or stands elsewhere
TOLD = "a message that this is not theirs to do"  # and nothing is done
NOT_THERE = "the neutral page"
SIGN_IN = "the way to sign in"
REFUSED = "a refusal"  # in the admin, where nobody looks for families
WRONG_VERB = "the wrong verb"
UNREADABLE = "a report that cannot be read"

Answers = Mapping[str, frozenset[str]]
NO_SUCH_VERB: Answers = {WRONG_VERB: SIGNED_IN}


@dataclass(frozen=True)
class Route:
    name: str
    about: str = ""
    get: Answers | None = field(default_factory=dict)  # None where an earlier row asks the same
    post: Answers = field(default_factory=dict)
    sends: Mapping[str, object] = field(default_factory=dict)

    @property
    def verbs(self) -> list[str]:
        return ["POST"] if self.get is None else ["GET", "POST"]

    def expected(self, verb: str, who: str) -> str:
        answers = (self.get if verb == "GET" else self.post) or {}
        named = (answer for answer, people in answers.items() if who in people)
        return next(named, otherwise(self.name, who))

    def __str__(self):
        return "-".join([self.name, *filter(None, [self.about, *map(str, self.sends)])])


def otherwise(name: str, who: str) -> str:
    """What someone gets who is not named: to sign in, the neutral page, in the admin a refusal."""
    in_admin = name.startswith("admin")
    if who in OUTSIDE or (in_admin and who not in STAFF):
        return SIGN_IN
    return REFUSED if in_admin else NOT_THERE
