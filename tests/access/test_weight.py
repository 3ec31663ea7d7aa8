"""What a page weighs in the hand of somebody who visits families: bytes on the wire, heads too.

Asked of the whole service as a browser asks, with the styles and scripts that are built, collected
and served by their digest. See docs/decisions/0066.
"""

import gzip
from html.parser import HTMLParser

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client, override_settings

from tests.access.crawling import pages, route_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

FIRST, AGAIN = 100_000, 50_000  # bytes
BROUGHT_FIRST = 30_000  # bytes of it that every page may count on: styles, script and sign
PRACTITIONERS = ("owner", "manager", "lead")
BROWSER = {"accept-encoding": "gzip, deflate, br, zstd", "sec-fetch-site": "same-origin"}
COMPRESSED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
A_YEAR = 31_536_000  # seconds


class Brought(HTMLParser):
    """The addresses of what a page brings with it: styles, scripts, pictures and its sign."""

    def __init__(self, body):
        super().__init__()
        self.addresses = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" or (tag in ("script", "img") and "src" in given):
            address = given.get("href") or given["src"]
            self.addresses += [address] * (not address.startswith("data:"))  # in the page itself


@pytest.fixture(scope="module", autouse=True)
def collected(tmp_path_factory):
    """What is built is served as in service, where the other tests do without."""
    staticfiles = {**django_settings.STORAGES, "staticfiles": {"BACKEND": COMPRESSED}}
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STATIC_ROOT=folder, STORAGES=staticfiles):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture(scope="module")
def file_at(collected):
    """file_at(address): the answer for one of the files that pages bring."""
    browser, answers = Client(), {}

    def file_at(address):
        if address not in answers:
            answers[address] = browser.get(address, headers=BROWSER)
            assert answers[address].status_code == 200, address
            answers[address].weight = weight_of(answers[address])
        return answers[address]

    return file_at


def weight_of(response):
    return len(response.serialize_headers()) + len(b"".join(response))


def opened_by(world, who):
    """{address: answer} of a page of each route, and of every point of a visit that is written."""
    crawled = [(url, page) for url, _, page in pages(world, who) if page.verb == "GET"]
    linked = {url for _, page in crawled for url in page.links if route_of(url) == "visit_point"}
    addresses = dict.fromkeys([*(url for url, _ in crawled), *sorted(linked)])
    return {url: world.client(who).get(url, headers=BROWSER) for url in addresses}


@pytest.mark.parametrize("who", PRACTITIONERS)
def test_no_page_is_heavier_than_a_hand_can_carry(world, file_at, who):
    first, again = {}, {}
    for url, answer in opened_by(world, who).items():
        again[url] = weight_of(answer)
        brought = Brought(plain(answer)).addresses
        first[url] = again[url] + sum(file_at(address).weight for address in brought)

    assert {url: bytes_ for url, bytes_ in first.items() if bytes_ > FIRST} == {}
    assert {url: bytes_ for url, bytes_ in again.items() if bytes_ > AGAIN} == {}
    assert len(first) > 20


def plain(answer):
    is_compressed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.content) if is_compressed else answer.content).decode()


def test_what_pages_bring_is_three_files_that_are_asked_for_once(world, file_at):
    home = world.client("owner").get("/", headers=BROWSER)
    brought = Brought(plain(home)).addresses

    answers = [file_at(address) for address in brought]

    assert [address.rpartition(".")[2] for address in brought] == ["svg", "css", "js"]
    for answer in answers:
        kept = dict(
            part.partition("=")[::2] for part in answer.headers["Cache-Control"].split(", ")
        )
        assert "immutable" in kept
        assert int(kept["max-age"]) >= A_YEAR
    assert sum(answer.weight for answer in answers) <= BROUGHT_FIRST


def test_a_page_is_compressed_for_whoever_can_read_it_so(world):
    as_it_is = world.client("owner").get("/")
    compressed = world.client("owner").get("/", headers=BROWSER)

    assert "Content-Encoding" not in as_it_is.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed.headers["Vary"]
    assert len(compressed.content) < len(as_it_is.content) / 2


@pytest.mark.parametrize("weight", ["0", "0.000", "0.001", "1"])
def test_a_page_is_not_compressed_for_whoever_gives_that_the_weight_of_nothing(world, weight):
    accepts = {**BROWSER, "accept-encoding": f"br, gzip;q={weight}, identity"}

    page = world.client("owner").get("/", headers=accepts)

    assert ("Content-Encoding" in page.headers) == (float(weight) > 0)
    assert "Accept-Encoding" in page.headers["Vary"]


@pytest.mark.parametrize("comes_from", ["cross-site", "same-site", ""])
def test_a_page_that_may_hold_words_of_another_site_is_not_compressed(world, comes_from):
    """Beside a name that is on the page the same words would be shorter than beside another."""
    brought = {**BROWSER, "sec-fetch-site": comes_from}
    link = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}

    page = world.client("owner").get("/", {"q": "Fableton"}, headers={**brought, **link})
    plain_link = world.client("owner").get("/", headers={**brought, **link})

    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers
    assert plain_link.headers["Content-Encoding"] == "gzip"


def test_equal_pages_are_of_different_lengths_when_compressed():
    """Each is padded by chance, so that a length tells less of what a page says."""
    answers = [Client().get("/baby-care-advice/", headers=BROWSER) for _ in range(20)]
    lengths = {len(answer.content) for answer in answers if plain(answer) == plain(answers[0])}

    assert len(lengths) > 1
