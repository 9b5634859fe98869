"""The web server's entry. Looks at the database before the first request: an unsafe one is refused here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.preflight import refuse_unsafe_database  # noqa: E402  (needs the applications loaded)

refuse_unsafe_database()
