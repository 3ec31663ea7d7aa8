"""Whether what is stored can be opened by what the environment says."""

from collections.abc import Sequence

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

from checklists.accounts.encryption import encryption_keys

TABLE = "checklists_casekey"


@register(Tags.database)
def what_is_encrypted_is_bound(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Until an upgrade is finished, what the older version encrypted needs a setting to be read."""
    if not databases or not has_column(TABLE, "earlier"):
        return []
    keys = apps.get_model("checklists.CaseKey").objects
    # A key that is lost can never be bound, and must not stop the service for that.
    left = keys.filter(earlier=None, wrapped_with__in=encryption_keys()).count()
    if left and not settings.UNBOUND_CIPHERTEXTS:
        words = f"The private words of {left} cases are not bound to their places, and not read"
        return [Error(words, hint="Run manage.py bind_ciphertexts.", id="safebabies.E014")]
    if settings.UNBOUND_CIPHERTEXTS and not left:
        words = "UNBOUND_CIPHERTEXTS is set, and every case is bound"
        return [Warning(words, hint="Take it away, and restart.", id="safebabies.W023")]
    return []


@register(Tags.database)
def every_case_key_can_be_unwrapped(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """`check_case_keys` says more, and opens every one of them."""
    if not databases or not has_column(TABLE, "earlier"):
        return []
    keys = apps.get_model("checklists.CaseKey").objects
    needed = keys.values_list("wrapped_with", flat=True).order_by("wrapped_with").distinct()
    return [
        Warning(
            f"CASE_KEYS lacks key {name}, which cases need",
            hint="Run manage.py check_case_keys.",
            id="safebabies.W024",
        )
        for name in needed
        if name not in encryption_keys()
    ]


def has_column(table: str, column: str) -> bool:
    """Whether the migration was made; `migrate` runs these checks before it migrates."""
    introspection = connection.introspection
    with connection.cursor() as cursor:
        if table not in introspection.table_names(cursor):
            return False
        columns = introspection.get_table_description(cursor, table)
    return column in {one.name for one in columns}
