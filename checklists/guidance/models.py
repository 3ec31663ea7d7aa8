"""The content as rows under a numbered version. Published rows never change.

`choices`, `not_done_reasons` and conditions keep the shape of fixtures/content.json: a list of
{"value", "label"} and, where it matters, "means" and "show_when"; or the name of a list of the same
version. Code reads compiled versions
(`guidance.compiled`), not these rows.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.people.models.naming import KeepsNames


class ChecklistTemplate(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class TemplateVersion(Covered):
    ONLY = ~Q(status="draft")

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "In force"
        RETIRED = "retired", "Retired"

    template = models.ForeignKey(
        ChecklistTemplate, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    meta = models.JSONField(
        default=dict, help_text="How conditions, order of visit and privacy work."
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    what_changed = models.TextField(blank=True, help_text="In a sentence or two, for colleagues.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = CoveredQuerySet["TemplateVersion"].as_manager()

    class Meta:
        verbose_name = "guidance version"
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="version_numbers_are_unique", fields=["template", "number"]
            ),
            models.UniqueConstraint(
                name="one_version_in_force", fields=["template"], condition=Q(status="published")
            ),
            models.UniqueConstraint(
                name="one_draft_at_a_time", fields=["template"], condition=Q(status="draft")
            ),
            models.CheckConstraint(
                name="published_version_has_a_hash",
                condition=Q(status="draft") | (~Q(content_hash="") & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class VersionedRow(Covered):
    """A row of a version. `published` is set with the version and freezes the row."""

    ONLY = Q(published=True)

    published = models.BooleanField(default=False, editable=False)
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True


class NamedList(VersionedRow):
    """A list of choices or reasons that several prompts share."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="lists")
    key = models.CharField(max_length=60)
    entries = models.JSONField()

    objects = CoveredQuerySet["NamedList"].as_manager()

    class Meta:
        verbose_name = "shared list"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="list_keys_are_unique", fields=["version", "key"])
        ]

    def __str__(self) -> str:
        return self.key


class LearningPoint(VersionedRow):
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=70)
    neutral_title = models.CharField(max_length=70)
    summary = models.TextField()
    why_it_matters = models.TextField()
    guidance = models.TextField(help_text="Markdown.")
    apart_guidance = models.TextField(blank=True)
    audience = models.CharField(max_length=20)
    applies_to = models.JSONField(default=list)
    repeat_groups = models.JSONField(default=list, blank=True)
    source = models.TextField()

    objects = CoveredQuerySet["LearningPoint"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="point_numbers_are_unique", fields=["version", "number"]),
            models.UniqueConstraint(name="point_slugs_are_unique", fields=["version", "slug"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Prompt(VersionedRow):
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="prompts")
    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="prompts")
    key = models.CharField(max_length=60)
    section = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001 the file tells null from ""
    text = models.TextField()
    help = models.TextField(blank=True)
    answer_type = models.CharField(max_length=20)
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField()
    not_done_reasons = models.JSONField(default=list, blank=True)
    reason_required_when = models.JSONField(default=list, blank=True)
    show_when = models.JSONField(null=True, blank=True)
    applies_to = models.JSONField(null=True, blank=True)
    repeat_group = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001
    family_copy = models.BooleanField()
    source = models.TextField()
    frequency = models.CharField(max_length=30)
    baseline = models.BooleanField()
    stage = models.CharField(max_length=10)
    privacy = models.CharField(max_length=10)
    asks_for = models.CharField(max_length=10, blank=True)  # fact or act; '' in older versions
    anew_at = models.JSONField(default=list, blank=True)
    practitioner_only = models.BooleanField(default=False)
    # What "Could not ask today" offers; as `not_done_reasons`.
    could_not_reasons = models.JSONField(default=list, blank=True)
    # The words while the baby is unborn; '' where they are the same.
    text_before_birth = models.TextField(blank=True)
    help_before_birth = models.TextField(blank=True)
    # Why nothing follows when the answer is that something is missing; '' where something does.
    nothing_follows = models.TextField(blank=True, db_default="")
    # Asked no more, and read where it was answered: the keys of what is asked in its place.
    replaced_by = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField())
    )

    objects = CoveredQuerySet["Prompt"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="prompt_keys_are_unique", fields=["version", "key"])
        ]

    def __str__(self) -> str:
        return self.key


