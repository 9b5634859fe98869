"""Second factors of people in tests: what a log-in with one leaves in a session, and factors themselves."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from config.accounts import devices, proof
from tests.world import PASSWORD


def passed(session, person):
    """What a log-in with a second factor leaves in a session."""
    proof.note(session, person)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)


def _log_in(self, user, backend=None):
    """As Django's own, with what a second factor leaves in the session."""
    request = HttpRequest()
    request.session = self.session
    login(request, user, backend)
    passed(request.session, user)
    request.session.save()
    self._set_login_cookies(request)
    known(self, user)


def known(browser, person):
    """A browser in which this person has logged in before."""
    browser.cookies[settings.DEVICE_COOKIE_NAME] = devices.mark_of(person.email, "uji")
    return browser


def install():
    """`force_login` of a test's browser logs in with a second factor, in one writing of the session."""
    Client._login = _log_in


def digits(secret, *, steps=0):
    """What an app with this key shows, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up(person):
    """The key of an app that is set up, with recovery codes beside it."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def log_in_by_page(browser, person, onto=""):
    """By password and a second factor, as people do; the test's person has it from now on."""
    if not Authenticator.objects.filter(user=person).exists():
        set_up(person)
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": onto})
    return browser.post(reverse("mfa_authenticate"), {"code": recovery_code(person)})


def recovery_code(person):
    """One that was not used yet."""
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
