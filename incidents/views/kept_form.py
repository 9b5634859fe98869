"""What somebody sent and the product could not take in: kept in their session, given back on the page it was typed on.

Their session had ended, the form was older than it, or they were asked first who they are. The first lies in the visitor's own, still anonymous session,
whose data survive the log-in. It goes when taken or with the session. Neither files nor secrets travel; the page says so.
What looks like a NIK, a card or a telephone number is covered before it is kept: a session is a place of storage too, and
whoever sends without one is asked by no form what to do with it. A list that a page carries unseen is kept whole, or not
at all: nobody could look through what was covered in it.
"""

from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ..plain import form_fields, guard

OURS = {"incidents", "notifications"}  # the namespaces whose forms are given back
GIVEN_BACK_ON = {"incidents:discard_intake_file": "incidents:record"}  # where that is not the address that was sent to
LONGEST = 70_000  # characters of the encoded form: the longest text, most of it in letters that take one byte
MOST = 4  # pages at once: somebody has two open, and their session ends on both
_KEY = "kept_form"


class Why(StrEnum):
    """What came between: the end of the session, with everything else that was on the page; the question who they are; or nothing but
    that this form did not go on."""

    ENDED = "ended"
    ASKED = "asked"
    HELD = "held"


class GivenBack(NamedTuple):
    form: QueryDict  # empty when it was too long to be kept
    why: Why

    @property
    def happened(self) -> str:
        if self.why == Why.ASKED:
            return _("While you were sending you were asked first whether it is you.")
        return _("Your session had ended while you were sending.")

    @property
    def said(self) -> str:
        """Where the form comes back filled."""
        return " ".join((self.happened, _("Your text is back and not saved yet; choose files again.")))


def keep(request: HttpRequest, *, why: Why = Why.ENDED) -> str:
    """Remember the form for the page that gives it back: the address of that page, with what it was asked for, or "" for a form that
    is none of ours.

    Of one that is longer than LONGEST only the fact is remembered: its page says that it was not taken in.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or match.namespace not in OURS or guard.find(request.path):
        return ""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if _may_be_kept(name)]
    fields = [(name, value) for name, value in fields if not (name in form_fields.CARRIED and guard.find(value))]
    kept_fields = [(_covered(name), _covered(value)) for name, value in fields]
    encoded = urlencode(kept_fields)
    page = GIVEN_BACK_ON.get(match.view_name)
    path = reverse(page) if page else request.path
    others = {other: kept for other, kept in request.session.get(_KEY, {}).items() if other != path}
    kept = [encoded if len(encoded) <= LONGEST else "", why, kept_fields != fields]
    request.session[_KEY] = {**dict(list(others.items())[1 - MOST :]), path: kept}
    return path if page else request.get_full_path()


def _may_be_kept(field: str) -> bool:
    return field != "csrfmiddlewaretoken" and not form_fields.is_private(field)


def _covered(text: str) -> str:
    return guard.replace(text, guard.find(text), lambda found: found.masked)


def take(request: HttpRequest) -> GivenBack | None:
    """The form that was sent to this very page and not taken in, once; or None."""
    if request.method != "GET" or request.path not in request.session.get(_KEY, {}):
        return None
    encoded, why, covered = request.session[_KEY].pop(request.path)
    request.session.modified = True
    if covered:
        messages.warning(
            request,
            _(
                "Numbers shaped like a NIK, a card or a telephone number were covered in it; look it through before you send."
            ),
        )
    return GivenBack(QueryDict(encoded, mutable=True), Why(why))


def say_what_is_lost(request: HttpRequest) -> None:
    """Where the page of the form leads elsewhere, since there is nothing to do there any more: the words are shown once."""
    if lost := take(request):
        longest = max(form_fields.typed(lost.form.lists()), key=len, default="")
        words = _("%(why)s This can no longer be done. You had typed: %(text)s")
        messages.warning(request, words % {"why": lost.happened, "text": longest or "–"})


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is to show: what is being sent; else what was sent before and could not be taken in, which the page then
    says; else None."""
    if request.method == "POST":
        return request.POST
    lost = take(request)
    if lost is None:
        return None
    if lost.form:
        messages.warning(request, lost.said)
        return lost.form
    messages.warning(request, " ".join((lost.happened, _("Nothing of it was taken in."))))
    return None
