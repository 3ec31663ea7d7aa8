"""What must be true of the settings before the service may start."""

from ipaddress import ip_address

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection

SEEDED = "demo.seeded"  # the event that says a demonstration was made here


@register
def sqlite_takes_its_lock_first(app_configs, **kwargs):
    """SQLite without IMMEDIATE transactions fails half of the saves made at the same time."""
    if locks_before_it_reads(settings.DATABASES["default"]):
        return []
    return [Error("SQLite must use transaction_mode IMMEDIATE", id="safebabies.E001")]


@register
def demo_stays_on_this_computer(app_configs, **kwargs):
    """Demo accounts have a printed password, so no other computer may reach them."""
    if not settings.DEMO or all(map(is_loopback, settings.ALLOWED_HOSTS)):
        return []
    return [Error("DEMO is for loopback hosts only; see ALLOWED_HOSTS", id="safebabies.E002")]


@register(Tags.database)
def demo_shows_only_what_seed_demo_made(databases=None, **kwargs):
    """Demo mode is never opened over people that no demonstration made."""
    if not settings.DEMO or not databases or not has_people() or was_seeded():
        return []
    return [Error("DEMO is for a database that seed_demo made", id="safebabies.E004")]


@register
def private_answers_have_a_key(app_configs, **kwargs):
    """Without a case key no private answer could be written or read."""
    if settings.CASE_KEYS:
        return []
    return [Error("CASE_KEYS is empty; give at least one id:base64 key", id="safebabies.E003")]


def locks_before_it_reads(database: dict) -> bool:
    """Whether two saves at once would wait for each other; PostgreSQL locks rows by itself."""
    if "sqlite3" not in database["ENGINE"]:
        return True
    return database.get("OPTIONS", {}).get("transaction_mode") == "IMMEDIATE"


def has_people() -> bool:
    """Whether anyone has an account; nobody has before the first migration."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    return user._meta.db_table in connection.introspection.table_names() and user.objects.exists()


def was_seeded() -> bool:
    return apps.get_model("checklists.Event").objects.filter(kind=SEEDED).exists()


def is_loopback(host: str) -> bool:
    """Whether only this computer can be reached by that host name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
