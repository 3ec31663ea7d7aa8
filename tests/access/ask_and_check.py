"""Asks for one address as one person, and says what is wrong with the answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import connection, transaction
from django.utils.html import escape

from checklists.accounts.views.not_found import CASE_IN_ADDRESS
from checklists.audit.models import Event
from tests.access.expected_answers import (
    MOVED,
    NOT_THERE,
    PAGE,
    REFUSED,
    SIGN_IN,
    TOLD,
    UNREADABLE,
    WRONG_VERB,
    Route,
)
from tests.access.family_words import BABY, NUMBERS, SECRET, STEMS
from tests.access.people import BLOCKED, KNOWN, OPEN_PRIVATE, SIGNED_IN
from tests.access.world import World, address

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NOBODY = "00000000-0000-4000-8000-000000000000"
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
CASE_READ = {"case.read", "case.access_read"}
CLOSED = {NOT_THERE, SIGN_IN, REFUSED, WRONG_VERB, TOLD}
STATUSES = {
    PAGE: {200, 400, 409, 422},
    MOVED: {302},
    TOLD: {302},
    NOT_THERE: {404},
    REFUSED: {403},
    SIGN_IN: {302, 401},
    WRONG_VERB: {404, 405},
    UNREADABLE: {415},
}


@dataclass(frozen=True)
class Asked:
    who: str
    verb: str
    url: str
    sends: Mapping[str, object] | bytes | None = None
    kind: str = ""  # the content type, where `sends` is no form


@dataclass
class Answer:
    who: str
    status: int
    body: str
    goes_to: str
    cache: str
    headers: str
    events: list[Event] = field(default_factory=list)
    sent: tuple[str, ...] = ()  # what they typed themselves tells them nothing

    @property
    def families(self) -> set[str]:
        """The stems of the cases of which this answer says something."""
        text = self.body + self.goes_to
        for typed in self.sent:
            text = text.replace(typed, "")
        low, digits = text.lower(), re.sub(r"[\s\xa0-]", "", text)
        return {
            stem for stem in STEMS if stem in low or (stem in NUMBERS and NUMBERS[stem] in digits)
        }


def ask(world: World, asked: Asked, *, take_back: bool = True) -> Answer:
    """The answer, and the events that it left. Whatever it changed is taken back."""
    who = asked.who
    with transaction.atomic():
        if who == BLOCKED:
            world.block()
        before = last_event()
        response = send(world.client(who), asked)
        events = list(Event.objects.filter(pk__gt=before).order_by("pk"))
        transaction.set_rollback(take_back)
    return Answer(
        who,
        response.status_code,
        TOKEN.sub(r"\1", response.content.decode()),
        response.headers.get("Location", ""),
        response.headers.get("Cache-Control", ""),
        str(response.headers),
        events,
        tuple(map(str, asked.sends.values())) if isinstance(asked.sends, Mapping) else (),
    )


def last_event() -> int:
    """Without the ORM: it is asked before every request of these tests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM checklists_event")
        return cursor.fetchone()[0]


def send(client, asked: Asked):
    if asked.kind:
        return client.generic(asked.verb, asked.url, asked.sends, content_type=asked.kind)
    if asked.verb == "GET":
        return client.get(asked.url)
    return client.post(asked.url, asked.sends or {})


def wrong_with(world: World, route: Route, verb: str, who: str) -> list[str]:
    """Sentences on what this answer should not be; none when it is as the table says."""
    expected = route.expected(verb, who)
    url = address(world, route.name, route.about)
    asked = Asked(who, verb, url, route.sends)
    answer = ask(world, asked)
    found = [*wrong_kind(world, asked, answer, expected), *wrong_words(answer, expected)]
    found += wrong_log(world, answer)
    if expected in CLOSED:
        found += left_behind(answer, expected)
    return [f"{verb} as {who}: {words}" for words in found]


def wrong_kind(world: World, asked: Asked, answer: Answer, expected: str) -> list[str]:
    """Whether the status, and for a neutral page every byte, is that of what is expected."""
    to_sign_in = answer.status == 401 or "/login/?next=" in answer.goes_to
    if answer.status not in STATUSES[expected] or to_sign_in != (expected == SIGN_IN):
        return [f"{expected} was expected, the answer is {answer.status} {answer.goes_to}"]
    if expected == NOT_THERE and neutral(world, asked) != as_a_typo(answer.body, asked):
        return ["this 404 differs from the neutral page"]
    return []


def neutral(world: World, asked: Asked) -> str:
    """What that person reads when they send as much to an id that nothing has.

    The page holds the id of a record that the address named, and what was typed.
    """
    of_a_record = CASE_IN_ADDRESS.match(asked.url) is not None
    key = (asked.who, asked.verb, of_a_record, bool(as_held(asked)))
    if key not in world.neutral:
        nowhere = "/nothing/was/ever/here/"
        if asked.who in SIGNED_IN:
            nowhere = f"/cases/{NOBODY}/household/" if of_a_record else f"/items/{NOBODY}/"
        typo = replace(asked, url=nowhere)
        world.neutral[key] = as_a_typo(ask(world, typo).body, typo)
    return world.neutral[key]


def as_a_typo(body: str, asked: Asked) -> str:
    """The page without the address, the ids that came with it, and the words held as they came."""
    if held := as_held(asked):
        body = body.replace(held, "what was typed")
    return ID.sub("id", body.replace(asked.url, "address"))


def as_held(asked: Asked) -> str:
    """What was typed as `people/_kept.html` draws it, whole and in its order."""
    sent = (asked.sends or {}) if asked.verb == "POST" else {}
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in sent.items()
    )


def wrong_words(answer: Answer, expected: str) -> list[str]:
    """Words of a family where they must not be."""
    found = []
    if unknown := answer.families - set(KNOWN.get(answer.who, ())):
        found.append(f"says something of {sorted(unknown)}, who is not theirs")
    if expected in CLOSED and answer.families:
        found.append(f"refuses, and still says something of {sorted(answer.families)}")
    if BABY in answer.families and SECRET in answer.body and answer.who not in OPEN_PRIVATE:
        found.append("says what is private")
    if any(stem in title.lower() for title in TITLE.findall(answer.body) for stem in STEMS):
        found.append("has a name in its title")
    if answer.families and "no-store" not in answer.cache:
        found.append("may stay in a cache")
    return found


def wrong_log(world: World, answer: Answer) -> list[str]:
    """Whether what was shown of families was logged: one read event that names exactly them."""
    if answer.goes_to or not answer.families:
        return []
    reads = [event for event in answer.events if is_a_read(event)]
    if len(reads) != 1:
        return [f"shows {sorted(answer.families)} and logs {len(reads)} reads instead of one"]
    refs = {str(pk) for pk in (reads[0].case_ref, *reads[0].shown) if pk}
    logged = {world.stem_of(ref) for ref in refs}
    if logged != answer.families:
        return [f"shows {sorted(answer.families)} and logs that {sorted(logged)} was shown"]
    return []


def is_a_read(event: Event) -> bool:
    """The reading of a case, or of a list. What was opened inside a case is logged beside it."""
    return event.kind in CASE_READ or bool(event.shown and not event.case_ref)


def left_behind(answer: Answer, expected: str) -> list[str]:
    """A refusal changes nothing, and nobody is noted as having read what they were not shown.

    Who is told that something is not theirs to do stands in a record that they may read.
    """
    noted = (".refused", *CASE_READ) if expected == TOLD else (".refused",)
    kinds = {event.kind for event in answer.events if not event.kind.endswith(noted)}
    return [f"refuses, and still leaves {sorted(kinds)}"] if kinds else []
