"""Where the parts of a run find each other: folders, databases, roles and settings."""

import os
from pathlib import Path

KEPT_IN = Path("var/bench")
PROFILED = "BENCH_PROFILE"  # names the folder for profiles, of a run that leaves no figures
OWNER, SERVING = "postgres", "safebabies_app"
PRODUCT, FLOOR, WEIGHED = "safebabies", "floor", "weighed"  # databases
SETTINGS, FLOOR_SETTINGS = "tests.bench.settings", "tests.bench.floor.settings"
# All else is PostgreSQL's own: fsync, synchronous_commit, full_page_writes and autovacuum are on.
CONFIGURATION = {
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",  # as docs/operations.md asks for
    "max_wal_size": "4GB",
}


def folder_of(scale: str) -> Path:
    return KEPT_IN / scale / "postgres"


def environment(uri: str, settings: str) -> dict[str, str]:
    """What a process of the bench is told: this computer's own keys, and the database."""
    place = {"DEMO": "False", "HTTPS": "False", "ALLOWED_HOSTS": "127.0.0.1"}
    return {**os.environ, **place, "DATABASE_URL": uri, "DJANGO_SETTINGS_MODULE": settings}
