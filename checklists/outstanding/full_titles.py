"""What a list calls its items, and how long it shows their full titles.

Neutral titles are the same word for every item of every rule: if one of them spoke of crying, or
of the contact, the others would be known not to. The session keeps the choice to see full titles,
so that it holds on this device only, and the time of its last use, so that it ends without scripts
too. See docs/decisions/0025.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from checklists.accounts.middleware.quick_exit import left_since

NEUTRAL = "Follow-up"
OPEN_TITLES = "titles"
FULL_TITLES_AT = "full_titles_at"
FULL_TITLES_LAST_SECONDS = timedelta(minutes=5).total_seconds()
# As for the session itself: not every request of a filter writes to the database.
NOTED_EVERY_SECONDS = timedelta(seconds=30).total_seconds()


def use_full_titles(request: HttpRequest) -> bool:
    """Whether the choice holds for this list or item, which counts as a use of it."""
    used_at = request.session.get(FULL_TITLES_AT)
    if used_at is None:
        return False
    now = timezone.now().timestamp()
    if now - used_at >= FULL_TITLES_LAST_SECONDS or left_since(request, used_at):
        end_full_titles(request)
        return False
    if now - used_at >= NOTED_EVERY_SECONDS:
        request.session[FULL_TITLES_AT] = now
    return True


def end_full_titles(request: HttpRequest) -> None:
    request.session.pop(FULL_TITLES_AT, None)
