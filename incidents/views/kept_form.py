"""What somebody sent after their session had ended: kept beside the log-in page, given back on the page it was typed on.

It lies in the visitor's own, still anonymous session, whose data survive the log-in; it goes when taken or with the
session. Files do not travel; the page says so.
"""

from urllib.parse import urlencode

from django.http import QueryDict

KEEPING = ("incidents:question",)  # pages on which people write for long
LONGEST = 25_000  # characters of the encoded form
_KEY = "kept_form"


def keep(request):
    """Remember the form that arrived without a session, if its page is one of those that give it back."""
    if request.method != "POST" or request.resolver_match.view_name not in KEEPING:
        return
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    encoded = urlencode(fields)
    if len(encoded) <= LONGEST:
        request.session[_KEY] = {"path": request.path, "form": encoded}


def take(request):
    """The form that was sent to this very page without a session, once; or None."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != request.path or request.method != "GET":
        return None
    del request.session[_KEY]
    return QueryDict(kept["form"])
