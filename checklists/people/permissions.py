"""What a role may do in the admin. No right in the admin opens a case, not even a superuser's."""

from django.contrib.auth.backends import BaseBackend
from django.db import models

from checklists.people.models.teams import Role
from checklists.people.requests import AnyUser
from checklists.people.roles import roles_of

CONTENT = ("namedlist", "learningpoint", "prompt", "rule", "resource")
TIMING = ("visittype", "setting", "settingvalue", "localnumber")
PAGES = ("servicepage",)
PEOPLE = ("user", "team", "membership", "absence")


def permissions_to(actions: str, *names: str) -> set[str]:
    return {f"checklists.{action}_{name}" for action in actions.split() for name in names}


READS_GUIDANCE = permissions_to(
    "view", "checklisttemplate", "templateversion", *CONTENT, *TIMING, *PAGES
)

PERMISSIONS: dict[Role, set[str]] = {
    Role.EDITOR: READS_GUIDANCE
    | permissions_to("add change", "templateversion", *TIMING, *PAGES)
    | permissions_to("add change delete", *CONTENT),
    Role.PUBLISHER: READS_GUIDANCE | permissions_to("change", "templateversion"),
    # Nobody is deleted, because the log speaks of them: they are deactivated.
    Role.SYSTEM_ADMINISTRATOR: permissions_to("view add change", *PEOPLE)
    | permissions_to("view", "event"),
}


class RolePermissions(BaseBackend):
    """Gives the permissions of the roles someone holds today."""

    def get_user_permissions(self, user_obj: AnyUser, obj: models.Model | None = None) -> set[str]:
        # Django also asks about single rows: no role has a right on one row alone.
        given = (PERMISSIONS.get(role, set()) for role in roles_of(user_obj))
        return set[str]().union(*given) if obj is None else set()

    def has_module_perms(self, user_obj: AnyUser, app_label: str) -> bool:
        return app_label == "checklists" and bool(self.get_user_permissions(user_obj))
