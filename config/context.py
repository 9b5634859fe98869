"""What every page knows of the site it is on."""

from django.conf import settings


def site(request):
    return {"DEMO": settings.DEMO, "SITE_URL": settings.SITE_URL}
