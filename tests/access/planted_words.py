"""Plants a word of its own in every prompt and every free-text field, through the forms.

A word stands nowhere else and says where it was planted and who may ever read it.
"""

import json
import re
from copy import copy
from dataclasses import dataclass, field, replace

from django.test import Client

from checklists.answers.in_force import prompt_key, record_of
from checklists.answers.typed import field_name
from checklists.guidance.answer_types import AnswerType
from checklists.visits.draft.signing import sign
from checklists.visits.models import Visit
from tests.access.ask_and_check import Asked, ask
from tests.access.crawling import Form, Page, route_of
from tests.access.expected_answers import PAGE
from tests.access.family_words import BABY, NUMBERS, UNBORN
from tests.access.hostile import FITS
from tests.access.people import AUTHOR, KNOWN, OPEN_PRIVATE
from tests.access.table import ROUTES
from tests.access.world import World, address
from tests.answers.filling import (
    EXAMPLES,
    fields,
    fill,
    opened,
    url_of,
    value_for,
    working_visit,
)
from tests.factories import TeamFactory, person
from tests.visits.story import begin, leave_the_rest, make_fit, reread

WORD = re.compile("xqz[a-z]{4}", re.IGNORECASE)
# Between them they ask all that any visit may ask.
KINDS = {BABY: "new-birth", UNBORN: "antenatal-targeted"}


@dataclass(frozen=True)
class Planted:
    where: str
    readers: frozenset[str]
    private: bool = False
    shared: bool = False  # may stand in the family copy


@dataclass
class Garden:
    """The words by where they were planted, and the visits that hold them."""

    words: dict[str, Planted] = field(default_factory=dict)
    signed: list[Visit] = field(default_factory=list)
    draft: Visit | None = None
    pages: list[tuple[str, str]] = field(default_factory=list)  # where to look, and as whom

    def word(self, planted: Planted) -> str:
        number, letters = len(self.words), ""
        for _ in range(4):
            number, rest = divmod(number, 26)
            letters = chr(ord("a") + rest) + letters
        word = f"xqz{letters}"
        self.words[word] = planted
        return word

    def of(self, text: str) -> dict[str, Planted]:
        """The planted words that stand in a text; a key or token may look like one, and is none."""
        found = set(map(str.lower, WORD.findall(text)))
        return {word: self.words[word] for word in found & self.words.keys()}


def readers_of(stem: str) -> frozenset[str]:
    return frozenset(who for who, stems in KNOWN.items() if stem in stems)


# --- visits -------------------------------------------------------------------------------------


def plant_visits(world: World, garden: Garden) -> None:
    """Signed visits that ask everything, and a short one that is written still."""
    for stem, kind in KINDS.items():
        visit = begin(reread(world.cases[stem]), visit_type=kind)
        fill_in(world, garden, visit, readers_of(stem))
        make_fit(visit)
        sign(leave_the_rest(visit), confirmed_closings=[], by=visit.author, at=visit.held_at)
        garden.signed.append(visit)
    garden.draft = begin(reread(world.cases[BABY]), visit_type="brief-contact")
    fill_in(world, garden, garden.draft, AUTHOR, "draft: ")


def fill_in(
    world: World, garden: Garden, visit: Visit, readers: frozenset[str], before: str = ""
) -> None:
    """Answer every page of it until nothing new is asked."""
    client = world.client("owner")
    while left := unanswered(visit):
        for slug in left:
            page, now = fields(opened(client, visit, slug)), working_visit(visit)
            for key, prompt in now.keyed(now.task(slug).prompts):
                name = field_name(key)
                if f"{name}__rev" not in page.sent or key in now.documents:
                    continue
                private, where = prompt.is_private, f"{before}{prompt_key(key)}"
                who = readers & OPEN_PRIVATE if private else readers
                if f"{name}__note" in page.sent:
                    beside = garden.word(Planted(f"{where}, note", who, private))
                    page.sent[f"{name}__note"] = [f"{beside} beside it."]
                if not prompt.kind.is_own_words:
                    fill(page.sent, key, prompt, value_for(offered(key, prompt, now), last=False))
                else:
                    planted = Planted(where, who, private, prompt.is_for_family)
                    fill(
                        page.sent,
                        key,
                        prompt,
                        own_words(prompt, f"{garden.word(planted)} was said."),
                    )
            response = client.post(url_of(visit, slug), page.sent)
            assert response.status_code == 302, response.content.decode()


