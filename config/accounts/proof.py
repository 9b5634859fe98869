"""What this session has proved of whoever uses it: a second factor, and how lately anything at all.

Every role has a second factor. Whoever has none yet reaches the pages on which it is set up, and nothing else that asks for a log-in; a
session of before it was set up proves it first. The demo alone asks for none: its passwords are known to everybody.
"""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from incidents.models import User
from incidents.record import sessions
from incidents.views import autosave, kept_form

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes stand in for one, and are none
_KEY = "second_factor"  # in the session: the key of the person who proved it
# Where somebody without a second factor may go; and where whoever has one that this session has not proved, who would else
# add another by the password alone.
SET_UP_AT = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"}
PROVED_AT = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever uses this session proved within the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT) who they are."""
    records = get_authentication_records(request, request.user if request.user.is_authenticated else None)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def note(session: SessionBase, person: User) -> None:
    """This session has proved a second factor of `person`."""
    session[_KEY] = person.pk


def is_proved(request: HttpRequest) -> bool:
    """Whether this session has proved a second factor of whoever uses it."""
    return request.session.get(_KEY) == request.user.pk


def is_owed(request: HttpRequest) -> bool:
    """Whether whoever uses this session has a second factor that it has not proved."""
    return not is_proved(request) and is_mfa_enabled(request.user, FACTORS)


@receiver(authenticator_added)
def _set_up(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    """What is added before anything was proved is the first: sessions elsewhere, which know the password alone, are over."""
    if request.session.get(_KEY) != user.pk:
        sessions.end(user, but=request.session.session_key)
    note(request.session, user)


@receiver(authenticator_used)
def _proved(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    note(request.session, user)


@receiver(authenticator_removed)
def _left(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    if not is_mfa_enabled(user, FACTORS):
        request.session.pop(_KEY, None)
        sessions.end(user, but=request.session.session_key)  # they proved what is no factor any more


class SecondFactorRequired:
    """Sends whoever has not proved a second factor to where they do, or set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, *view):
        if settings.DEMO or not request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        if is_proved(request):
            return None
        owed = is_owed(request)
        if request.resolver_match.view_name in (PROVED_AT if owed else SET_UP_AT):
            return None
        page = "" if autosave.is_quiet(request) else kept_form.keep(request)
        if page:
            messages.warning(
                request, _("What you sent was not taken in: a second factor comes first. Then it is back on its page.")
            )
        if owed:
            back = request.get_full_path() if request.method == "GET" else page or reverse("incidents:home")
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
        return redirect("mfa_index")
