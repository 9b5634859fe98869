"""The public page on which whoever holds a letter checks it. No log-in, no case facts."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils import timezone

from incidents import access
from incidents.models import Letter
from incidents.workflow import RequestStatus

CHECKS_A_MINUTE = 30


@login_not_required
def check(request, code=""):
    """Is this letter on the register? Number, date, office, status; no case facts. Slow to guess, by design."""
    typed = (code or request.GET.get("kode", "")).strip()
    wanted = _normal(typed)
    if not code and wanted and len(wanted) == 9:
        return redirect("notifications:check", code=wanted)
    context = {"typed": typed, "checked": bool(typed)}
    if typed:
        if _too_many(request):
            return render(request, "notifications/check.html", {**context, "too_many": True}, status=429)
        found = Letter.objects.filter(check_code=wanted).select_related("register_entry", "request", "file").first()
        status = found and found.request.status
        context |= {
            "letter": found,
            "withdrawn": status == RequestStatus.WITHDRAWN,
            "replaced": status == RequestStatus.REPLACED,
        }
        if found is None:
            return render(request, "notifications/check.html", context, status=404)
    return render(request, "notifications/check.html", context)


def _normal(code):
    signs = "".join(c for c in code.upper() if c.isalnum())[:12]
    return f"{signs[:4]}-{signs[4:]}" if len(signs) > 4 else signs


def _too_many(request):
    """True from the 31st check of an address within a minute."""
    key = f"check:{access.address_of(request)}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > CHECKS_A_MINUTE
