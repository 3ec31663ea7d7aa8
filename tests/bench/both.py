"""The product and the floor, served beside each other from one server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from tests.bench.place import FLOOR, FLOOR_SETTINGS, PRODUCT, SERVING, SETTINGS, environment
from tests.bench.postgres import Server
from tests.bench.serving import Serving, serve


@contextmanager
def both_served(server: Server, logs: Path) -> Iterator[tuple[Serving, Serving]]:
    """The product as the role of service, and the floor."""
    call_command("collectstatic", interactive=False, verbosity=0)
    product = environment(server.uri(PRODUCT, SERVING), SETTINGS)
    floor = environment(server.uri(FLOOR), FLOOR_SETTINGS)
    with (
        serve("tests.bench.wsgi", product, logs / "product.log") as served,
        serve("tests.bench.floor.wsgi", floor, logs / "floor.log") as below,
    ):
        yield served, below
