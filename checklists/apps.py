from django.apps import AppConfig
from django.db.models.signals import post_migrate  # noqa: TID251  the one signal: frozen tables

from checklists import checks  # noqa: F401  importing it registers the system checks
from checklists.accounts import checks as accounts_checks  # noqa: F401  as above
from checklists.audit import checks as audit_checks  # noqa: F401  as above
from checklists.audit.frozen import freeze_after_migrate


class ChecklistsConfig(AppConfig):
    name = "checklists"
    verbose_name = "Safe Babies"

    def ready(self) -> None:
        post_migrate.connect(freeze_after_migrate, sender=self)
