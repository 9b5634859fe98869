"""What somebody sent and the product could not take in: kept in their session, given back on the page it was typed on.

Their session had ended, or the form was older than it. The first lies in the visitor's own, still anonymous session,
whose data survive the log-in. It goes when taken or with the session. Files do not travel; the page says so.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

# The pages on which people write for long, by the address that was sent to. None: that address itself.
GIVEN_BACK_ON = {
    "incidents:question": None,
    "incidents:record": None,
    "incidents:discard_intake_file": "incidents:record",
}
LONGEST = 70_000  # characters of the encoded form: the longest text, most of it in letters that take one byte
MOST = 4  # pages at once: somebody has two open, and their session ends on both
_KEY = "kept_form"


class GivenBack(NamedTuple):
    form: QueryDict
    ended: bool  # the session, with everything else that was on the page; False: only this form did not go on


def keep(request: HttpRequest, *, ended: bool = True) -> str:
    """Remember the form if there is a page that gives it back: the address of that page, or "" when it is not kept."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    if request.method != "POST" or view not in GIVEN_BACK_ON:
        return ""
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    encoded = urlencode(fields)
    if len(encoded) > LONGEST:
        return ""
    page = GIVEN_BACK_ON[view]
    path = reverse(page) if page else request.path
    others = {other: kept for other, kept in request.session.get(_KEY, {}).items() if other != path}
    request.session[_KEY] = {**dict(list(others.items())[1 - MOST :]), path: [encoded, ended]}
    return path


def take(request: HttpRequest) -> GivenBack | None:
    """The form that was sent to this very page and not taken in, once; or None."""
    if request.method != "GET" or request.path not in request.session.get(_KEY, {}):
        return None
    encoded, ended = request.session[_KEY].pop(request.path)
    request.session.modified = True
    return GivenBack(QueryDict(encoded, mutable=True), ended)
