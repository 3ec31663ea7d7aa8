"""Says in a header of each answer how many statements it took."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Statements"
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Counter:
    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += not sql.startswith(CONTROL)
        return execute(sql, params, many, context)


def count_statements(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware, around all others. What begins, marks and ends a transaction is not counted."""

    def answer(request: HttpRequest) -> HttpResponse:
        counter = Counter()
        with connection.execute_wrapper(counter):
            response = get_response(request)
        response[HEADER] = str(counter.number)
        return response

    return answer
