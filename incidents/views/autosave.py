"""A page's script keeps what somebody writes, every ten seconds and when the field is left: see static/js/autosave.js.

Each page that does so has a token of its own, and numbers its savings: one that arrives late, or after the button,
changes nothing.
"""

import re
import secrets

from django.http import HttpRequest

from ..models import Saving

HEADER = "X-Autosave"  # holds the saving's number
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,32}")
NUMBER = re.compile(r"[0-9]{1,9}")


def new_page() -> str:
    return secrets.token_urlsafe(12)


def is_quiet(request: HttpRequest) -> bool:
    """True when the script saves, False for a button."""
    return HEADER in request.headers


def saving_of(request: HttpRequest) -> Saving:
    """Which page this comes from, and which of its savings it is."""
    token, number = request.POST.get("page", ""), request.headers.get(HEADER, "")
    page = token if TOKEN.fullmatch(token) else ""
    if not is_quiet(request):
        return Saving(page)
    return Saving(page, int(number) if NUMBER.fullmatch(number) else 0)
