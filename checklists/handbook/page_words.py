"""The words of the short pages: as they are delivered, as they are kept, and changing them."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from checklists.audit.querysets import note_written
from checklists.audit.recording import record
from checklists.handbook.models import ServicePage
from checklists.people.models.users import User

Slug = ServicePage.Slug


def words_of_page(slug: Slug) -> str:
    """What stands on the page; as delivered while nobody has loaded it. One statement."""
    kept = ServicePage.objects.filter(slug=slug).values_list("words", flat=True).first()
    return delivered_words(slug) if kept is None else kept


@cache
def delivered_words(slug: Slug) -> str:
    """The words that come with the service, as Markdown."""
    path = settings.BASE_DIR / "fixtures" / "pages" / f"{slug.value}.md"
    return str(path.read_text(encoding="utf-8"))


@transaction.atomic
def add_missing_pages() -> None:
    """Add the pages that are not there yet, as delivered; change none."""
    pages = [ServicePage(slug=slug, words=delivered_words(slug)) for slug in Slug]
    there = set(ServicePage.objects.values_list("slug", flat=True))
    new = [page for page in pages if page.slug not in there]
    ServicePage.objects.bulk_create(new, ignore_conflicts=True)
    # What conflicts may be ignored comes back without ids.
    added = ServicePage.objects.filter(slug__in=[page.slug for page in new])
    note_written(ServicePage, added.values_list("pk", flat=True))
    if new:
        record("service_page.added", by=None, at=timezone.now(), number=len(new))


@transaction.atomic
def change_page(page: ServicePage, *, by: User, at: datetime) -> None:
    """Save changed words; the event holds what they were and are. The same words leave none."""
    before = ServicePage.objects.select_for_update().get(pk=page.pk).words
    if page.words == before:
        return
    page.save(update_fields=["words"])
    was, now = {"words": before}, {"words": page.words}
    record("service_page.changed", page, by=by, at=at, before=was, after=now)
