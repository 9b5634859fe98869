"""What is asked of every request and said with every answer, whatever the page: the method, what a browser forgets at log-out."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST")
_LEFT = "tanggap.left"


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
