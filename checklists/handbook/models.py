"""The short pages about the service, whose words belong to whoever runs it."""

from django.db import models

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet


class ServicePage(Covered):
    """The words of a page. Not versioned; each change is an event in the log."""

    class Slug(models.TextChoices):
        HELP = "help", "Help"
        ACCESSIBILITY = "accessibility", "Accessibility statement"
        PRIVACY = "privacy", "Privacy notice"
        APPROVAL = "approval", "Who approved the guidance here"

    slug = models.SlugField(unique=True, choices=Slug)
    words = models.TextField(max_length=10_000, help_text="Markdown.")

    objects = CoveredQuerySet["ServicePage"].as_manager()

    class Meta:
        verbose_name = "page about the service"
        verbose_name_plural = "pages about the service"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_slug_display()
