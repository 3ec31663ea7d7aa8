"""The settings of service, and what the bench needs to count. Never imported by the product."""

import os

from safebabies.settings import *  # noqa: F403
from safebabies.settings import INSTALLED_APPS, MIDDLEWARE
from tests.bench.place import PROFILED

# A second factor is shown once a day: signing in is measured nowhere.
SECOND_FACTOR_REQUIRED = False
SILENCED_SYSTEM_CHECKS = ["safebabies.E011"]  # which says that it must be
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]  # its commands
MIDDLEWARE = ["tests.bench.counting.count_statements", *MIDDLEWARE]
if PROFILED in os.environ:
    MIDDLEWARE = ["tests.bench.profiling.profile", *MIDDLEWARE]
