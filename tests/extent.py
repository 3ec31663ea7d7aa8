"""How much is tried of what is random, large or concurrent: the one place that says so.

Bounded in the suite; in full where TESTS=long, which `./dev test long` sets.
"""

import os

from hypothesis import HealthCheck, settings

IN_FULL = os.environ.get("TESTS") == "long"


def how_many(*, suite: int, full: int) -> int:
    """A number of examples, threads, rows or turns."""
    return full if IN_FULL else suite


def choose_profile():
    """The examples of the suite are the same each time; the long run looks for new ones."""
    settings.register_profile(
        "chosen",
        max_examples=how_many(suite=25, full=200),
        derandomize=not IN_FULL,
        print_blob=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("chosen")
