"""The page of one's own account: second factors, and where one is logged in, with a way to end that."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incidents.models import AccessEntry
from incidents.plain import user_agents
from incidents.record import access_log, sessions
from incidents.views.base import SignedIn

from . import proof, session_life


class Account(IndexView):
    request: SignedIn

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who has not proved a second factor sees no sessions: they may be those of the owner."""
        shown = settings.DEMO or proof.is_proved(self.request)
        return super().get_context_data(**kwargs) | {"sessions": _sessions(self.request) if shown else []}


account = Account.as_view()


def _sessions(request: SignedIn) -> list[dict[str, Any]]:
    living = sessions.living(request.user, session_life.idle(request.user))
    here = sessions.mark(request.session.session_key or "")
    told = [{"session": each, "on": user_agents.read(each.agent), "here": each.mark == here} for each in living]
    return sorted(told, key=lambda each: not each["here"])


@require_POST
def end_session(request: SignedIn, mark: str) -> HttpResponse:
    return _ended(request, sessions.end(request.user, but=request.session.session_key, only=mark))


@require_POST
def end_other_sessions(request: SignedIn) -> HttpResponse:
    return _ended(request, sessions.end(request.user, but=request.session.session_key))


def _ended(request: SignedIn, n: int) -> HttpResponse:
    for _each in range(n):
        access_log.log(AccessEntry.Kind.SESSION_ENDED, request)
    if n:
        messages.success(
            request, _("Logged out there. Whoever knows your password can log in again: change it if it was not you.")
        )
    else:
        messages.info(request, _("Nobody is logged in there any more."))
    return redirect("mfa_index")
