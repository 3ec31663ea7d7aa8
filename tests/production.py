"""The settings of an invented real place."""

from base64 import b64encode

PRODUCTION = {
    "SECRET_KEY": "an invented key that is not used anywhere, 0123456789 abcdef",
    "CASE_KEYS": f"first:{b64encode(bytes(range(32))).decode()}",
    "ALLOWED_HOSTS": "visits.example.org",
    "DATABASE_URL": "postgresql://app@localhost/never_asked",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "HTTPS": "True",
    "DEMO": "False",
    "DEBUG": "False",
}
