from django.apps import AppConfig

from checklists import checks  # noqa: F401  importing it registers the system checks


class ChecklistsConfig(AppConfig):
    name = "checklists"
    verbose_name = "Safe Babies"
