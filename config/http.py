"""What is asked of every request and said with every answer, whatever the page: its tag in the log, the method, what a browser forgets
at log-out, a fault of ours."""

import logging
import secrets
import time

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpResponseNotAllowed, HttpResponseServerError
from django.template import loader

from incidents.record import origins

from . import logs

logger = logging.getLogger("tanggap.request")
METHODS = ("GET", "HEAD", "POST")
_LEFT = "tanggap.left"


class Tagged:
    """One line of the log for each request, and a tag on it, on every other line that is said meanwhile, and on the answer: by it
    whoever met an error and whoever keeps the machines speak of the same."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.tag, request.origin = secrets.token_hex(5), origins.address_of(request)
        began, mine = time.perf_counter(), logs.now.set(request)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.tag
            taken = round((time.perf_counter() - began) * 1000)
            facts = {"method": request.method, "path": request.path, "status": response.status_code, "ms": taken}
            logger.info("request", extra={"facts": facts})
            return response
        finally:
            logs.now.reset(mine)


def fault(request):
    """The page of a fault of ours: it asks neither database nor session, which may be what failed."""
    page = loader.get_template("500.html").render({"tag": getattr(request, "tag", "")})
    return HttpResponseServerError(page)


class KnownMethods:
    """No page is asked in any other way: a view that knows only whether it is posted to would answer as if it were read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)


@receiver(user_logged_out)
def _left(sender, request, **kwargs):
    request.META[_LEFT] = True


class ClearedOnLeaving:
    """After a log-out the browser keeps no page of the person who left; its cookies stay, by which it is known (accounts/devices.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _LEFT in request.META:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
