"""The one settings file. What differs between places comes from the environment.

On a developer's computer `./dev` writes a key and a secret into var/env, which is read here
when it exists; the environment wins over it.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
if (VAR_DIR / "env").exists():
    env.read_env(VAR_DIR / "env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
HTTPS = env.bool("HTTPS", default=True)
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Each is "id:base64 of 32 bytes". The first wraps new case keys; the others still open old ones.
CASE_KEYS = env.list("CASE_KEYS")
# Whether ciphertexts from before each was bound to its place are opened: while an upgrade lasts.
UNBOUND_CIPHERTEXTS = env.bool("UNBOUND_CIPHERTEXTS", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "checklists",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "safebabies.apps.OurAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "checklists.audit.request.request_reference",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "safebabies.middleware.refuse_other_sites",
    "safebabies.middleware.refuse_other_charsets",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "safebabies.middleware.CompressPages",  # after the files, which are compressed once
    "safebabies.middleware.ignore_session_on_open_pages",
    "safebabies.middleware.forbid_caching",
    "safebabies.middleware.explain_wrong_method",
    "checklists.accounts.middleware.copies.clear_copies_of_ended_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "safebabies.cleaning.CleanWhatIsTyped",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "checklists.accounts.middleware.page_owners.remember_owner_of_pages",
    "checklists.accounts.middleware.sessions.session_limits",
    "checklists.accounts.middleware.quick_exit.ConfirmAfterLeaving",
    "checklists.accounts.middleware.sessions.ClosedByDefault",
    "checklists.accounts.middleware.second_factor_first.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "checklists.accounts.views.unsent_words.ForgetWhatWasTaken",
    "checklists.accounts.middleware.one_effect.OneEffect",
]

ROOT_URLCONF = "safebabies.urls"
WSGI_APPLICATION = "safebabies.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# The file of `manage.py seal_audit`; it belongs where the database's administrators cannot write.
AUDIT_SEALS = Path(env("AUDIT_SEALS", default=str(VAR_DIR / "audit-seals.jsonl")))

# People and sign-in

AUTH_USER_MODEL = "checklists.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "checklists.people.permissions.RolePermissions",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "checklists.accounts.adapters.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "checklists.accounts.forms.sign_in.SignInForm",
    "reauthenticate": "checklists.accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "checklists.accounts.forms.sign_in.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]  # no code by mail: a mailbox proves less
# axes counts, codes included; theirs would lock a clinic out that shares an address, or a person
# at every address.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False

# Everyone has a second factor, except in a demonstration: accounts.middleware.second_factor_first.
SECOND_FACTOR_REQUIRED = not DEMO
MFA_ADAPTER = "checklists.accounts.adapters.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Safe Babies"
MFA_TOTP_TOLERANCE = 1  # a code typed as it runs out; each still counts once
MFA_FORMS = {
    name: f"checklists.accounts.forms.second_factors.{form}"
    for name, form in {
        "authenticate": "CodeForm",
        "reauthenticate": "ConfirmByCodeForm",
        "activate_totp": "NewAppForm",
        "add_webauthn": "NewPasskeyForm",
        "authenticate_webauthn": "PasskeyForm",
        "reauthenticate_webauthn": "ConfirmByPasskeyForm",
        "login_webauthn": "SignInByPasskeyForm",
        "generate_recovery_codes": "NewCodesForm",
    }.items()
}

# A clinic shares one address, so a lock holds for a person at an address, never for the address
# or the person alone: nobody is locked out by someone elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "checklists.accounts.adapters.sign_in.username_tried"
AXES_CLIENT_IP_CALLABLE = "checklists.accounts.adapters.sign_in.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
# Axes keeps what was sent, all but these and "password".
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential"]
AXES_SENSITIVE_PARAMETERS += ["oldpassword", "password1", "password2"]
AXES_SENSITIVE_PARAMETERS += ["old_password", "new_password1", "new_password2"]

# Mail says only that something waits inside; see people.alerting.

vars().update(env.email("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="safe-babies@localhost")

# Sessions, cookies, headers

SESSION_IDLE = timedelta(minutes=15)
# After a pause that long, signing asks once who is there; see accounts.views.reauthentication.
SESSION_PAUSE = timedelta(minutes=10)
SESSION_ABSOLUTE = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
# Set by a script, so that leaving a page needs no network; see accounts.middleware.quick_exit.
AWAY_COOKIE_NAME = "__Host-away" if HTTPS else "away"
# Who was signed in with the last few CSRF secrets; see accounts.page_owners.
PAGE_OWNERS_COOKIE_NAME = "__Host-pages" if HTTPS else "pages"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "checklists.accounts.views.resubmission.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"

# Signing in through the organisation's own provider, when there is one.

OIDC_NAME = env("OIDC_NAME", default="")
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
OIDC_USERNAME_CLAIM = env("OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_SECOND_FACTOR_COUNTS = env.bool("OIDC_SECOND_FACTOR_COUNTS", default=False)
OIDC_PROVIDER = {
    "provider_id": "work",
    "name": OIDC_NAME,
    "client_id": env("OIDC_CLIENT_ID", default=""),
    "secret": env("OIDC_CLIENT_SECRET", default=""),
    "settings": {"server_url": OIDC_SERVER_URL},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        # Whoever asks this is told when the person said there who they are.
        "AUTH_PARAMS": {"max_age": str(int(SESSION_ABSOLUTE.total_seconds()))},
        "APPS": [OIDC_PROVIDER] if OIDC_SERVER_URL else [],
    }
}
SOCIALACCOUNT_ADAPTER = "checklists.accounts.views.provider.ProviderAdapter"
# A link, because `form-action` would stop a form that is sent on to the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "report-uri": "/reports/policy/",
    }
}

# Pages

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "checklists.home.navigation.navigation",
                "checklists.people.unmanaged.admin_warnings",
                "checklists.escalation.banner.alerts_without_reader",
                "checklists.accounts.middleware.second_factor_first.may_fetch_kept_words",
            ],
            # Django looks for tags in an app, not in its rooms.
            "libraries": {
                module.stem: f"checklists.{module.parts[-3]}.templatetags.{module.stem}"
                for module in (BASE_DIR / "checklists").glob("*/templatetags/[a-z]*.py")
            },
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Logs say what happened where, never to whom: no names, no answers, no user names.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "safebabies.logs.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"level": "ERROR"},
        "allauth": {"level": "ERROR"},
    },
}
