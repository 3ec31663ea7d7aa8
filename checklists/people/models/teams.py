from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.people.models.fixed import SavesWhatMayChange


class Role(models.TextChoices):
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    MANAGER = "manager", "Manager"
    DEPUTY = "deputy", "Deputy"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    EDITOR = "editor", "Editor of guidance"
    PUBLISHER = "publisher", "Publisher of guidance"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


TEAM_MANAGERS = (Role.MANAGER, Role.DEPUTY)  # "lead" is the safeguarding lead alone


TEAM_ROLES = (Role.HEALTH_VISITOR, *TEAM_MANAGERS)


ADMIN_ROLES = (Role.EDITOR, Role.PUBLISHER, Role.SYSTEM_ADMINISTRATOR)


class Team(Covered):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    duty_contact = models.CharField(
        max_length=200, blank=True, help_text="Who to ring when a record cannot be opened."
    )
    referral_contact = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who to ring about a mark on a baby: children's social care, with hours.",
    )
    family_contact = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whom a family rings, with hours. Printed on every family copy.",
    )

    objects = CoveredQuerySet["Team"].as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(CoveredQuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Memberships that hold on a London day, first and last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Membership(SavesWhatMayChange, Covered):
    """A role someone holds, in a team where the role belongs to one, from day to day."""

    FIXED = frozenset({"user"})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="team_role_names_its_team",
                condition=Q(role__in=TEAM_ROLES, team__isnull=False)
                | (~Q(role__in=TEAM_ROLES) & Q(team__isnull=True)),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