def own_words(prompt, said):
    if prompt.answer_type != AnswerType.MARK_WORDS:
        return said
    [mark] = map(json.loads, EXAMPLES[AnswerType.BODY_MAP])
    return [json.dumps({"id": mark["id"], "who": said, "note": said})]


def offered(key, prompt, now):
    """The prompt with the choices that make sense at this visit, where any depends on it."""
    fit = [one for one in prompt.choices if now.circumstances.holds(one.show_when, record_of(key))]
    return replace(prompt, choices=tuple(fit)) if fit else prompt


def unanswered(visit: Visit) -> list[str]:
    now = working_visit(visit)
    return [
        task.slug
        for task in now.all_tasks
        if any(key not in now.documents for key, _ in now.asked(task.prompts))
    ]


# --- other forms --------------------------------------------------------------------------------

CALLED_OUT = "called out"  # someone who had no access before, and has it afterwards
NEAR = readers_of(BABY)
OVERSEE = frozenset({"manager", "lead"})
# Who sends it, and who may read each of its words afterwards: all words of the form alike.
FORMS = {
    "add_item": ("owner", NEAR),
    "act_on_item": ("owner", NEAR),
    "decline_item": ("manager", NEAR),
    "close_item": ("owner", NEAR),
    "add_professional": ("owner", NEAR),
    "change_adult": ("owner", NEAR & OPEN_PRIVATE),
    "emergency": (CALLED_OUT, OVERSEE),
    "block_person": ("lead", OVERSEE),
    "offer_case": ("owner", NEAR),
    "new_request": ("manager", OVERSEE),
    "set_hold": ("lead", OVERSEE),
    "visit_amend": ("owner", NEAR),
    "ask_withdrawal": ("owner", OVERSEE | AUTHOR),
}
PRIVATE = {"change_adult"}
OPENED_FIRST = {"close_item": ("POST", {"open": "titles"})}  # a tap shows the form
WRITE = {"write": "yes"}
# What finds the record, where words would not.
GIVEN = {
    "emergency": {
        "nhs_number": NUMBERS[BABY],
        "name": "",
        "day-day": "",
        "day-month": "",
        "day-year": "",
    }
}


def plant_forms(world: World, garden: Garden) -> None:
    come_in(world)
    for route, (who, readers) in FORMS.items():
        forms = forms_of(world, who, route)
        assert any(taken(world, garden, who, form, readers) for form in forms), f"{route} not taken"


def come_in(world: World) -> None:
    world.users[CALLED_OUT] = person(team=TeamFactory())
    world.clients[CALLED_OUT] = client = Client()
    client.force_login(world.users[CALLED_OUT])
    world.cookies[CALLED_OUT] = copy(client.cookies)


def forms_of(world: World, who: str, route: str) -> list[Form]:
    """What this person may type in and send to that route, on the pages it has in the table."""
    rows = [row for row in ROUTES if row.name == route and PAGE in (row.get or {})]
    urls = [address(world, row.name, row.about) for row in rows]
    asks = OPENED_FIRST.get(route, ("GET", {}))
    pages = [Page(url, ask(world, Asked(who, asks[0], url, asks[1])).body) for url in urls]
    return [
        form for page in pages for form in page.posts if route_of(form.url) == route and form.words
    ]


def fitting(form: Form, name: str) -> object:
    """What is there or fits, where a word would be refused; None where words are asked for."""
    for end, fits in FITS.items():
        if name.endswith(end):
            return form.fields[name] if any(form.fields[name]) else fits
    return None


def taken(world: World, garden: Garden, who: str, form: Form, readers: frozenset[str]) -> bool:
    """Send it with a word in each of its fields. Whether it was taken."""
    route, words = route_of(form.url), {}
    for name in form.words:
        planted = Planted(f"{route} {name}", readers, route in PRIVATE)
        fits = GIVEN.get(route, {}).get(name, fitting(form, name))
        words[name] = garden.word(planted) if fits is None else fits
    chosen = {"block_person": {"person": world.users["superuser"].pk}, "visit_amend": WRITE}
    sent = {**form.fields, **words, **chosen.get(route, {})}
    asked = Asked(who, "POST", form.url, sent)
    answer = ask(world, asked, take_back=False)
    if answer.status == 302:
        if who != CALLED_OUT:
            garden.pages += [(who, answer.goes_to), (who, page_above(form.url))]
        return True
    for word in [word for word in garden.words if word in words.values()]:
        del garden.words[word]
    return False


def page_above(url: str) -> str:
    """The page of the row that a verb was sent to: /items/<id>/ of /items/<id>/close/."""
    return "/".join(url.split("/")[:3]) + "/"
