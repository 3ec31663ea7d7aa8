from django.apps import AppConfig
from django.db.models.signals import (  # noqa: TID251  the one use of signals: frozen tables
    post_migrate,
    pre_migrate,
)

from checklists import checks  # noqa: F401  importing it registers the system checks
from checklists.accounts import checks as accounts_checks  # noqa: F401  as above
from checklists.audit import checks as audit_checks  # noqa: F401  as above
from checklists.audit.frozen import freeze_after_migrate, thaw_before_migrate
from checklists.cases import checks as cases_checks  # noqa: F401  as above


class ChecklistsConfig(AppConfig):
    name = "checklists"
    verbose_name = "Safe Babies"

    def ready(self) -> None:
        pre_migrate.connect(thaw_before_migrate, sender=self)
        post_migrate.connect(freeze_after_migrate, sender=self)
