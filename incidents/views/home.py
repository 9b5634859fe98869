"""Where each role begins: the page that matters to it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from ..workflow import Role
from .base import SignedIn

FIRST_PAGES = (
    (Role.SUPERVISOR, "incidents:approvals"),
    (Role.OFFICER, "incidents:desk"),
    (Role.LIAISON, "incidents:portal"),
    (Role.AUDITOR, "incidents:audit"),
    (Role.ADMINISTRATOR, "incidents:people"),
)


def home(request: SignedIn) -> HttpResponse:
    """Lead everybody to the page that matters to their role."""
    for role, page in FIRST_PAGES:
        if role in request.user.roles:
            return redirect(page)
    raise PermissionDenied(f"{request.user} holds no appointment now")
