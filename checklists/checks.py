"""What must be true of the settings before the service may start."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

SEEDED = "demo.seeded"  # the event that says a demonstration was made here
SHORTEST_KEY = 50  # characters, as Django makes them
# Each stands before the next: who asks is known before it is decided whether they may.
GUARDS = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "safebabies.middleware.refuse_other_sites",
    "safebabies.middleware.refuse_other_charsets",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "checklists.accounts.middleware.sessions.session_limits",
    "checklists.accounts.middleware.sessions.ClosedByDefault",
    "axes.middleware.AxesMiddleware",
    "checklists.accounts.views.unsent_words.ForgetWhatWasTaken",
]
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "report-uri": "/reports/policy/",
}


@register
def sqlite_takes_its_lock_first(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite without IMMEDIATE transactions fails half of the saves made at the same time."""
    if locks_before_it_reads(settings.DATABASES["default"]):
        return []
    return [Error("SQLite must use transaction_mode IMMEDIATE", id="safebabies.E001")]


@register
def demo_stays_on_this_computer(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demo accounts have a printed password, so no other computer may reach them."""
    if not settings.DEMO or all(map(is_loopback, settings.ALLOWED_HOSTS)):
        return []
    return [Error("DEMO is for loopback hosts only; see ALLOWED_HOSTS", id="safebabies.E002")]


@register(Tags.database)
def demo_shows_only_what_seed_demo_made(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Demo mode is never opened over people that no demonstration made."""
    if not settings.DEMO or not databases or not has_people() or was_seeded():
        return []
    return [Error("DEMO is for a database that seed_demo made", id="safebabies.E004")]


@register
def private_answers_have_a_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a case key no private answer could be written or read."""
    if settings.CASE_KEYS:
        return []
    return [Error("CASE_KEYS is empty; give at least one id:base64 key", id="safebabies.E003")]


@register
def faults_are_not_shown(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """DEBUG shows what a page was made of, names included, to whoever meets a fault."""
    if not settings.DEBUG or settings.DEMO:
        return []
    return [Error("DEBUG is for a demonstration only", id="safebabies.E005")]


@register
def hosts_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A wildcard would let a stranger's host name into addresses and pass the origin checks."""
    wild = [host for host in settings.ALLOWED_HOSTS if host.startswith((".", "*"))]
    if not wild:
        return []
    return [Error(f"ALLOWED_HOSTS has a wildcard: {', '.join(wild)}", id="safebabies.E006")]


@register
def keys_are_long(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions are only as safe as the key that signs them; old keys still open them."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if all(len(key) >= SHORTEST_KEY for key in keys):
        return []
    return [Error(f"SECRET_KEY is under {SHORTEST_KEY} characters", id="safebabies.E007")]


@register
def guards_stand_in_their_order(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    there = [name for name in settings.MIDDLEWARE if name in GUARDS]
    if there == GUARDS:
        return []
    return [Error(f"MIDDLEWARE must hold, in this order: {GUARDS}", id="safebabies.E008")]


@register
def policy_is_strict(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No inline script or style and no other origin; a change is made here and in the settings."""
    if getattr(settings, "CONTENT_SECURITY_POLICY", None) == {"DIRECTIVES": POLICY}:
        return []
    return [Error("CONTENT_SECURITY_POLICY is not the strict one", id="safebabies.E009")]


@register
def cookies_stay_on_this_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without https a cookie can be read on the way; that is for this computer alone."""
    if all(map(is_loopback, settings.ALLOWED_HOSTS)) or all(cookie_safety()):
        return []
    return [Error("Cookies must be secure and __Host-; see HTTPS", id="safebabies.E013")]


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Alerts stand on their page, but nobody is told that they wait there."""
    if settings.DEMO or "dummy" not in settings.EMAIL_BACKEND:
        return []
    return [Warning("EMAIL_URL is not set, so no alert is mailed", id="safebabies.W005")]


def cookie_safety() -> list[bool]:
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    return [
        all(name.startswith("__Host-") for name in names),
        settings.SESSION_COOKIE_SECURE,
        settings.CSRF_COOKIE_SECURE,
        settings.SESSION_COOKIE_HTTPONLY,
        settings.CSRF_COOKIE_HTTPONLY,
        settings.SESSION_EXPIRE_AT_BROWSER_CLOSE,
    ]


def locks_before_it_reads(database: dict[str, Any]) -> bool:
    """Whether two saves at once would wait for each other; PostgreSQL locks rows by itself."""
    if "sqlite3" not in database["ENGINE"]:
        return True
    return bool(database.get("OPTIONS", {}).get("transaction_mode") == "IMMEDIATE")


def has_people() -> bool:
    """Whether anyone has an account; nobody has before the first migration."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    has_table = user._meta.db_table in connection.introspection.table_names()
    return bool(has_table and user.objects.exists())


def was_seeded() -> bool:
    return bool(apps.get_model("checklists.Event").objects.filter(kind=SEEDED).exists())


def is_loopback(host: str) -> bool:
    """Whether only this computer can be reached by that host name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
