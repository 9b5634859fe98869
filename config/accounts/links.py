"""The link to a password: of several that were sent to somebody the last one alone opens anything."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from incidents.models import User
from notifications.models import AccountMail
from notifications.models.account_mail import LINKS


class LastLinkAlone(PasswordResetTokenGenerator):
    """The key is worked out from what is kept, and kept nowhere itself: it dies with the password, the address, the log-in that follows,
    and with the next mail that carries another one."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        sent = AccountMail.objects.filter(user=user, kind__in=LINKS).order_by("-pk").values_list("pk", flat=True)
        return f"{super()._make_hash_value(user, timestamp)}{sent.first()}"
