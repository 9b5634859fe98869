"""Pages, by noun. Each fetches what is visible, reads the form, calls the action, redirects."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from ..workflow import TRANSITIONS, permitted

PAGE = 50


def require(request, action):
    """403 unless one of the person's roles may do `action` at all. The deed checks the rest at the door."""
    if permitted(action, request.user.roles) is None:
        raise PermissionDenied(f"{action} is not for {request.user}")


def require_role(request, *roles):
    if not request.user.roles & set(roles):
        raise PermissionDenied(f"this page is not for {request.user}")


def done(request, action):
    """Say on the next page what has just been recorded."""
    messages.success(request, _(TRANSITIONS[action].done))


def page_of(request, rows, size=PAGE):
    """The page of `rows` the address asks for; a page that does not exist is the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
