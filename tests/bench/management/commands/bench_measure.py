"""Serves the country of a scale and the floor beside it, and measures what people do."""

import os
from datetime import UTC, datetime

from django.core.management import BaseCommand
from django.db import connection

from checklists.outstanding.models import OutstandingItem
from checklists.people.models.users import User
from tests.bench import visits
from tests.bench.both import both_served
from tests.bench.client import Browser, WrongAnswer
from tests.bench.ending import end_when_told
from tests.bench.floor import people as floor_people
from tests.bench.kept import SCALES, keep, kept_country
from tests.bench.machine import machine
from tests.bench.measuring import WARM_UP, measure
from tests.bench.place import PROFILED, folder_of
from tests.bench.postgres import Server
from tests.bench.progress import Progress
from tests.bench.serving import HOST
from tests.bench.work import floor_work, lists_of_three_teams, pages, saves, signing

OPENED = 11  # items


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("scale", choices=SCALES)
        parser.add_argument("rounds", type=int)
        parser.add_argument("signings", type=int)

    def handle(self, *, scale, rounds, signings, **options):
        end_when_told()
        server = Server(folder_of(scale)).start()
        with both_served(server, server.folder.parent) as self.servings:
            self.country, self.scale = kept_country(scale), scale
            self.her = self.sign_in(self.country.health_visitor)
            self.below = Browser(HOST, self.servings[1].port)
            self.below.sign_in(floor_people.PERSON, floor_people.PASSWORD)
            floors = floor_work(self.below)
            works = self.works()
            found = self.measure("Pages", works, floors, rounds)
            found |= self.measure("Three teams", self.of_three(), floors, min(rounds, 5))
            found |= self.measure("Floor", floors.values(), {}, rounds, self.servings[::-1])
            found |= self.measure("Signing", [self.signing(signings)], floors, signings)
        if PROFILED not in os.environ:
            keep(scale, {**self.frame(server), "rounds": rounds, "figures": found})

    def works(self):
        """Saving last in a round: a page shows what was saved by the round before."""
        owner = User.objects.get(username=self.country.health_visitor)
        adults = (visits.SOME_ADULTS, visits.MANY_ADULTS, visits.MANY_ADULTS)
        cases = [visits.register(owner, adults=number) for number in adults]
        read, *saved = [visits.begin(case, {}).pk for case in cases]
        manager = self.sign_in(self.country.manager)
        return [
            *pages(self.country, self.her, manager, read),
            *saves(self.country, self.her, saved),
        ]

    def of_three(self):
        return lists_of_three_teams(*map(self.sign_in, visits.OF_THREE_TEAMS))

    def signing(self, number):
        """Of drafts made now: the lists were measured without their families."""
        owner = User.objects.get(username=self.country.health_visitor)
        cases = [visits.register(owner) for _ in range(number + WARM_UP)]
        drafts = [visits.ready_to_sign(case) for case in cases]
        return signing(self.her, drafts, check_opened)

    def sign_in(self, username):
        browser = Browser(HOST, self.servings[0].port)
        browser.sign_in(username, self.country.password)
        return browser

    def measure(self, name, works, floors, rounds, servings=None):
        progress = Progress(f"{name}, {self.scale}")
        found = measure(works, floors, servings or self.servings, rounds, progress)
        progress.close()
        return found

    def frame(self, server):
        [[version]] = server.ask("SHOW server_version")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM checklists_case")
            [cases] = cursor.fetchone()
        return {
            "at": datetime.now(UTC).isoformat(timespec="minutes"),
            "machine": machine(version),
            "open_items": self.country.open_items,
            "cases": cases,
        }


def check_opened(visit):
    """Raises WrongAnswer unless signing opened what it is measured with."""
    found = OutstandingItem.objects.filter(case__visits=visit).count()
    if found != OPENED:
        raise WrongAnswer(f"Signing opened {found} items, not {OPENED}")
