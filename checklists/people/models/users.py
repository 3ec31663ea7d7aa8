import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.functional import cached_property

from checklists.audit.models import Covered
from checklists.audit.querysets import CoveredQuerySet
from checklists.people.models.fixed import SavesWhatMayChange
from checklists.people.models.naming import KeepsNames
from checklists.people.models.teams import ADMIN_ROLES, TEAM_MANAGERS, Membership, Role
from checklists.reading.clock import london_date, london_today
from checklists.reading.names import is_a_name
from checklists.reading.text import one_line
from checklists.reading.usernames import normal_username

Read = TypeVar("Read")

OVERSEERS = (*TEAM_MANAGERS, Role.SAFEGUARDING_LEAD)


class NotAName(ValueError):
    """Nothing of it would be seen as a name. No account was made."""


def clean_name(typed: str) -> str:
    """The name as a form of the admin would clean it. Raises NotAName."""
    name = one_line(typed)
    if not is_a_name(name):
        raise NotAName
    return name


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> CoveredQuerySet["User"]:
        return CoveredQuerySet(self.model, using=self._db)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Raises NotAName for a `name` that is given and cannot be seen."""
        if "name" in fields:
            fields["name"] = clean_name(fields["name"])
        user = self.model(username=self.model.normalize_username(one_line(username)), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def signing_in_as(self, username: str) -> "User | None":
        """The user with this name, in whatever capitals and widths; None where there is none."""
        return self.filter(username__iexact=normal_username(username)).first()

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Someone who makes the first system administrator; opens no case."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(SavesWhatMayChange, Covered, KeepsNames, AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. What they may do comes from their dated memberships alone."""

    LEFT_OUT = {
        "password": "changed by its person, and by a sign-in that finds an older kind of digest",
        "last_login": "changes at each sign-in",
    }
    FIXED = frozenset({"is_superuser", "date_joined"})

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
            # Django's own would let nia and Nia be two people.
            models.UniqueConstraint(
                Upper("username"),
                name="username_once_whatever_the_capitals",
                violation_error_message="Somebody has this username, perhaps in other capitals.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def name_on(self, at: datetime) -> str:
        """Their name at that moment, to show beside what they did then."""
        return self.named_on(at)["name"] or self.username

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens: a role that works there, or the first superuser."""
        return self.is_superuser or any(
            membership.role in ADMIN_ROLES for membership in self.memberships_on(london_today())
        )

    def memberships_on(self, day: date) -> list[Membership]:
        """The roles the user holds on a London day; none when deactivated, also by now.

        Read once per instance and day.
        """
        if not self.is_active:
            return []
        return self.read_once(f"memberships {day}", lambda: self.read_memberships(day))

    def read_memberships(self, day: date) -> list[Membership]:
        held = self.memberships.on(day).filter(user__is_active=True)
        return list(held.select_related("team"))

    def read_once(self, what: str, read: Callable[[], Read]) -> Read:
        """What `read` gave when it was first asked for by this name.

        Each request has an instance of its own, so a change counts from the next request, and a
        press forgets what was read before it began; see `forget_what_was_read`.
        """
        if what not in self.what_was_read:
            self.what_was_read[what] = read()
        found: Read = self.what_was_read[what]
        return found

    @cached_property
    def what_was_read(self) -> dict[str, Any]:
        return {}

    def forget_what_was_read(self) -> None:
        """Rights are read anew: for a verb that writes, inside its own transaction."""
        self.what_was_read.clear()

    def role_codes(self, at: datetime) -> str:
        """'deputy health_visitor': the roles of the user at that moment, for the log."""
        held = {membership.role for membership in self.memberships_on(london_date(at))}
        return " ".join(sorted(held | ({"superuser"} if self.is_superuser else set())))
