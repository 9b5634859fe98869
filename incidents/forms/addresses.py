"""A mail address, refused at the door when no relay takes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..plain import mail_addresses, signs


class Email(forms.EmailField):
    """An address that mail can be sent to."""

    def clean(self, value: Any) -> str:
        address = super().clean(signs.one_line(value) if isinstance(value, str) else value)
        if address:
            try:
                mail_addresses.on_the_way(address)
            except mail_addresses.Unsendable:
                raise ValidationError(
                    _("No mail reaches this address: before the @ stand letters a to z, digits and . _ - + only.")
                ) from None
        return address
