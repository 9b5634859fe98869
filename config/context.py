"""What every page knows of the site it is on."""

from django.conf import settings

from config.accounts import session_life


def site(request):
    known = getattr(request, "user", None) and request.user.is_authenticated and hasattr(request, "session")
    ends = session_life.left(request) if known else None  # seconds
    return {"DEMO": settings.DEMO, "SITE_URL": settings.SITE_URL, "session_ends": ends}
