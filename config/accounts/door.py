"""allauth's adapter: nobody signs up by themselves, people come by appointment; and the door in the words of the house."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from incidents.models import User
from incidents.record import origins
from notifications.models import AccountMail

from . import devices, proof

Kind = AccountMail.Kind
# What the owner of an account is told, by the name that the library has for its own mail.
TOLD = {
    "password_changed": Kind.PASSWORD,
    "password_reset": Kind.PASSWORD,
    "password_set": Kind.PASSWORD,
    "totp_activated": Kind.APP_ADDED,
    "totp_deactivated": Kind.APP_REMOVED,
    "webauthn_added": Kind.PASSKEY_ADDED,
    "webauthn_removed": Kind.PASSKEY_REMOVED,
    "recovery_codes_generated": Kind.CODES_MADE,
}

# Texts of the libraries that our own catalogue says our way, since it comes before theirs: one term for each concept,
# and a reader is spoken to as on every other page.
SAID_OUR_WAY = (
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Email"),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Forgot your password?"),
    gettext_noop("Please type your current password."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("You have signed out."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("email address"),
)


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whoever tries is counted here as at every other door."""
        return origins.counted_as(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong tries count for address and origin together: nobody is locked out by what others try elsewhere, nor in a browser in which
        they have logged in before by what others try beside them. Where nobody is known, those of an address have a wide limit besides,
        which many origins share."""
        address = str(credentials.get("email", "")).lower()
        device = devices.known(request, address)
        action, origin = ("login_failed_known", device) if device else ("login_failed", ratelimit.get_ip(request))
        tried = [(action, f"{address} {origin}")] + ([] if device else [("login_failed_anywhere", address)])
        used = ratelimit.RateLimitUsage(usage=[])
        for action, key in tried:
            counted = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if not counted:
                raise self.validation_error("too_many_login_attempts")
            used.usage += counted.usage
        self._login_failed_rl_usage = used

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        AccountMail.write(Kind.RESET, user)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        AccountMail.write(TOLD[template_prefix.rpartition("/")[2]], user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        raise TypeError("no mail leaves within a request: it is written to the post room")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just logged in is not asked the same again."""
        return not proof.is_fresh(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The password is no way to prove a second factor."""
        ways = super().get_reauthentication_methods(user)
        said = {"mfa_reauthenticate:webauthn": gettext("Use your passkey")}
        ways = [way | {"description": said.get(way["id"], way["description"])} for way in ways]
        return [way for way in ways if way["id"] != "reauthenticate" or not proof.is_owed(self.request)]
