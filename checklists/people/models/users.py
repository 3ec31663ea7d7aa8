import uuid
from datetime import date, datetime

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Upper

from checklists.people.models.naming import KeepsNames
from checklists.people.models.teams import ADMIN_ROLES, TEAM_MANAGERS, Membership, Role
from checklists.reading.clock import london_date, london_today
from checklists.reading.names import is_a_name
from checklists.reading.text import one_line
from checklists.reading.usernames import normal_username

OVERSEERS = (*TEAM_MANAGERS, Role.SAFEGUARDING_LEAD)


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
