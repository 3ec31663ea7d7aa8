"""Whoever keeps the people or the guidance reads nothing of any family, on no page of the admin."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote_plus, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.urls import resolve

from checklists.cases.models.case import Case
from tests.access.ask_and_check import Asked, ask
from tests.access.family_words import BABY, NUMBERS, SECRET
from tests.access.people import STAFF

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

KEPT_IN_THE_ADMIN = {
    "ChecklistTemplate",
    "Event",
    "LearningPoint",
    "LocalNumber",
    "NamedList",
    "Prompt",
    "Resource",
    "Rule",
    "ServicePage",
    "Setting",
    "Team",
    "TemplateVersion",
    "User",
    "VisitType",
}


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def asked_by_hand(case):
    """Addresses that no link gives: searches, filters and the pages that packages bring."""
    log = "/admin/checklists/event/"
    people = "/admin/checklists/user/"
    words = (BABY, f"{BABY} given", NUMBERS[BABY], str(case.pk))
    searches = [f"{place}?q={word}" for place in (log, people) for word in words]
    return [
        "/admin/",
        *searches,
        f"{log}?case_ref={case.pk}",
        f"{log}?case_ref__exact={case.pk}",
        f"{log}?at__year=2026&at__month=11",
        f"{log}?kind__exact=case.read",
        f"{people}?cases__given_name__startswith={BABY}",
        "/admin/autocomplete/?app_label=checklists&model_name=case&field_name=owner&term=a",
        "/admin/autocomplete/?app_label=checklists&model_name=membership&field_name=user&term=a",
        f"/admin/r/{BABY}/{case.pk}/",
        f"/admin/checklists/case/{case.pk}/change/",
    ]


def pages_of_the_admin(world, who):
    """What was asked by hand, and one page of each kind that links lead to, breadth first."""
    by_hand = asked_by_hand(world.cases[BABY])
    waiting, seen = deque(by_hand), set()
    while waiting:
        url = waiting.popleft()
        path = urlsplit(url).path
        kind = url if url in by_hand else path.startswith("/admin/") and resolve(path).route
        if not kind or kind in seen:
            continue
        seen.add(kind)
        answer = ask(world, Asked(who, "GET", url))
        answer.body = unquote_plus(unquote_plus(answer.body))  # links carry on what was searched
        answer.sent = tuple(value for _, value in parse_qsl(urlsplit(url).query))
        yield url, answer
        waiting.extend(urljoin(url, link) for link in Links(answer.body).found)


@pytest.mark.parametrize("who", sorted(STAFF))
def test_no_page_of_the_admin_says_anything_of_a_family(world, who):
    pages = list(pages_of_the_admin(world, who))

    assert [url for url, answer in pages if answer.families or SECRET in answer.body] == []
    assert [url for url, answer in pages if answer.status >= 500] == []
    assert sum(answer.status == 200 for _, answer in pages) > 5, "nothing was crawled"


def test_the_admin_holds_these_tables_and_no_other():
    held = {model.__name__ for model in admin.site._registry}

    assert held <= KEPT_IN_THE_ADMIN


def test_nothing_in_the_admin_belongs_to_a_case():
    of_cases = {
        (model.__name__, field.name)
        for model in admin.site._registry
        for field in model._meta.get_fields()
        if not field.auto_created and field.related_model is Case
    }

    assert of_cases == set()
