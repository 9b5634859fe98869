"""What this session has proved of whoever uses it: a second factor, and how lately anything at all.

Every role has a second factor. Whoever has none yet reaches the pages on which it is set up, and nothing else that asks for a log-in; a
session of before it was set up proves it first. The demo alone asks for none: its passwords are known to everybody.

What would do most harm by somebody else's hand on an open session is asked for once more (ASKED_AGAIN), in the demo too.
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
from django.http import HttpRequest, HttpResponse
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
# add another by the password alone. How long the session lasts is told to both.
_ALWAYS = {"account_session", "account_logout"}
SET_UP_AT = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", *_ALWAYS}
PROVED_AT = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", *_ALWAYS}


# Who sends one of these, and has not proved within the last minutes who they are, does so first: who is appointed to what, where
# letters are mailed, to whom a restricted case opens, how letters are signed and worded, which rules hold, what is removed under law, to whom
# the name of a complainant is revealed. Changes of factors ask by themselves, a change of the password asks for the one of before.
ASKED_AGAIN = {
    "incidents:appoint",
    "incidents:end_appointment",
    "incidents:confirm_change",
    "incidents:drop_change",
    "incidents:correct_appointment",
    "incidents:amend_person",
    "incidents:register_contact",
    "incidents:confirm_contact",
    "incidents:amend_contact",
    "incidents:end_contact",
    "incidents:open_restricted",
    "incidents:unrestrict",
    "incidents:admit",
    "incidents:enact_rule",
    "incidents:enact_rung",
    "incidents:enact_questions",
    "incidents:enact_category",
    "incidents:enact_retention",
    "incidents:enact_regime",
    "incidents:enact_anomaly",
    "incidents:end_anomaly",
    "incidents:withdraw_rule",
    "incidents:end_rule",
    "incidents:confirm_calendar",
    "incidents:remove",
    "incidents:sheet",
    "incidents:sheet_file",
    "notifications:letter",
    "notifications:incoming_mail",
    "notifications:incoming_file",
    "notifications:enact_signing",
    "notifications:enact_template",
    "notifications:register_unit",
    "notifications:enact_reminders",
    "notifications:withdraw_reminders",
}
# Files that leave with the record in them: fetched is taken.
TAKEN = {"notifications:bundle_file", "notifications:export_parcel"}


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever uses this session proved within the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT) who they are."""
    return time.time() - _proved_at(request) < app_settings.REAUTHENTICATION_TIMEOUT


def _proved_at(request: HttpRequest) -> float:
    """When whoever uses this session proved last who they are, in seconds since 1970; 0 for nobody."""
    records = get_authentication_records(request, request.user if request.user.is_authenticated else None)
    return float(records[-1]["at"]) if records else 0.0


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
    """A factor that is lost or taken may have let somebody in elsewhere: all other sessions are over."""
    sessions.end(user, but=request.session.session_key)
    if not is_mfa_enabled(user, FACTORS):
        request.session.pop(_KEY, None)


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
        page = _keep(
            request, _("What you sent was not taken in: a second factor comes first. Then it is back on its page.")
        )
        return _ask(request, "mfa_reauthenticate", page) if owed else redirect("mfa_index")


class AskedAgain:
    """Sends whoever would do what is ASKED_AGAIN, and has not proved lately who they are, to where they do; and gives the session another
    key when they have: one that somebody read before is dead by then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        before = _proved_at(request)
        response = self.get_response(request)
        if before and request.user.is_authenticated and _proved_at(request) > before:
            request.session.cycle_key()
        return response

    def process_view(self, request, *view):
        name = request.resolver_match.view_name
        if name not in TAKEN and (name not in ASKED_AGAIN or request.method != "POST"):
            return None
        if not request.user.is_authenticated or is_fresh(request):
            return None
        page = _keep(
            request, _("What you sent was not taken in: first say that it is you. Then it is back on its page.")
        )
        return _ask(request, "account_reauthenticate", page)


def _keep(request: HttpRequest, words: str) -> str:
    """The page that gives back what is being sent, of which `words` are said; "" where nothing is kept."""
    page = "" if autosave.is_quiet(request) else kept_form.keep(request, why=kept_form.Why.ASKED)
    if page:
        messages.warning(request, words)
    return page


def _ask(request: HttpRequest, where: str, page: str) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else page or reverse("incidents:home")
    return redirect(f"{reverse(where)}?{urlencode({'next': back})}")
