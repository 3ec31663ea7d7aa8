"""A part of a UNION that is cut: of each of several lists its first rows, read in one statement."""

from typing import Any, TypeVar

from django.db import connections
from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def as_part(first: Rows) -> Rows:
    """These rows, cut already, as a part of a UNION. Say its columns after this."""
    if connections[first.db].features.supports_slicing_ordering_in_compound:
        return first
    # SQLite cuts no part, so it is cut in a query of its own.
    part: Rows = first.model._default_manager.filter(pk__in=first.values("pk")).order_by()
    return part