class Rule(VersionedRow):
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="rules")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    point_number = models.PositiveSmallIntegerField()
    for_each = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001
    when = models.JSONField()
    closes_when = models.JSONField()
    title = models.CharField(max_length=120)
    neutral_title = models.CharField(max_length=120)
    priority = models.CharField(max_length=10)
    due_in_days = models.IntegerField()
    due_note = models.TextField(null=True, blank=True)  # noqa: DJ001
    overrides = models.JSONField(default=list, blank=True)
    guidance = models.TextField()
    owner_role = models.CharField(max_length=20)
    bring_to_supervision = models.BooleanField()
    privacy = models.CharField(max_length=10)
    rationale = models.TextField()
    source = models.TextField()
    # Keys of prompts whose answer, where it says that something is missing, is a step of the item.
    steps = models.JSONField(
        default=list, blank=True, db_default=models.Value([], models.JSONField())
    )

    objects = CoveredQuerySet["Rule"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="rule_keys_are_unique", fields=["version", "key"])
        ]

    def __str__(self) -> str:
        return self.key


class Resource(VersionedRow):
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="resources")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(null=True, blank=True, max_length=500)  # noqa: DJ001
    points = models.JSONField(default=list)
    note = models.TextField(null=True, blank=True)  # noqa: DJ001
    what_for = models.TextField(blank=True, db_default="")
    checked_on = models.DateField(null=True, blank=True)

    objects = CoveredQuerySet["Resource"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="resource_slugs_are_unique", fields=["version", "slug"])
        ]

    def __str__(self) -> str:
        return self.title


NEUTRAL_NAMES = {"targeted": "Extra visit"}


class VisitType(Covered, KeepsNames):
    """A kind of contact and when it is due. Not versioned; each change is an event in the log."""

    slug = models.SlugField(unique=True)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    typical_window = models.CharField(max_length=200)
    is_mandated = models.BooleanField()
    kind = models.CharField(max_length=20)
    anchor = models.CharField(max_length=30, null=True, blank=True)  # noqa: DJ001
    start_days = models.IntegerField(null=True, blank=True)
    end_days = models.JSONField(null=True, blank=True, help_text="Days, or a setting by name.")
    notes = models.TextField(blank=True)
    source = models.TextField(blank=True)

    objects = CoveredQuerySet["VisitType"].as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """'Brief contact' of 'Brief contact (clinic, weighing, phone or video, drop-in)'.

        It stands in page titles, where someone beside the practitioner can read it, so a kind of
        visit whose name would tell has a neutral one.
        """
        return short_name_of(self.slug, self.name)

    def short_name_on(self, at: datetime) -> str:
        """What a contact of that moment is called."""
        return short_name_of(self.slug, self.named_on(at)["name"])


def short_name_of(slug: str, name: str) -> str:
    """What `VisitType.short_name` says, for a list that has asked for no more than the name."""
    return NEUTRAL_NAMES.get(slug) or name.partition(" (")[0]


class Setting(Covered):
    """A limit that rules name. Its value on a day is the latest SettingValue up to that day."""

    key = models.SlugField(unique=True, max_length=60)
    position = models.PositiveIntegerField()
    default = models.JSONField()
    unit = models.CharField(max_length=40)
    label = models.CharField(max_length=200)

    objects = CoveredQuerySet["Setting"].as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class SettingValue(Covered):
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="values")
    value = models.JSONField()
    starts_on = models.DateField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CoveredQuerySet["SettingValue"].as_manager()

    class Meta:
        ordering = ["setting", "-starts_on", "-id"]

    def __str__(self) -> str:
        return f"{self.setting} from {self.starts_on}"
