"""Fills the present database, which is new, with content and a country of so many open items."""

import json
from dataclasses import asdict, replace
from uuid import UUID

from django.core.management import BaseCommand
from django.db import connection

from checklists.outstanding.models import OutstandingItem
from tests.bench.kept import SCALES, country_file, kept_country
from tests.bench.preparing import prepare
from tests.bench.progress import Progress
from tests.bench.visits import make_people_of_three_teams
from tests.country.filling import Country, fill, grow

DISTRICT_ALONE = 0  # open items asked for: it has what it has


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("scale", choices=SCALES)
        parser.add_argument("--on", action="store_true", help="with what was begun before")

    def handle(self, *, scale, on, **options):
        country = begun(scale) if on else self.begin(scale)
        country = replace(country, open_items=OutstandingItem.objects.open().count())
        progress = Progress(f"Fill {scale}")
        keep(scale, grow(connection, country, SCALES[scale], progress=progress))
        progress.close()

    def begin(self, scale):
        """The district, which is the same in every country, and those who work in three teams."""
        prepare(connection)
        country = fill(connection, DISTRICT_ALONE)
        make_people_of_three_teams()
        keep(scale, country)
        return country


def begun(scale):
    country = kept_country(scale)
    country.told = tuple(map(UUID, country.told))
    return Country(**vars(country))


def keep(scale, country):
    country_file(scale).write_text(json.dumps(asdict(country), default=str))
