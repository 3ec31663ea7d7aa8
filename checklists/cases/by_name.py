"""Records that have a name on a date, read by the indexes of `Case`."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q


def with_name_on_date(keys: Mapping[str, str], dates: Mapping[str, date | None]) -> Q:
    """Every record with one of these letters of a name and one of these dates, by column.

    Other names have the same letters: `reading.names.same_name` decides.
    """
    pairs = [
        Q(**{on: day, column: key})
        for on, day in dates.items()
        if day
        for column, key in keys.items()
        if key
    ]
    return reduce(or_, pairs, Q(pk__in=[]))
