"""Opens pages of a filled server on a slow telephone, where `tests/bench/phone.py` is there."""

from functools import partial
from importlib import import_module

from django.core.management import BaseCommand

from tests.bench.both import both_served
from tests.bench.ending import end_when_told
from tests.bench.kept import PHONE, SCALES, keep, kept_country
from tests.bench.place import folder_of
from tests.bench.postgres import Server
from tests.bench.serving import HOST


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("scale", choices=SCALES)

    def handle(self, *, scale, **options):
        end_when_told()
        country, server = kept_country(scale), Server(folder_of(scale)).start()
        phone = import_module("tests.bench.phone")
        with both_served(server, server.folder.parent) as (served, _):
            url = f"http://{HOST}:{served.port}"
            sign_in = partial(sign_in_at, url, country.health_visitor, country.password)
            keep(PHONE, {"rows": list(phone.measure(url, sign_in))})


def sign_in_at(url, username, password, page):
    """`page` is one of Playwright's."""
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{url}/")
