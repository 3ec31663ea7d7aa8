"""Lets two presses meet at the same moment, or shows that one waits for the other."""

from functools import wraps

from django.db import connection

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Meeting:
    """Each stays until the other has come, or waits in the database for what this one holds.

    `before` and `after` give a function that stays. On PostgreSQL: SQLite has one writer at a time.
    """

    def __init__(self):
        self.came = []

    def stay(self, who):
        self.came.append(who)
        until_somebody_waits(or_else=lambda: len(self.came) > 1)

    def before(self, function):
        @wraps(function)
        def stay_first(*args, **kwargs):
            self.stay(function)
            return function(*args, **kwargs)

        return stay_first

    def after(self, function):
        @wraps(function)
        def stay_then(*args, **kwargs):
            done = function(*args, **kwargs)
            self.stay(function)
            return done

        return stay_then


def until_somebody_waits(or_else=lambda: False):
    while not (or_else() or is_somebody_waiting()):
        pass


def is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
