"""Presses a button as a browser does, and says what came of it."""

from collections import Counter
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace

from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.access.people import VISITOR
from tests.access.world import World, address
from tests.browsing import Forms, fields_of
from tests.presses.table import Press

TOKEN = "csrfmiddlewaretoken"  # the name of a field
# What is read and shown again is logged again, and each answer writes to its session.
READING = ("read", "found", "copied", "printed", "case.refused", "page.refused")
NOT_COUNTED = {"django_session", "checklists_event", "checklists_pressreceipt"}


@dataclass(frozen=True)
class Ready:
    """A filled-in form in a browser, whose button is about to be pressed."""

    url: str
    fields: Mapping[str, object]
    cookies: object

    def press(self):
        """The answer that a browser gets which has its cookies from before any other press."""
        client = Client(raise_request_exception=False)
        client.cookies = copy(self.cookies)
        return client.post(self.url, self.fields)

    def with_field(self, name, value):
        return replace(self, fields={**self.fields, name: value})

    def with_cookies_of(self, answer):
        """The same form in a browser that has received this answer."""
        cookies = copy(self.cookies)
        cookies.update(answer.cookies)
        return replace(self, cookies=cookies)


def ready_to_press(world: World, press: Press) -> Ready:
    client, url = world.client(press.who), address(world, press.name, press.about)
    page = client.get(url)
    if page.status_code == 200 and TOKEN in page.text:
        fields = fields_of(form_to(page, url))
    else:  # its button stands on another page
        beside = client.get(reverse("account_login" if press.who == VISITOR else "account"))
        fields = {TOKEN: fields_of(form_to(beside, ""))[TOKEN]}
    typed = {
        name: value(world, page) if callable(value) else value
        for name, value in press.sends.items()
    }
    return Ready(url, {**fields, **typed}, copy(client.cookies))


def form_to(page, url):
    """The largest form that is sent to this address, or from a page that has none, any with a
    token."""
    parser = Forms()
    parser.feed(page.content.decode())
    forms = [
        (goes_to in ("", url), len(form), form)
        for form, goes_to in zip(parser.found, parser.actions, strict=True)
        if TOKEN in dict(form)
    ]
    return max(forms)[2]


def answer_of(response) -> tuple[object, ...]:
    """What two answers have in common that lead to the same place with the same words."""
    said = [str(one) for one in get_messages(response.wsgi_request)] if is_led(response) else []
    return response.status_code, response.headers.get("Location", ""), *said


def is_led(response) -> bool:
    return response.status_code == 302


def standing() -> Counter:
    """How many rows each table has, and how many events of each kind the log; read in one go."""
    tables = sorted(set(connection.introspection.table_names()) - NOT_COUNTED)
    counts = [f"SELECT '{name}', count(*) FROM {name}" for name in tables]  # noqa: S608  our tables
    kinds = "SELECT kind, count(*) FROM checklists_event GROUP BY kind"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*counts, kinds]))
        found = Counter(dict(cursor.fetchall()))
    return Counter({name: many for name, many in found.items() if not name.endswith(READING)})


def left_since(before: Counter) -> dict[str, int]:
    """What stands now that did not, and less than nothing for what is gone."""
    now = standing()
    return {name: now[name] - before[name] for name in now | before if now[name] != before[name]}


class TakenBack(transaction.Atomic):
    """Whatever is done inside is taken back at the end."""

    def __init__(self):
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *error):
        transaction.set_rollback(True)
        super().__exit__(*error)
