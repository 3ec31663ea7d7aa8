"""The service as `safebabies.wsgi` serves it, without the check that refuses these settings."""

from django.core.wsgi import get_wsgi_application

from safebabies.plain import last_resort

application = last_resort(get_wsgi_application())
