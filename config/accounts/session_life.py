"""How long a session lives: so long without use, so long in all, and only for the appointments with which it began.

What was being sent when it ended comes back after the next log-in (views.kept_form), what was being written was kept quietly before, and
a page says some minutes earlier that the end is near (static/js/session.js).
"""

import time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from incidents.models import AccessEntry, User
from incidents.record import access_log, origins
from incidents.record.sessions import LIFE
from incidents.views.base import SignedIn
from incidents.workflow import Role
from notifications.views.bundles import AWAITED

LONGEST_AGENT = 300  # signs of what a browser says of itself that are kept
BY_ITSELF = "sendiri"  # the cookie that a page sets which shows itself anew (static/js/clock.js): nobody clicked
WHY = {
    "idle": gettext_noop("Your session has ended, since nothing was done for a while. Log in again."),
    "longest": gettext_noop("Your session has ended, since no session lasts longer than a working day. Log in again."),
    "posts": gettext_noop("Your session has ended, since your appointments changed. Log in again."),
}


def idle(person: User) -> int:
    """Seconds without use after which a session of this person ends. A body's liaison writes on a phone, between other things."""
    return settings.LIAISON_IDLE_SECONDS if person.roles == {Role.LIAISON} else settings.IDLE_SECONDS


def left(request: SignedIn, *, used: bool = True) -> int:
    """Seconds that the session of `request` has left, if this very request is a use of it or not."""
    now = int(time.time())
    life = request.session.get(LIFE) or {"began": now, "seen": now}
    seen = now if used else life["seen"]
    return max(0, min(seen + idle(request.user), life["began"] + settings.LONGEST_SESSION_SECONDS) - now)


def _posts(person: User) -> list[int]:
    return sorted(post.pk for post in person.current_appointments)


def _over(request: SignedIn) -> str:
    """Why the session of `request` ended, as WHY names it; "" while it lives."""
    life = request.session.get(LIFE)
    if life is None:
        return ""
    if life["posts"] != _posts(request.user):
        return "posts"
    if time.time() >= life["began"] + settings.LONGEST_SESSION_SECONDS:
        return "longest"
    return "" if left(request, used=False) else "idle"


def _note_use(request: SignedIn) -> None:
    now = int(time.time())
    life = request.session.get(LIFE) or {"began": now, "posts": _posts(request.user)}
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    address = origins.address_of(request) or ""
    request.session[LIFE] = life | {"seen": now, "agent": agent, "address": address}


def _is_by_itself(request: SignedIn) -> bool:
    """Whether the page asks by itself, with nobody there: that keeps no session alive. What a script saves was typed by somebody."""
    asks = getattr(request.resolver_match, "view_name", "") == "account_session" and request.method != "POST"
    return asks or AWAITED in request.GET or BY_ITSELF in request.COOKIES


class SessionsEnd:
    """Before anybody is let in: a session whose time is over opens nothing any more, whoever brings its cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and (why := _over(request)):
            access_log.log(AccessEntry.Kind.SESSION_OVER, request)
            request.session.flush()
            request.user = AnonymousUser()
            request.session_over = WHY[why]
        response = self.get_response(request)
        if request.user.is_authenticated and not (request.session.get(LIFE) and _is_by_itself(request)):
            _note_use(request)
        return response


@require_http_methods(["GET", "POST"])
def session(request: SignedIn) -> HttpResponse:
    """How many seconds the session has left, for a page's script: asked for, which is no use of it, or sent by who stays."""
    return JsonResponse({"seconds": left(request, used=request.method == "POST")})
