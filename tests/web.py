"""The WSGI application with the write guard in it, for gunicorn."""

from config.wsgi import application  # noqa: F401
from tests import write_guard

write_guard.install()
