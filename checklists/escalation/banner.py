"""What the pages of the administrators say while an alert has no reader. It names no family."""

from collections.abc import Callable

from django.http import HttpRequest

from checklists.escalation.models import Unread
from checklists.people.unmanaged import may_give_roles


def alerts_without_reader(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """How many; a callable, so that only the pages of the admin ask, of who gives out roles."""
    return {"without_reader": lambda: count_without_reader() if may_give_roles(request) else 0}


def count_without_reader() -> int:
    return Unread.objects.filter(no_reader_at__isnull=False).count()
