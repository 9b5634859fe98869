"""allauth's adapter for second factors: who asks for them, how an app reads its key, and under which lock the database keeps it."""

import base64
import hashlib
from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import encrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.models import User

NAME = settings.MFA_TOTP_ISSUER


class Factors(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": NAME}

    def build_totp_svg(self, url: str) -> str:
        """As a letter's QR code is drawn."""
        drawn = BytesIO()
        segno.make_qr(url).save(drawn, kind="svg", border=4, light="#fff", omitsize=True)
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises cryptography.fernet.InvalidToken where no key opens it: a code is never compared with that of an empty key."""
        return _locks().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return gettext("Passkey %(n)s") % {"n": Authenticator.objects.filter(user=user, type=type).count() + 1}


def _locks() -> MultiFernet:
    """By the keys of SHEET_KEYS, but none opens what another purpose locked: the first locks, every one opens."""
    keys = [hashlib.sha256(f"factor:{key}".encode()).digest() for key in settings.SHEET_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class SetUpApp(ActivateTOTPForm):
    """The code that sets an app up is used by that: it opens no door afterwards."""

    def clean_code(self) -> str:
        code = super().clean_code()
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP, data={"secret": encrypt(self.secret)})
        if not TOTP(app).validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AddPasskey(AddWebAuthnForm):
    """Always one that opens the door by itself: the device asks for its finger, face or PIN (MFA_WEBAUTHN_USER_VERIFICATION)."""

    passwordless = None
    name = forms.CharField(label=_("Name of this passkey"), max_length=80, help_text=_("Such as: office phone."))
