"""On PostgreSQL every request of the test client is answered as the role that serves.

So a page that needs a privilege which `audit.grants` does not give fails in its own test. What a
test makes and looks at itself is done as the owner of the tables.
"""

from contextlib import contextmanager

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.client import ClientHandler

from checklists.audit.grants import grant_statements

IN_ERROR = 3  # of PostgreSQL's PQtransactionStatus
ROLE = "safebabies_app_of_tests"
# Roles belong to the server, and each worker of the tests comes here with a database of its own.
MAKE_ROLE = f"""DO $$ BEGIN CREATE ROLE {ROLE} LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""


def make_serving_role():
    """The role, with its grants in the database of the tests."""
    if connection.vendor != "postgresql":
        return
    MigrationRecorder(connection).ensure_schema()  # `migrate` makes this table, the tests do not
    with connection.cursor() as cursor:
        for line in (MAKE_ROLE, *grant_statements(ROLE, connection.settings_dict["NAME"])):
            cursor.execute(line)


@contextmanager
def as_serving_role():
    """Until the end the connection is that role's."""
    tell(f"SET ROLE {ROLE}")
    yield
    if connection.connection and connection.connection.info.transaction_status != IN_ERROR:
        tell("RESET ROLE")  # else it is taken back with the transaction


def tell(statement):
    """Past Django, so that no statement is counted and none waits for a rollback."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(statement)


def answer_as_serving_role():
    """From now on, for every client of the tests."""
    if connection.vendor != "postgresql":
        return
    answer = ClientHandler.get_response

    def get_response(handler, request):
        with as_serving_role():
            return answer(handler, request)

    ClientHandler.get_response = get_response
