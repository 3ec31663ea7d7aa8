import uuid
from datetime import date, datetime

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from checklists.people.models.naming import KeepsNames
from checklists.reading.clock import london_date, london_today
from checklists.reading.names import is_a_name
from checklists.reading.text import one_line
from checklists.reading.usernames import normal_username


class Role(models.TextChoices):
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    MANAGER = "manager", "Manager"
    DEPUTY = "deputy", "Deputy"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    EDITOR = "editor", "Editor of guidance"
    PUBLISHER = "publisher", "Publisher of guidance"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


TEAM_ROLES = (Role.HEALTH_VISITOR, Role.MANAGER, Role.DEPUTY)
ADMIN_ROLES = (Role.EDITOR, Role.PUBLISHER, Role.SYSTEM_ADMINISTRATOR)


class NotAName(ValueError):
    """Nothing of it would be seen as a name. Nobody was made."""


def as_a_name(typed: str) -> str:
    """As a form of the admin reads it. Raises NotAName."""
    name = one_line(typed)
    if not is_a_name(name):
        raise NotAName
    return name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username, password=None, **fields):
        """Raises NotAName for a name that is given and says none."""
        if "name" in fields:
            fields["name"] = as_a_name(fields["name"])
        user = self.model(username=self.model.normalize_username(one_line(username)), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def signing_in_as(self, username: str) -> "User | None":
        """Who signs in by this name, in whatever capitals and widths; None for nobody."""
        return self.filter(username__iexact=normal_username(username)).first()

    def create_superuser(self, username, password=None, **fields):
        """Someone who makes the first system administrator; sees no case."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(KeepsNames, AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. What they may do comes from their dated memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(max_length=150, help_text="As colleagues know them: Nia Northfield.")
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Upper("username"),
                name="username_once_whatever_the_capitals",
                violation_error_message="Somebody has this username, perhaps in other capitals.",
            )
        ]

    def __str__(self):
        return self.name or self.username

    def name_on(self, at: datetime) -> str:
        """What they were called at that moment, beside what they did then."""
        return self.named_on(at)["name"] or self.username

    @property
    def is_staff(self):
        """Whether the admin opens: a role that works there, or the first superuser."""
        return self.is_superuser or any(
            membership.role in ADMIN_ROLES for membership in self.memberships_on(london_today())
        )

    def memberships_on(self, day: date) -> list["Membership"]:
        """What the user holds on a London day: none when deactivated.

        Read once per instance and day; a request has an instance of its own, so a change acts on
        the next request.
        """
        if not self.is_active:
            return []
        kept = self.__dict__.setdefault("_memberships_on", {})
        if day not in kept:
            kept[day] = list(self.memberships.on(day).select_related("team"))
        return kept[day]

    def role_codes(self, at: datetime) -> str:
        """'deputy health_visitor': what the user was at that moment, for the log."""
        held = {membership.role for membership in self.memberships_on(london_date(at))}
        return " ".join(sorted(held | ({"superuser"} if self.is_superuser else set())))


class Team(models.Model):
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

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day):
        """Memberships that hold on a London day, first and last day included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Membership(models.Model):
    """A role someone holds, in a team where the role belongs to one, from day to day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
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

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day):
        """Absences that hold on a London day, first and last day included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Absence(models.Model):
    """Someone away, and who covers their families meanwhile."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="covering"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="nobody_covers_themselves",
                condition=Q(covered_by=None) | ~Q(covered_by=models.F("user")),
            ),
        ]

    def __str__(self):
        return f"{self.user} away from {self.starts_on}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def waiting(self):
        """Not yet looked at."""
        return self.filter(seen_at=None)


class Alert(models.Model):
    """Something a person must look at. It names no family: what it is about opens by its rights.

    `case_ref` is a plain id, because cases stand above this room; whoever chooses recipients for
    a case leaves out those who are blocked from it. `kind` is a key of `people.alerting.KINDS`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=40)
    about = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person whose doing it was.",
    )
    case_ref = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(
                name="alert_waiting", fields=["recipient", "-at"], condition=Q(seen_at=None)
            )
        ]

    def __str__(self):
        return f"Alert {self.pk}"


class UnsentWordsQuerySet(models.QuerySet["UnsentWords"]):
    def since(self, moment):
        return self.filter(at__gte=moment)


class UnsentWords(models.Model):
    """What someone typed into one form and did not send, encrypted; see people.unsent."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    sealed = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    objects = UnsentWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="unsent_words_of_one_form_once", fields=["user", "place"])
        ]

    def __str__(self):
        return f"Unsent words {self.pk}"
