"""What was written about a family is read where it may be, and nowhere else.

Every prompt and every free-text field holds a word of its own, written through its form. All pages
are walked as everybody, buttons included: a word that stands where it may not fails, and so does
one that nobody finds.
"""

import logging
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from checklists.audit.models import Event
from checklists.cases.models.emergency import EmergencyGrant
from checklists.people.models.alerts import Alert
from checklists.people.models.users import User
from checklists.visits.models import Withdrawal
from safebabies.logs import WithoutWords
from tests.access.ask_and_check import TITLE, Asked, ask
from tests.access.crawling import Page, pages, route_of
from tests.access.expected_answers import PAGE
from tests.access.people import ALL, BLOCKED
from tests.access.planted_words import Garden, plant_forms, plant_visits
from tests.access.table import ROUTES
from tests.answers.filling import opened, working_visit

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


# The link to them stands in what was opened, or in the office of the records.
BEHIND_THEIR_LINK = {"change_adult", "new_request"}
END_THE_WALK = {"account_logout", "admin:logout"}


LOGGERS = [logging.getLogger(), logging.getLogger("django")]  # which says nothing to the first


class Lines(logging.Handler):
    """Every line of the log as it is written."""

    def __init__(self):
        super().__init__()
        self.setFormatter(WithoutWords())
        self.said = []

    def emit(self, record):
        self.said.append(self.format(record))


@dataclass
class Read:
    who: str
    url: str
    verb: str
    body: str
    goes_to: str = ""
    headers: str = ""

    def __str__(self):
        return f"{self.verb} {route_of(self.url) or self.url} as {self.who}"


@dataclass
class Walk:
    garden: Garden
    read: list[Read] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(world):
    """What everybody reads once the words are planted."""
    garden, lines = Garden(), Lines()
    for logger in LOGGERS:
        logger.addHandler(lines)
    plant_visits(world, garden)
    plant_forms(world, garden)
    everybody = [who for who in ALL if who != BLOCKED]
    read = [one for who in everybody for one in walked(world, who)]
    read += written(world, garden)
    world.client("owner").post(reverse("new_case"))  # leaves a line
    for logger in LOGGERS:
        logger.removeHandler(lines)
    return Walk(garden, read, lines.said)


def walked(world, who):
    """The pages that links and buttons lead this person to."""
    for url, answer, page in pages(world, who):
        yield Read(who, url, page.verb, answer.body, answer.goes_to, answer.headers)


def written(world, garden):
    """Each page of the visits that hold the words, as their author reads them."""
    client = world.client("owner")
    for visit in garden.signed:
        for name in ("visit_signed", "visit_copy", "family_copy", "visit_print"):
            url = reverse(name, args=[visit.pk])
            yield Read("owner", url, "GET", client.get(url).content.decode())
            yield Read("owner", url, "POST", client.post(url, {"do": "open"}).content.decode())
    for task in working_visit(garden.draft).all_tasks:
        answer = opened(client, garden.draft, task.slug)
        yield Read("owner", answer.request["PATH_INFO"], "POST", answer.content.decode())
    decided = [
        ("manager", reverse(name, args=[row.pk]))
        for name, model in (("emergency_use", EmergencyGrant), ("withdrawal", Withdrawal))
        for row in model.objects.all()
    ]
    for who, url in dict.fromkeys([*garden.pages, *decided]):
        yield from with_its_buttons(world, who, url)


def with_its_buttons(world, who, url):
    """A page, and what the buttons that open a part of it show."""
    answer = ask(world, Asked(who, "GET", url))
    yield Read(who, url, "GET", answer.body)
    for form in Page(url, answer.body).posts:
        for name, value in form.buttons:
            if name == "open":
                sent = {**form.fields, name: value}
                yield Read(
                    who, form.url, "POST", ask(world, Asked(who, "POST", form.url, sent)).body
                )


def words(garden, text):
    return garden.of(text).values()


def test_nobody_reads_what_is_not_theirs(walk):
    wrong = {
        f"{planted.where}: {one}"
        for one in walk.read
        for planted in words(walk.garden, one.body)
        if one.who not in planted.readers
    }

    assert sorted(wrong) == []


def test_what_is_private_waits_for_a_press(walk):
    wrong = {
        f"{planted.where}: {one}"
        for one in walk.read
        for planted in words(walk.garden, one.body)
        if planted.private and one.verb != "POST" and route_of(one.url) not in BEHIND_THEIR_LINK
    }

    assert sorted(wrong) == []


def test_a_family_takes_home_what_is_shared_alone(walk):
    taken = [
        planted
        for one in walk.read
        if route_of(one.url) == "family_copy"
        for planted in words(walk.garden, one.body)
    ]

    assert taken
    assert [planted.where for planted in taken if not planted.shared] == []


def test_no_title_address_or_header_says_a_word(walk):
    wrong = {
        f"{planted.where}: {one}"
        for one in walk.read
        for text in (one.url, one.goes_to, one.headers, *TITLE.findall(one.body))
        for planted in words(walk.garden, text)
    }

    assert sorted(wrong) == []


def test_no_line_of_the_log_and_no_event_says_a_word(walk):
    events = [str(row) for row in Event.objects.values()]

    found = [words(walk.garden, text) for text in (*walk.lines, *events)]

    assert walk.lines
    assert [planted for planted in found if planted] == []


def test_no_mail_says_a_word(walk, mail_server):
    User.objects.filter(email="").update(email="someone@example.org")
    Alert.objects.update(mailed_at=None)

    call_command("send_alerts", verbosity=0)

    told = [message.as_string() for message in mail_server.messages]
    assert told
    assert [one for one in told if words(walk.garden, one)] == []


def test_no_column_says_what_is_private(walk):
    wrong = {
        f"{planted.where} in {model.__name__}"
        for model in apps.get_app_config("checklists").get_models()
        for row in model.objects.values()
        for planted in words(walk.garden, str(row))
        if planted.private
    }

    assert sorted(wrong) == []


def test_every_word_is_found(walk):
    found = {word for one in walk.read for word in walk.garden.of(one.body)}

    missing = {walk.garden.words[word].where for word in set(walk.garden.words) - found}
    assert sorted(missing) == []


def test_every_page_was_walked(walk):
    been = {route_of(one.url) for one in walk.read}
    may_be = {
        route.name
        for route in ROUTES
        if "/" not in route.name and any(route.expected("GET", who) == PAGE for who in ALL)
    }

    assert may_be - been - END_THE_WALK == set()
