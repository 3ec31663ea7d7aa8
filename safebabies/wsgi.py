"""The service. It does not start where a check says that it must not."""

import os

from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from safebabies.plain import last_resort

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safebabies.settings")
application = last_resort(get_wsgi_application())

# The database is asked only for a demonstration: the service also starts while it is down.
messages = run_checks(databases=["default"] if settings.DEMO else None)
if errors := [str(message) for message in messages if message.is_serious()]:
    raise ImproperlyConfigured("\n".join(errors))
