"""Browsers in which somebody has logged in before: what others try at the same address does not count against them."""

import secrets

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest

from incidents.models import User

KEPT = 400 * 24 * 3600  # seconds: the longest that browsers keep one
_SALT = "config.accounts.devices"
_NEW = "tanggap.new_device"


def known(request: HttpRequest, address: str) -> str:
    """The mark of this browser, where the person of this e-mail address has logged in before; or ""."""
    said, mark = _said(request)
    return mark if said == address else ""


def has_been_used(request: HttpRequest) -> bool:
    """Whether somebody, whoever it was, has logged in with this browser before: no session of any other can have ended."""
    return any(_said(request))


def mark_of(address: str, mark: str) -> str:
    """What the cookie says."""
    return signing.dumps((address, mark), salt=_SALT)


def _said(request: HttpRequest) -> tuple[str, str]:
    try:
        said, mark = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ""
    return str(said), str(mark)


@receiver(user_logged_in)
def _note(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    request.META[_NEW] = user.email.lower()


class KnownDevice:
    """Leaves the mark with whoever has just logged in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if address := request.META.get(_NEW):
            mark = known(request, address) or secrets.token_urlsafe(16)
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                mark_of(address, mark),
                max_age=KEPT,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response
