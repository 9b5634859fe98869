"""What gunicorn finds wherever it is started in this folder: an answer does not say which program gave it."""

from gunicorn.http.wsgi import Response

_headers = Response.default_headers


def _unnamed(self):
    return [line for line in _headers(self) if not line.startswith("Server:")]


Response.default_headers = _unnamed
